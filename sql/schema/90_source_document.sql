-- table meta.source_document: what was fetched and read for this load, document by document, or why it was not
-- grain path
-- column path: path below EDGAR's root
-- column kind: index, notes archive, or kind of filing document
-- column accession_number: the filing, for a filing's document
-- column sha256: SHA-256 of its bytes
-- column size: bytes
-- column status: read, or failed
-- codes status: read, failed
-- column reason: why it failed, or what was left out of it; null where nothing was
-- column facts: cyd facts read from it
-- column rejected: rows of it that were left out or read with a doubt; each is in meta.rejected_row
CREATE TABLE meta.source_document (
    path VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL,
    accession_number VARCHAR,
    sha256 VARCHAR,
    size BIGINT,
    status VARCHAR NOT NULL CHECK (status IN ('read', 'failed')),
    reason VARCHAR,
    facts BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);

INSERT INTO meta.source_document BY NAME
SELECT
    path, any_value(kind) AS kind, any_value(accession_number) AS accession_number,
    -- An index is read by each of its quarter's months, as it stood then: the newest is that of the last month.
    arg_max(sha256, month) AS sha256, arg_max(size, month) AS size,
    CASE WHEN bool_or(status = 'failed') THEN 'failed' ELSE 'read' END AS status,
    max(reason) AS reason, CAST(sum(facts) AS BIGINT) AS facts, max(len(rejected)) AS rejected
FROM lake_source_document
GROUP BY path
ORDER BY path;
