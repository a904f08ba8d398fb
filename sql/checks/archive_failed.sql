-- check Every document that was fetched could be read.
-- severity warning
SELECT path, reason
FROM meta.source_document
WHERE status = 'failed';
