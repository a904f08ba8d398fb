-- question Do the answers agree with the texts?
-- note both seasons, every annual report that was read; the answer is the flag as filed, beside what the text of the
--   same report says on the same question
SELECT
    column_name AS answer,
    count(*) AS base,
    count(*) FILTER (flag) AS yes,
    count(*) FILTER (NOT flag) AS no,
    count(*) FILTER (flag IS NULL) AS not_answered,
    count(*) FILTER (text_says = 'yes') AS text_yes,
    count(*) FILTER (text_says = 'no') AS text_no,
    count(*) FILTER (text_says = 'not_stated') AS not_said,
    count(*) FILTER (NOT agrees) AS contradictions
FROM core.contradiction
JOIN core.filing USING (accession_number)
JOIN core.concept ON concept.concept = contradiction.flag_concept
WHERE is_annual AND status <> 'not_read'
GROUP BY column_name
ORDER BY column_name;
