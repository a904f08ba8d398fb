-- question Which standards and frameworks are named?
-- finding {nist} percent of companies name NIST, {iso} percent ISO 27001, and {none} percent no standard at all.
-- list nist
SELECT
    CAST(round(100 * avg(CAST(list_contains(named, 'NIST') AS INTEGER))) AS INTEGER) AS nist,
    CAST(round(100 * avg(CAST(list_contains(named, 'ISO27001') AS INTEGER))) AS INTEGER) AS iso,
    CAST(round(100 * avg(CAST(len(named) = 0 AS INTEGER))) AS INTEGER) AS none,
    count(*) AS base
FROM (
    SELECT coalesce(frameworks, []) AS named
    FROM season_report AS report
    JOIN mart.disclosure USING (accession_number)
    WHERE season = 'this season' AND is_read AND report.form = '10-K'
);
