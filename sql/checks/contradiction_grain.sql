-- check mart.contradiction holds each accession_number and answer once.
-- severity error
SELECT accession_number, answer, count(*) AS rows
FROM mart.contradiction
GROUP BY ALL
HAVING count(*) > 1;
