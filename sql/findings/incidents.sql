-- question Who reported a cybersecurity incident, and when?
-- finding {companies} companies reported an incident in the twelve months up to {last}, {amended} of them with an amendment.
-- list incidents
WITH latest AS (
    SELECT max(filed) AS day FROM core.filing
)

SELECT
    count(DISTINCT cik) AS companies,
    count(DISTINCT cik) FILTER (is_amendment) AS amended,
    any_value(CAST(day AS VARCHAR)) AS last
FROM core.incident
JOIN core.filing USING (accession_number), latest
WHERE filed > day - INTERVAL 12 MONTH;
