-- table core.cadence: how often the board or its committee is told about cybersecurity as a regular matter
-- grain accession_number
-- column accession_number: the filing
-- column cadence: monthly, every_meeting, quarterly, semiannual, annual, periodic (no number) or not_disclosed
-- codes cadence: monthly, every_meeting, quarterly, semiannual, annual, periodic, not_disclosed
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
-- column rule: the rule that read it (pipelines/metrics/rules), null where nothing is said
CREATE TABLE core.cadence (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    cadence VARCHAR NOT NULL CHECK (cadence IN (
        'monthly', 'every_meeting', 'quarterly', 'semiannual', 'annual', 'periodic', 'not_disclosed'
    )),
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    rule VARCHAR,
    PRIMARY KEY (accession_number)
);

INSERT INTO core.cadence BY NAME
SELECT lake_cadence.* FROM lake_cadence JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
