-- question What do companies answer, one row a company: the latest answer to each of the six flags?
-- note base: companies with at least one flag; percent of them
WITH answer AS (
    SELECT cik, concept, flag
    FROM core.fact
    JOIN core.filing USING (accession_number)
    WHERE flag IS NOT NULL AND is_annual AND is_primary
    QUALIFY row_number() OVER (PARTITION BY cik, concept ORDER BY filed DESC, accession_number DESC) = 1
)

SELECT
    column_name AS answer, count(*) FILTER (flag) AS yes, count(*) FILTER (NOT flag) AS no,
    (SELECT count(DISTINCT cik) FROM answer) AS companies,
    round(100 * count(*) FILTER (flag) / (SELECT count(DISTINCT cik) FROM answer), 2) AS percent_yes
FROM answer
JOIN core.concept USING (concept)
GROUP BY column_name
ORDER BY column_name;
