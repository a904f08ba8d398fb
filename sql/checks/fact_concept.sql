-- check Every concept of a fact is one of the taxonomy.
-- severity warning
SELECT fact.concept, any_value(fact.accession_number) AS example, count(*) AS facts
FROM core.fact
ANTI JOIN core.concept USING (concept)
GROUP BY fact.concept;
