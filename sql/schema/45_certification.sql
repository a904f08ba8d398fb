-- table core.certification: a professional certificate said to be held by management, its team or a director
-- grain accession_number, certification
-- column accession_number: the filing
-- column certification: CISSP, CISM, CISA, CRISC, CGEIT, CEH, CCISO, CIPP, GIAC, SECURITY_PLUS, CERT_NACD or OTHER (another
--   named certificate in IT or security)
-- codes certification: CISSP, CISM, CISA, CRISC, CGEIT, CEH, CCISO, CIPP, GIAC, SECURITY_PLUS, CERT_NACD, OTHER
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
-- column rule: the phrase by which it was read: a rule of pipelines/metrics/rules
CREATE TABLE core.certification (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    certification VARCHAR NOT NULL,
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    rule VARCHAR NOT NULL,
    PRIMARY KEY (accession_number, certification)
);

INSERT INTO core.certification BY NAME
SELECT lake_certification.* FROM lake_certification JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, certification;
