-- table core.third_party: a kind of third party that a filing says is engaged for cybersecurity
-- grain accession_number, kind
-- column accession_number: the filing
-- column kind: assessor, auditor, consultant, penetration_tester, managed_provider, virtual_ciso, counsel and others
--   (docs/method.md)
-- codes kind: assessor, auditor, consultant, penetration_tester, managed_provider, virtual_ciso, incident_responder, counsel, insurer, threat_intelligence
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
-- column rule: the phrase by which it was read: a rule of pipelines/metrics/rules
CREATE TABLE core.third_party (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    kind VARCHAR NOT NULL,
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    rule VARCHAR NOT NULL,
    PRIMARY KEY (accession_number, kind)
);

INSERT INTO core.third_party BY NAME
SELECT lake_third_party.* FROM lake_third_party JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, kind;
