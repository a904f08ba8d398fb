-- question Which positions are responsible for cybersecurity?
-- finding {percent} percent of companies name a chief information security officer; of large companies {large} percent.
-- list new_cisos
SELECT
    CAST(round(100 * avg(named)) AS INTEGER) AS percent,
    CAST(round(100 * avg(named) FILTER (size = 'large')) AS INTEGER) AS large,
    count(*) AS base,
    count(*) FILTER (size = 'large') AS large_base
FROM (
    SELECT report.filer_size AS size, CAST(coalesce(list_contains(officer_roles, 'CISO'), false) AS INTEGER) AS named
    FROM season_report AS report
    JOIN mart.disclosure USING (accession_number)
    WHERE season = 'this season' AND is_read AND report.form = '10-K'
);
