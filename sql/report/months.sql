-- question How many filings came in each month, and how were they read?
-- note by month of filing; amendments are counted; incident reports are Forms 8-K and 6-K with a cybersecurity disclosure
SELECT
    strftime(filed, '%Y-%m') AS month,
    CASE WHEN is_annual THEN left(form, 4) ELSE 'incident reports' END AS form,
    count(*) AS filings,
    count(*) FILTER (status = 'tagged') AS tagged,
    count(*) FILTER (status = 'section') AS section,
    count(*) FILTER (status = 'not_read') AS not_read
FROM core.filing
GROUP BY ALL
ORDER BY month, form;
