-- question How has the board's oversight changed from one year to the next, among the same companies?
-- note companies with a report of the same form in both years; unmatched are those of the later year without one before
WITH pair AS (
    SELECT now.form, now.report_year, now.oversight_structure AS now, before.oversight_structure AS before
    FROM mart.annual_report AS now
    JOIN mart.annual_report AS before ON before.accession_number = now.previous_accession_number
    WHERE now.is_matched
),

unmatched AS (
    SELECT form, report_year, count(*) FILTER (NOT is_matched) AS unmatched
    FROM mart.annual_report
    WHERE status <> 'not_read'
    GROUP BY ALL
),

side AS (
    SELECT form, report_year, now AS oversight_structure, true AS is_now FROM pair
    UNION ALL
    SELECT form, report_year, before, false FROM pair
)

SELECT
    form, report_year, oversight_structure,
    count(*) FILTER (NOT is_now) AS companies_before,
    count(*) FILTER (is_now) AS companies_now,
    CAST(sum(count(*)) OVER (PARTITION BY form, report_year) / 2 AS BIGINT) AS matched,
    any_value(unmatched) AS unmatched
FROM side
JOIN unmatched USING (form, report_year)
GROUP BY form, report_year, oversight_structure
ORDER BY form, report_year, companies_now DESC, oversight_structure;
