-- check The facts of a tagged filing do not halve or double from one month to the next: that is a reader that broke, or
--   a change at SEC.
-- severity warning
WITH told AS (
    SELECT accession_number, count(*) AS facts FROM core.fact GROUP BY accession_number
),

month AS (
    SELECT
        regexp_replace(form, '/A$', '') AS form,
        CAST(date_trunc('month', filed) AS DATE) AS month,
        count(*) AS filings,
        avg(facts) AS facts
    FROM core.filing
    JOIN told USING (accession_number)
    WHERE status = 'tagged' AND NOT is_amendment
    GROUP BY ALL
)

SELECT now.form, now.month, now.filings, round(before.facts, 1) AS facts_before, round(now.facts, 1) AS facts
FROM month AS now
JOIN month AS before ON before.form = now.form AND before.month = now.month - INTERVAL 1 MONTH
WHERE least(now.filings, before.filings) >= 20
    AND (now.facts > 2 * before.facts OR now.facts < before.facts / 2);
