-- check Equal facts of one context do not hold different answers (EDGAR refuses such a filing, EFM 6.5.12).
-- severity warning
SELECT accession_number, concept, period_end, dimensions, count(DISTINCT flag) AS answers
FROM core.fact
WHERE flag IS NOT NULL
GROUP BY ALL
HAVING count(DISTINCT flag) > 1;
