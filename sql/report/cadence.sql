-- question How often is the board or its committee told of cybersecurity?
-- note not said: the text that was read gives no rhythm; regularly, no number: without a rhythm
SELECT
    comparison, side, coalesce(cadence, 'not_disclosed') AS value, count(*) AS reports,
    round(100 * count(*) / any_value(base), 1) AS percent, any_value(base) AS base, any_value(not_read) AS not_read,
    any_value(unmatched) AS unmatched
FROM compared_report
JOIN mart.disclosure USING (accession_number)
JOIN compared_base USING (comparison, side)
WHERE is_read
GROUP BY comparison, side, value
ORDER BY comparison, side, reports DESC, value;
