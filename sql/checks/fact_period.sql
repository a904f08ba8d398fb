-- check A fact's period does not end before it begins.
-- severity error
SELECT accession_number, concept, period_start, period_end
FROM core.fact
WHERE period_end < period_start;
