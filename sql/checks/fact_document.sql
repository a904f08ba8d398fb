-- check Every fact can be traced to a document that this load read.
-- severity error
SELECT fact.document, count(*) AS facts
FROM core.fact
ANTI JOIN (
    SELECT regexp_extract(path, '[^/]+$') AS document FROM meta.source_document
) AS known USING (document)
GROUP BY fact.document;
