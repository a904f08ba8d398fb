-- check Every fact has a key of its own: filing, concept, period, dimensions and ordinal.
-- severity error
SELECT accession_number, concept, period_start, period_end, dimensions, ordinal, count(*) AS facts
FROM core.fact
GROUP BY ALL
HAVING count(*) > 1;
