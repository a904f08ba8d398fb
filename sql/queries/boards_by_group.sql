-- question How do boards oversee cybersecurity, by size of company, industry and year?
-- note 10-K; percent of the group's reports that were read; a group below ten reports is small: too few to speak of
SELECT
    report_year, filer_size, sic_industry, oversight_structure, count(*) AS reports,
    sum(count(*)) OVER (PARTITION BY report_year, filer_size, sic_industry) AS base,
    round(100 * count(*) / base, 1) AS percent, base < 10 AS is_small
FROM mart.annual_report
WHERE form = '10-K' AND status <> 'not_read'
GROUP BY report_year, filer_size, sic_industry, oversight_structure
ORDER BY report_year, filer_size, sic_industry, reports DESC, oversight_structure;
