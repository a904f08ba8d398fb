-- view compared_base: the base of each side of a comparison: reports that were read, and those not counted: expected but
--   not read, of which nothing is known, or of the seasons read of a company that has none in the other
CREATE TEMP VIEW compared_base AS
WITH counted AS (
    SELECT comparison, side, count(*) FILTER (is_read) AS base, count(*) FILTER (NOT is_read) AS not_read
    FROM compared_report
    GROUP BY comparison, side
),

season AS (
    SELECT season AS side, count(*) FILTER (NOT is_read) AS not_read, count(*) FILTER (is_read) AS read
    FROM season_report
    WHERE form = '10-K'
    GROUP BY season
)

SELECT
    comparison, side, base,
    CASE comparison WHEN 'season' THEN season.not_read ELSE counted.not_read END AS not_read,
    CASE comparison WHEN 'season' THEN season.read - base ELSE 0 END AS unmatched
FROM counted
LEFT JOIN season USING (side);
