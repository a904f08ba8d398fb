-- table meta.rejected_row: a row of an index, an archive, an answer or a document that was left out, or read with a
--   doubt, and why: nothing is left out in silence
-- grain path, reason
-- column path: the document's path below EDGAR's root, as in meta.source_document
-- column kind: kind of that document
-- column accession_number: the filing that the row is of, where it names one
-- column reason: which row, and what was wrong with it, as one sentence
CREATE TABLE meta.rejected_row (
    path VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    accession_number VARCHAR,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (path, reason)
);

INSERT INTO meta.rejected_row BY NAME
WITH told AS (
    SELECT path, kind, accession_number, unnest(rejected) AS reason
    FROM lake_source_document
)

SELECT
    path, any_value(kind) AS kind, reason,
    coalesce(
        any_value(accession_number), nullif(regexp_extract(any_value(reason), '\d{10}-\d{2}-\d{6}'), '')
    ) AS accession_number
FROM told
GROUP BY path, reason
ORDER BY path, reason;
