-- table meta.fact_difference: where a poorer source tells a fact otherwise than the one believed, beyond what
--   SEC's bulk archives are known to lose
-- grain accession_number, concept, period_end, dimensions, ordinal, other_source, kind
-- column accession_number: the filing
-- column concept: local name of the concept
-- column period_end: last day of the period
-- column dimensions: axis=member pairs; empty for most facts
-- column ordinal: 0, or the number of an equal fact repeated in the same context
-- column source: the source believed
-- codes source: instance, inline, page, notes, item, section
-- column other_source: the source that differs
-- codes other_source: instance, inline, page, notes, item, section
-- column kind: flag or text (both tell it, differently), missing (the other does not tell it), extra (only the
--   other tells it)
-- codes kind: flag, text, missing, extra
-- column value: as the source believed tells it; null where it does not
-- column other_value: as the other source tells it; null where it does not
CREATE TABLE meta.fact_difference (
    accession_number VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,
    period_end DATE NOT NULL,
    dimensions VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    other_source VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('flag', 'text', 'missing', 'extra')),
    value VARCHAR,
    other_value VARCHAR
);

INSERT INTO meta.fact_difference BY NAME
SELECT * FROM lake_fact_difference
ORDER BY accession_number, concept, period_end, dimensions, ordinal, other_source;
