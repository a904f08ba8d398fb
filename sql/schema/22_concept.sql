-- table core.concept: the concepts of the cyd taxonomy that carry facts, and the pseudo-concepts of untagged
--   sections
-- grain concept
-- column concept: local name; the taxonomy's year is in core.fact
-- column kind: flag (boolean) or text (text block)
-- codes kind: flag, text
-- column item: the rule it answers: paragraph of Regulation S-K Item 106, Form 8-K Item 1.05, or Form 20-F Item 16K
-- column label: standard label (2025 taxonomy)
-- column column_name: its column in mart.disclosure or its part of an incident
CREATE TABLE core.concept (
    concept VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('flag', 'text')),
    item VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL
);

INSERT INTO core.concept BY NAME SELECT * FROM lake_concept;
