-- check mart.annual_report holds each company, form and year once.
-- severity error
SELECT cik, form, report_year, count(*) AS rows
FROM mart.annual_report
GROUP BY ALL
HAVING count(*) > 1;
