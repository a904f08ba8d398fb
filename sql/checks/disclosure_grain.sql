-- check mart.disclosure holds every annual filing once.
-- severity error
SELECT accession_number, count(*) AS rows
FROM (
    SELECT accession_number FROM mart.disclosure
    UNION ALL
    SELECT accession_number FROM core.filing WHERE is_annual
)
GROUP BY accession_number
HAVING count(*) <> 2;
