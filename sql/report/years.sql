-- question How many years of experience do the persons responsible have?
-- note one figure for each person of whom years are stated (not of teams or averages), in steps of five years; not
--   said counts reports that were read and state no person's years
WITH person AS (
    SELECT comparison, side, accession_number, 5 * (years // 5) AS years_from
    FROM core.officer
    JOIN compared_report USING (accession_number)
    WHERE is_read AND years IS NOT NULL AND scope IN ('individual', 'each')
        AND role NOT IN ('TEAM', 'COMMITTEE', 'EXTERNAL')
),

stated AS (
    SELECT comparison, side, count(*) AS persons, count(DISTINCT accession_number) AS reports
    FROM person
    GROUP BY comparison, side
)

SELECT
    comparison, side, years_from || ' to ' || (years_from + 4) AS value, count(*) AS persons,
    round(100 * count(*) / any_value(stated.persons), 1) AS percent, any_value(stated.persons) AS base,
    any_value(compared_base.base - stated.reports) AS not_said, any_value(not_read) AS not_read,
    any_value(unmatched) AS unmatched
FROM person
JOIN stated USING (comparison, side)
JOIN compared_base USING (comparison, side)
GROUP BY comparison, side, years_from
ORDER BY comparison, side, years_from;
