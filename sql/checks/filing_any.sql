-- check The warehouse holds at least one filing: a source that has none is not SEC nor a mirror of it.
-- severity error
SELECT count(*) AS filings
FROM core.filing
HAVING count(*) = 0;
