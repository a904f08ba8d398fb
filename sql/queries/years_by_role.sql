-- question How many years of experience do the people who lead cybersecurity have, by position, form and year?
-- note one figure per person (scope individual or each); a company's report of a year
SELECT
    role, report.form, report_year, count(*) AS persons, CAST(median(years) AS INTEGER) AS median_years,
    CAST(quantile_cont(years, 0.25) AS INTEGER) AS quarter_below,
    CAST(quantile_cont(years, 0.75) AS INTEGER) AS quarter_above
FROM core.officer
JOIN mart.annual_report AS report USING (accession_number)
WHERE years IS NOT NULL AND scope IN ('individual', 'each') AND role NOT IN ('TEAM', 'COMMITTEE', 'EXTERNAL')
GROUP BY role, report.form, report_year
HAVING count(*) >= 10
ORDER BY report.form, report_year, persons DESC, role;
