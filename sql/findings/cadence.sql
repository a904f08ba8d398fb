-- question How often is the board or its committee told of cybersecurity?
-- finding {large} percent of large companies say that their board is told at least once a quarter, and {small} percent of
--   small ones.
-- list boards_by_group
SELECT
    CAST(round(100 * avg(often) FILTER (size = 'large')) AS INTEGER) AS large,
    CAST(round(100 * avg(often) FILTER (size = 'small')) AS INTEGER) AS small,
    count(*) FILTER (size = 'large') AS large_base,
    count(*) FILTER (size = 'small') AS small_base
FROM (
    SELECT
        report.filer_size AS size,
        CAST(coalesce(cadence IN ('monthly', 'every_meeting', 'quarterly'), false) AS INTEGER) AS often
    FROM season_report AS report
    JOIN mart.disclosure USING (accession_number)
    WHERE season = 'this season' AND is_read AND report.form = '10-K'
);
