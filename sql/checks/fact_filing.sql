-- check Every fact belongs to a filing of the warehouse.
-- severity error
SELECT fact.accession_number, fact.concept
FROM core.fact
ANTI JOIN core.filing USING (accession_number);
