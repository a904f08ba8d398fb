-- check Every filing whose own documents are tagged is in the archive of its month, once SEC has published it.
-- severity warning
WITH published AS (
    SELECT DISTINCT date_trunc('month', filed) AS month
    FROM core.filing
    WHERE in_archive
)

SELECT accession_number, form, filed
FROM core.filing
WHERE status = 'tagged' AND NOT in_archive AND date_trunc('month', filed) IN (FROM published);
