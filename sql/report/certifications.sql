-- question Which professional certificates are said to be held?
-- note a report may name several; not said: the text that was read names none
WITH named AS (
    SELECT
        comparison, side, accession_number,
        unnest(CASE WHEN len(certifications) > 0 THEN list_distinct(certifications) ELSE ['not_disclosed'] END) AS value
    FROM compared_report
    JOIN mart.disclosure USING (accession_number)
    WHERE is_read
)

SELECT
    comparison, side, value, count(*) AS reports,
    round(100 * count(*) / any_value(base), 1) AS percent, any_value(base) AS base, any_value(not_read) AS not_read,
    any_value(unmatched) AS unmatched
FROM named
JOIN compared_base USING (comparison, side)
GROUP BY comparison, side, value
ORDER BY comparison, side, reports DESC, value;
