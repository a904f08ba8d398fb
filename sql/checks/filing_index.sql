-- check Every filing that an archive holds is in EDGAR's index too.
-- severity warning
SELECT accession_number, form, filed
FROM core.filing
WHERE NOT in_index;
