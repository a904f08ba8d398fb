-- question Which reports were amended in their answers, and what did the amendment change?
-- note one row for each flag that the amendment answers otherwise than the report it amends
WITH answer AS (
    SELECT accession_number, column_name AS answer, flag
    FROM core.fact
    JOIN core.concept USING (concept)
    WHERE is_primary AND flag IS NOT NULL
)

SELECT
    filing.accession_number, filing.company_name, filing.form, filing.filed, filing.amends, answer.answer,
    amended.flag AS before, answer.flag AS after, filing.url
FROM core.filing
JOIN answer ON answer.accession_number = filing.accession_number
LEFT JOIN answer AS amended ON amended.accession_number = filing.amends AND amended.answer = answer.answer
WHERE filing.amends IS NOT NULL AND answer.flag IS DISTINCT FROM amended.flag
ORDER BY filing.filed, filing.accession_number, answer.answer;
