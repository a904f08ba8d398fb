-- check Of each month with at least twenty annual filings that must answer, nine in ten were read.
-- severity warning
SELECT
    date_trunc('month', filed) AS month,
    count(*) AS filings,
    count(*) FILTER (WHERE status = 'not_read') AS not_read
FROM core.filing
WHERE is_annual AND reading_status IS DISTINCT FROM 'not_required'
GROUP BY month
HAVING filings >= 20 AND not_read > filings / 10;
