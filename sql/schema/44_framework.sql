-- table core.framework: a cybersecurity standard or framework that a filing names
-- grain accession_number, framework
-- column accession_number: the filing
-- column framework: NIST, ISO27001, SOC, PCI_DSS, CIS, COBIT, HITRUST, FFIEC, CMMC, MITRE, ITIL, TISAX or OTHER
-- codes framework: NIST, ISO27001, SOC, PCI_DSS, CIS, COBIT, HITRUST, FFIEC, CMMC, MITRE, ITIL, TISAX, OTHER
-- column relation: company, or vendor where a phrase asks it of vendors or says it of them
-- codes relation: company, vendor
-- column relation_rule: the rule that says so; null for company, which is what is not said of vendors
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
-- column rule: the phrase by which it was read: a rule of pipelines/metrics/rules
CREATE TABLE core.framework (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    framework VARCHAR NOT NULL,
    relation VARCHAR NOT NULL CHECK (relation IN ('company', 'vendor')),
    relation_rule VARCHAR,
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    rule VARCHAR NOT NULL,
    PRIMARY KEY (accession_number, framework)
);

INSERT INTO core.framework BY NAME
SELECT lake_framework.* FROM lake_framework JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, framework;
