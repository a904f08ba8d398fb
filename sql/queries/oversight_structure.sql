-- question How do boards oversee cybersecurity, by form and season?
-- note latest annual report of a company in a season; share in percent of the reports that were read
WITH report AS (
    SELECT left(form, 4) AS form, year(filed) AS season, oversight_structure
    FROM mart.disclosure
    WHERE status <> 'not_read' AND oversight_structure IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY cik, left(form, 4), year(filed) ORDER BY is_amendment, filed DESC, accession_number
    ) = 1
)

SELECT
    form, season, oversight_structure, count(*) AS reports,
    round(100 * count(*) / sum(count(*)) OVER (PARTITION BY form, season), 1) AS percent
FROM report
GROUP BY form, season, oversight_structure
ORDER BY form, season, reports DESC, oversight_structure;
