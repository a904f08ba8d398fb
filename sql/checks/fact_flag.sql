-- check A flag that was reported with a value is read as true or false, and a text is never read as a flag.
-- severity error
SELECT fact.accession_number, fact.concept, fact.value, fact.flag
FROM core.fact
JOIN core.concept USING (concept)
WHERE (concept.kind = 'flag' AND NOT fact.is_nil AND fact.flag IS NULL)
    OR (concept.kind = 'text' AND fact.flag IS NOT NULL);
