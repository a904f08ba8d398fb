-- check mart.coverage counts every filing and every fact once: its sums are the rows of core.filing and core.fact.
-- severity error
SELECT *
FROM (
    SELECT
        'filings' AS what, (SELECT sum(filings) FROM mart.coverage) AS coverage,
        (SELECT count(*) FROM core.filing) AS core
    UNION ALL
    SELECT 'facts', (SELECT sum(facts) FROM mart.coverage), (SELECT count(*) FROM core.fact)
    UNION ALL
    SELECT
        'filings by what was read of them', (SELECT sum(tagged + section + not_required + not_read) FROM mart.coverage),
        (SELECT count(*) FROM core.filing)
    UNION ALL
    SELECT 'in the index', (SELECT sum(in_index) FROM mart.coverage), (SELECT count(*) FROM core.filing WHERE in_index)
)
WHERE coalesce(coverage, 0) <> core;
