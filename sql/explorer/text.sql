-- question Which texts does each filing hold, in the order of the rule?
SELECT accession_number, concept, ordinal, replace(label, ' [Text Block]', '') AS label, item, value, fact.is_primary
FROM core.fact
JOIN core.concept USING (concept)
WHERE kind = 'text' AND value IS NOT NULL
ORDER BY accession_number, item, concept, NOT is_primary, period_end DESC, dimensions, ordinal;
