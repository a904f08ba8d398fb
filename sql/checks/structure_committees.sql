-- check The oversight structure agrees with the committees: multiple_committees has several, full_board,
--   management_only and not_disclosed have none, any other has one.
-- severity warning
SELECT oversight.accession_number, structure, count(committee.name) AS committees
FROM core.oversight
LEFT JOIN core.committee USING (accession_number)
GROUP BY ALL
HAVING CASE
    WHEN structure = 'multiple_committees' THEN committees < 2
    WHEN structure IN ('full_board', 'management_only', 'not_disclosed') THEN committees > 0
    ELSE committees = 0
END;
