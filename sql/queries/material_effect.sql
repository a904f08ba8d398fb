-- question What do the texts say of a material effect of cybersecurity incidents, by form and year?
-- note a company's report of a year, amendments merged; share in percent of the reports that were read
SELECT
    form, report_year, material_effect, count(*) AS reports,
    round(100 * count(*) / sum(count(*)) OVER (PARTITION BY form, report_year), 1) AS percent
FROM mart.annual_report
WHERE status <> 'not_read'
GROUP BY form, report_year, material_effect
ORDER BY form, report_year, reports DESC, material_effect;
