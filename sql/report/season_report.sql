-- view season_report: the reports that the figures count: of each company and form the latest annual report of a
--   season; this season is the twelve months up to the latest annual report, the last season the twelve before
-- note an original counts before an amendment of it, and a report that was read before one that was not; is_matched
--   tells whether the company has a report of the form that was read in both seasons
CREATE TEMP VIEW season_report AS
WITH latest AS (
    SELECT max(filed) AS day FROM core.filing WHERE is_annual
),

report AS (
    SELECT
        accession_number, cik, left(form, 4) AS form, filer_size, status,
        CASE
            WHEN filed > day - INTERVAL 12 MONTH THEN 'this season'
            WHEN filed > day - INTERVAL 24 MONTH THEN 'last season'
        END AS season,
        (status = 'not_read', is_amendment, -epoch(filed), accession_number) AS preference
    FROM mart.disclosure, latest
),


counted AS (
    SELECT accession_number, cik, form, season, filer_size, status <> 'not_read' AS is_read
    FROM report
    WHERE season IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY cik, form, season ORDER BY preference) = 1
)

SELECT *, count(*) FILTER (is_read) OVER (PARTITION BY cik, form) = 2 AS is_matched
FROM counted;
