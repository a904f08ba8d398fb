-- check Every annual filing that EDGAR's index lists was read, but for those that need not answer.
-- severity warning
SELECT accession_number, form, filed, reading_status, reading_reason
FROM core.filing
WHERE is_annual AND status = 'not_read' AND reading_status IS DISTINCT FROM 'not_required';
