-- table core.incident_evidence: a value derived from an incident report, and the words it rests on
-- grain accession_number, key, value
-- column accession_number: the report
-- column key: the column of core.incident that it is
-- column value: the value as text
-- column rule: the rule that read it (pipelines/metrics/rules)
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
CREATE TABLE core.incident_evidence (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    key VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (accession_number, key, value)
);

INSERT INTO core.incident_evidence BY NAME
SELECT * FROM lake_incident_evidence
ORDER BY ALL;
