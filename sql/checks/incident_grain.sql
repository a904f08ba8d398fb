-- check mart.incident holds each incident once.
-- severity error
SELECT incident, count(*) AS rows
FROM mart.incident
GROUP BY ALL
HAVING count(*) > 1;
