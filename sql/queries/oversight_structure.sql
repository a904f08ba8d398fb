-- question How do boards oversee cybersecurity, by form and year?
-- note a company's report of a year, amendments merged; share in percent of the reports that were read
SELECT
    form, report_year, oversight_structure, count(*) AS reports,
    round(100 * count(*) / sum(count(*)) OVER (PARTITION BY form, report_year), 1) AS percent
FROM mart.annual_report
WHERE status <> 'not_read'
GROUP BY form, report_year, oversight_structure
ORDER BY form, report_year, reports DESC, oversight_structure;
