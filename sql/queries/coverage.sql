-- question How many of the annual filings that are expected were tagged and read, by form and month?
-- note the mart counts every form; a month in which SEC has not yet published its archive is read from the filings
SELECT
    month, form, filings, in_index, tagged, section, not_required, not_read,
    round(100 * share_read, 1) AS percent_read, facts
FROM mart.coverage
WHERE is_annual
ORDER BY month, form;
