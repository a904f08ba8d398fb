-- table core.incident_kind: a kind of a reported incident, and the words it rests on
-- grain accession_number, kind
-- column accession_number: the report
-- column kind: code, as in core.incident.kinds
-- codes kind: ransomware, extortion, data_theft, unauthorized_access, email_compromise, payment_fraud, denial_of_service, malware, insider, third_party
-- column rule: the rule that read it (pipelines/metrics/rules)
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
CREATE TABLE core.incident_kind (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    kind VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (accession_number, kind)
);

INSERT INTO core.incident_kind BY NAME
SELECT * FROM lake_incident_kind
ORDER BY ALL;
