-- view compared_base: the base of each side of a comparison: reports that were read, and reports that were expected
--   but not read, of which nothing is known
CREATE TEMP VIEW compared_base AS
SELECT comparison, side, count(*) FILTER (is_read) AS base, count(*) FILTER (NOT is_read) AS not_read
FROM compared_report
GROUP BY comparison, side;
