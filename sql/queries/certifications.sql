-- question Which professional certificates are said to be held, by form and year?
-- note a company's report of a year, amendments merged; share in percent of the reports that were read
WITH base AS (
    SELECT form, report_year, count(*) AS reports
    FROM mart.annual_report
    WHERE status <> 'not_read'
    GROUP BY ALL
),

named AS (
    SELECT form, report_year, unnest(list_distinct(certifications)) AS certification FROM mart.annual_report
)

SELECT
    form, report_year, certification, count(*) AS naming, any_value(reports) AS reports,
    round(100 * count(*) / any_value(reports), 1) AS percent
FROM named
JOIN base USING (form, report_year)
GROUP BY form, report_year, certification
ORDER BY form, report_year, naming DESC, certification;
