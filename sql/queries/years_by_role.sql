-- question How many years of experience do the people who lead cybersecurity have, by position, form and season?
-- note one figure per person (scope individual or each); latest annual report of a company in a season
WITH report AS (
    SELECT accession_number, left(form, 4) AS form, year(filed) AS season
    FROM mart.disclosure
    WHERE status <> 'not_read'
    QUALIFY row_number() OVER (
        PARTITION BY cik, left(form, 4), year(filed) ORDER BY is_amendment, filed DESC, accession_number
    ) = 1
)

SELECT
    role, report.form, season, count(*) AS persons, CAST(median(years) AS INTEGER) AS median_years,
    CAST(quantile_cont(years, 0.25) AS INTEGER) AS quarter_below,
    CAST(quantile_cont(years, 0.75) AS INTEGER) AS quarter_above
FROM core.officer
JOIN report USING (accession_number)
WHERE years IS NOT NULL AND scope IN ('individual', 'each') AND role NOT IN ('TEAM', 'COMMITTEE', 'EXTERNAL')
GROUP BY role, report.form, season
HAVING count(*) >= 10
ORDER BY report.form, season, persons DESC, role;
