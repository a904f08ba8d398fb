-- check At most a tenth of the last publication's facts is gone: more is a damaged lake. Where it is meant to be so,
--   move the published warehouse.duckdb away first.
-- severity error
WITH held AS (
    SELECT previous.facts AS before, least(count(fact.concept), previous.facts) AS now
    FROM meta.previous_filing AS previous
    LEFT JOIN core.fact USING (accession_number)
    GROUP BY previous.accession_number, previous.facts
)

SELECT sum(before) AS facts_before, sum(now) AS still_here
FROM held
HAVING sum(now) < 0.9 * sum(before);
