-- check What a month's tagged filings say does not drift: each share is within five points, or three standard
--   errors where these are more, of the same month a year before (companies file in the same month each year).
--   Months with fewer than fifty filings are not compared.
-- severity warning
WITH share AS (
    SELECT
        date_trunc('month', filed) AS month,
        count(*) AS filings,
        avg(CAST(most_years IS NOT NULL AS INTEGER)) AS with_years,
        avg(CAST(oversight_structure = 'not_disclosed' AS INTEGER)) AS without_oversight,
        avg(CAST(oversight_structure = 'audit_committee' AS INTEGER)) AS audit_committee,
        avg(CAST(coalesce(cadence, 'none') = 'quarterly' AS INTEGER)) AS told_quarterly,
        avg(CAST(third_party_engaged IS TRUE AS INTEGER)) AS third_party_engaged
    FROM mart.disclosure
    WHERE status = 'tagged'
    GROUP BY month
    HAVING filings >= 50
),

told AS (
    UNPIVOT share
    ON with_years, without_oversight, audit_committee, told_quarterly, third_party_engaged
    INTO NAME measure VALUE value
)

SELECT
    told.month,
    told.measure,
    round(before.value, 3) AS year_before,
    round(told.value, 3) AS value
FROM told
JOIN told AS before ON before.measure = told.measure AND before.month = told.month - INTERVAL 1 YEAR
WHERE abs(told.value - before.value) > greatest(
    0.1,
    3 * sqrt(told.value * (1 - told.value) / told.filings + before.value * (1 - before.value) / before.filings)
)
ORDER BY ALL;
