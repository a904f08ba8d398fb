-- check Of every archive that was read, no fact was lost on the way: it gave core.fact as many facts as were read from
--   it, unless a better source told them.
-- severity error
WITH archive AS (
    SELECT regexp_extract(path, '[^/]+$') AS document, facts AS read
    FROM meta.source_document
    WHERE kind = 'notes archive' AND status = 'read'
),

loaded AS (
    SELECT document, count(*) AS facts FROM core.fact WHERE source = 'notes' GROUP BY document
),

-- Another source told of a filing of these archives too: its facts may be that source's.
told_better AS (
    SELECT DISTINCT unnest([
        strftime(filing.filed, '%Y_%m') || '_notes.zip', year(filing.filed) || 'q' || quarter(filing.filed) || '_notes.zip'
    ]) AS document
    FROM core.fact
    JOIN core.filing USING (accession_number)
    WHERE fact.source <> 'notes' AND filing.in_archive
)

SELECT archive.document, archive.read, coalesce(loaded.facts, 0) AS loaded
FROM archive
LEFT JOIN loaded USING (document)
WHERE coalesce(loaded.facts, 0) > archive.read
    OR (coalesce(loaded.facts, 0) < archive.read AND archive.document NOT IN (FROM told_better));
