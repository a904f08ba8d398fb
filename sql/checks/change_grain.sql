-- check mart.change holds each report once.
-- severity error
SELECT accession_number, count(*) AS rows
FROM mart.change
GROUP BY ALL
HAVING count(*) > 1;
