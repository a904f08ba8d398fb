-- view group_report: the annual reports that were read, a row for each group of companies that its company belongs to:
--   its industry (major group of its SIC code), its division, or all, each with its size and with all sizes
-- note of a company that filed both forms in a season one counts
CREATE TEMP VIEW group_report AS
WITH report AS (
    SELECT
        season_report.accession_number, season_report.cik, season_report.season, season_report.filer_size,
        coalesce(company.sic_division, 'none') AS division,
        CASE WHEN company.sic_industry IS NOT NULL THEN printf('%02d', company.sic // 100) END AS industry
    FROM season_report
    JOIN core.company USING (cik)
    WHERE is_read
    QUALIFY row_number() OVER (PARTITION BY cik, season ORDER BY season_report.form) = 1
),

member AS (
    SELECT
        * EXCLUDE (division, industry, filer_size),
        count(*) OVER (PARTITION BY cik) = 2 AS in_both,
        unnest([
            {'kind': industry, 'size': filer_size, 'width': 1}, {'kind': industry, 'size': 'all', 'width': 2},
            {'kind': division, 'size': filer_size, 'width': 3}, {'kind': division, 'size': 'all', 'width': 4},
            {'kind': 'all', 'size': filer_size, 'width': 5}, {'kind': 'all', 'size': 'all', 'width': 6}
        ], recursive := true)
    FROM report
)

SELECT *, kind || '-' || size AS page
FROM member
WHERE kind IS NOT NULL
-- Of fewer than ten companies a share says nothing: they are told in the wider groups.
QUALIFY count(*) FILTER (season = 'this season') OVER (PARTITION BY kind, size) >= 10;
