-- check mart.company_latest holds each cik once.
-- severity error
SELECT cik, count(*) AS rows
FROM mart.company_latest
GROUP BY ALL
HAVING count(*) > 1;
