-- question Which professional certificates are said to be held?
-- finding {percent} percent of companies name a certificate that somebody holds; {cissp} percent name CISSP.
-- list certifications
SELECT
    CAST(round(100 * avg(CAST(len(held) > 0 AS INTEGER))) AS INTEGER) AS percent,
    CAST(round(100 * avg(CAST(list_contains(held, 'CISSP') AS INTEGER))) AS INTEGER) AS cissp,
    count(*) AS base
FROM (
    SELECT coalesce(certifications, []) AS held
    FROM season_report AS report
    JOIN mart.disclosure USING (accession_number)
    WHERE season = 'this season' AND is_read AND report.form = '10-K'
);
