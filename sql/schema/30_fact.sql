-- table core.fact: a reported fact: one answer or one text of a filing, from its best source
-- grain accession_number, concept, period_start, period_end, dimensions, ordinal
-- column accession_number: the filing
-- column concept: local name of the concept
-- column taxonomy: taxonomy and year of the concept (cyd/2025), or section for an untagged section
-- column period_start: first day of the period
-- column period_end: last day of the period; rounded to a month's end where the source is notes
-- column dimensions: axis=member pairs, separated by semicolons; empty for most facts
-- column ordinal: 0, or the number of an equal fact repeated in the same context
-- column is_primary: whether it stands for its concept in the filing (no dimensions, latest period, not a repeat)
-- column value: the text as a person reads it, paragraphs as line breaks; true or false for a flag
-- column flag: the answer, for flags; null is not answered, which is not the same as false
-- column is_nil: whether the filer reported the fact without a value
-- column lang: language as tagged
-- column source: where it was read: instance, inline, page, notes (best first); item, the whole item of a
--   tagged filing; or section, that of an untagged one
-- codes source: instance, inline, page, notes, item, section
-- column document: name of the file it was read from
-- column document_sha256: SHA-256 of that file
-- column start: first byte of the fact in that file, where the source has it
-- column end: byte after the last
-- column markup_sha256: SHA-256 of the raw markup between them
CREATE TABLE core.fact (
    accession_number VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,
    taxonomy VARCHAR,
    period_start DATE,
    period_end DATE CHECK (period_end IS NOT NULL OR source = 'section'),
    dimensions VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    is_primary BOOLEAN NOT NULL,
    value VARCHAR USING COMPRESSION zstd,
    flag BOOLEAN,
    is_nil BOOLEAN NOT NULL,
    lang VARCHAR,
    source VARCHAR NOT NULL CHECK (source IN ('instance', 'inline', 'page', 'notes', 'item', 'section')),
    document VARCHAR,
    document_sha256 VARCHAR,
    "start" BIGINT,
    "end" BIGINT,
    markup_sha256 VARCHAR
);

-- Texts are compressed with zstd: the file is a tenth of what DuckDB chooses by itself, a scan of all texts takes
-- 0.1 s instead of 0.05 s (measured on 99,480 facts).
-- No primary key here: its index would be larger than the table. sql/checks/fact_key.sql proves the grain.
INSERT INTO core.fact BY NAME
SELECT
    lake_fact.* EXCLUDE (cik),
    row_number() OVER (
        PARTITION BY accession_number, concept ORDER BY dimensions, period_end DESC, period_start, ordinal
    ) = 1 AS is_primary
FROM lake_fact
JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, concept, period_end, period_start, dimensions, ordinal;
