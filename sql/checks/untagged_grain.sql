-- check mart.untagged holds each filing once.
-- severity error
SELECT accession_number, count(*) AS rows
FROM mart.untagged
GROUP BY ALL
HAVING count(*) > 1;
