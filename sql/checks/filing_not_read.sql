-- check Every annual filing that EDGAR's index lists was read.
-- severity warning
SELECT accession_number, form, filed
FROM core.filing
WHERE is_annual AND status = 'not_read';
