-- question What do the texts say of a material effect of cybersecurity incidents, by form and season?
-- note latest annual report of a company in a season; share in percent of the reports that were read
WITH report AS (
    SELECT left(form, 4) AS form, year(filed) AS season, material_effect
    FROM mart.disclosure
    WHERE status <> 'not_read' AND material_effect IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY cik, left(form, 4), year(filed) ORDER BY is_amendment, filed DESC, accession_number
    ) = 1
)

SELECT
    form, season, material_effect, count(*) AS reports,
    round(100 * count(*) / sum(count(*)) OVER (PARTITION BY form, season), 1) AS percent
FROM report
GROUP BY form, season, material_effect
ORDER BY form, season, reports DESC, material_effect;
