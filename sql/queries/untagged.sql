-- question Which companies did not tag an annual report that had to be tagged?
-- note fiscal years that end on 2024-12-15 or later; an amendment holds the item only where it amends it
SELECT accession_number, company_name, form, filed, period_of_report, status, tagged_before, reading_reason, url
FROM mart.untagged
WHERE tags_required AND NOT is_amendment AND reading_status IS DISTINCT FROM 'not_required'
ORDER BY filed, accession_number;
