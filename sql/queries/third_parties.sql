-- question Which kinds of third parties do companies engage for cybersecurity, by form and season?
-- note latest annual report of a company in a season; share in percent of the reports that were read
WITH report AS (
    SELECT accession_number, left(form, 4) AS form, year(filed) AS season
    FROM mart.disclosure
    WHERE status <> 'not_read'
    QUALIFY row_number() OVER (
        PARTITION BY cik, left(form, 4), year(filed) ORDER BY is_amendment, filed DESC, accession_number
    ) = 1
),

base AS (
    SELECT form, season, count(*) AS reports FROM report GROUP BY form, season
)

SELECT
    form, season, kind, count(DISTINCT accession_number) AS naming, any_value(base.reports) AS reports,
    round(100 * count(DISTINCT accession_number) / any_value(base.reports), 1) AS percent
FROM core.third_party
JOIN report USING (accession_number)
JOIN base USING (form, season)
GROUP BY form, season, kind
ORDER BY form, season, naming DESC, kind;
