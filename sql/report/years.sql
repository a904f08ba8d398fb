-- question How many years of experience do the persons responsible have?
-- note this season; one figure for each person of whom years are stated (not of teams or averages), in steps of five
--   years; not said: reports that were read and state no person's years
WITH person AS (
    SELECT form, accession_number, 5 * (years // 5) AS years_from
    FROM core.officer
    JOIN season_report USING (accession_number)
    WHERE season = 'this season' AND is_read AND years IS NOT NULL AND scope IN ('individual', 'each')
        AND role NOT IN ('TEAM', 'COMMITTEE', 'EXTERNAL')
),

base AS (
    SELECT form, count(*) FILTER (is_read) AS reports_read, count(*) FILTER (NOT is_read) AS not_read
    FROM season_report
    WHERE season = 'this season'
    GROUP BY form
),

stated AS (
    SELECT form, count(*) AS base, count(DISTINCT accession_number) AS reports_with_years FROM person GROUP BY form
)

SELECT
    form, CAST(years_from AS INTEGER) AS years_from, CAST(years_from + 4 AS INTEGER) AS years_to,
    count(*) AS persons, round(100 * count(*) / any_value(base), 1) AS percent, any_value(base) AS base,
    any_value(reports_read) - any_value(reports_with_years) AS not_said, any_value(not_read) AS not_read
FROM person
JOIN base USING (form)
JOIN stated USING (form)
GROUP BY form, years_from
ORDER BY form, years_from;
