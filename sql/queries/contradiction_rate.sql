-- question How often does the text of a filing deny its own answer to a flag, by flag, form and season?
-- note annual reports, amendments apart; of the answers on which the text says anything. Nobody writes that no position
--   is responsible: so percent_of_no is of the few who answer no and describe what they deny
SELECT
    concept.column_name AS answer, left(filing.form, 4) AS form, year(filing.filed) AS season,
    count(*) FILTER (contradiction.agrees IS NOT NULL) AS answers_the_text_speaks_to,
    count(*) FILTER (NOT contradiction.agrees) AS denied,
    round(100 * count(*) FILTER (NOT contradiction.agrees) / count(*) FILTER (contradiction.agrees IS NOT NULL), 2)
        AS percent,
    count(*) FILTER (NOT contradiction.flag) AS answered_no,
    round(100 * count(*) FILTER (NOT contradiction.agrees AND NOT contradiction.flag)
        / nullif(count(*) FILTER (contradiction.agrees IS NOT NULL AND NOT contradiction.flag), 0), 1) AS percent_of_no,
    round(100 * count(*) FILTER (NOT contradiction.agrees AND contradiction.flag)
        / nullif(count(*) FILTER (contradiction.agrees IS NOT NULL AND contradiction.flag), 0), 1) AS percent_of_yes
FROM core.contradiction
JOIN core.filing USING (accession_number)
JOIN core.concept ON concept.concept = contradiction.flag_concept
WHERE filing.is_annual AND NOT filing.is_amendment
GROUP BY ALL
HAVING count(*) FILTER (contradiction.agrees IS NOT NULL) > 0
ORDER BY answer, form, season;
