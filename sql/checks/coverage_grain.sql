-- check mart.coverage holds each month and form once.
-- severity error
SELECT month, form, count(*) AS rows
FROM mart.coverage
GROUP BY ALL
HAVING count(*) > 1;
