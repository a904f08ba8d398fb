-- check mart.incident_annual holds each incident once.
-- severity error
SELECT incident, count(*) AS rows
FROM mart.incident_annual
GROUP BY ALL
HAVING count(*) > 1;
