-- check At most a tenth of the last publication's facts is gone, of the whole and of any month (which may lose a few
--   filings): more is a damaged lake or source. Where it is meant to be so, move the published warehouse.duckdb away
--   first.
-- severity error
WITH held AS (
    SELECT
        date_trunc('month', previous.filed) AS month, previous.facts AS before,
        least(count(fact.concept), previous.facts) AS now
    FROM meta.previous_filing AS previous
    LEFT JOIN core.fact USING (accession_number)
    GROUP BY previous.accession_number, previous.filed, previous.facts
)

SELECT month, sum(before) AS facts_before, sum(now) AS still_here
FROM held
GROUP BY ROLLUP (month)
HAVING sum(now) < 0.9 * sum(before) AND (month IS NULL OR sum(before) - sum(now) > 60)
ORDER BY month NULLS FIRST;
