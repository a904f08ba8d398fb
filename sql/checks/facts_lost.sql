-- check No filing has fewer facts than in the last publication.
-- severity warning
SELECT previous.accession_number, previous.filed, previous.facts AS facts_before, count(fact.concept) AS facts
FROM meta.previous_filing AS previous
LEFT JOIN core.fact USING (accession_number)
GROUP BY ALL
HAVING count(fact.concept) < previous.facts;
