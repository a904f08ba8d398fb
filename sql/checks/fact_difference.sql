-- check No source answers a flag otherwise than the one believed.
-- severity warning
SELECT accession_number, concept, period_end, source, value, other_source, other_value
FROM meta.fact_difference
WHERE kind = 'flag';
