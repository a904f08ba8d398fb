-- table core.incident_statement: a sentence of an annual report on an incident that happened
-- grain accession_number, concept, ordinal, start
-- column accession_number: the annual report
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column statement: exempts (a denial that leaves an incident out) or names
-- codes statement: exempts, names
-- column told: the day by which it names the incident, of a month its first; null where it tells none
-- column rule: the rule that read it (pipelines/metrics/rules)
-- column evidence: the sentence
CREATE TABLE core.incident_statement (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    concept VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    statement VARCHAR NOT NULL CHECK (statement IN ('exempts', 'names')),
    told DATE,
    rule VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (accession_number, concept, ordinal, "start")
);

INSERT INTO core.incident_statement BY NAME
SELECT lake_incident_statement.* FROM lake_incident_statement JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, concept, ordinal, "start";
