-- check Every incident report that the full-text search or an archive names is in EDGAR's index, and was read.
-- severity warning
SELECT accession_number, form, filed, in_index, status, reading_reason
FROM core.filing
WHERE form IN ('8-K', '8-K/A', '6-K', '6-K/A') AND (NOT in_index OR status = 'not_read');
