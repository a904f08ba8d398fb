-- table core.incident_data: a kind of data that a reported incident touched, and the words it rests on
-- grain accession_number, data_kind
-- column accession_number: the report
-- column data_kind: code, as in core.incident.data
-- codes data_kind: personal, employee, health, financial_account, credentials, customer_records, intellectual_property, corporate
-- column rule: the rule that read it (pipelines/metrics/rules)
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
CREATE TABLE core.incident_data (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    data_kind VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (accession_number, data_kind)
);

INSERT INTO core.incident_data BY NAME
SELECT * FROM lake_incident_data
ORDER BY ALL;
