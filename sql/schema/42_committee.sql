-- table core.committee: a board committee that a filing charges with cybersecurity oversight
-- grain accession_number, committee_number
-- column accession_number: the filing
-- column committee_number: number in order of appearance, from 0
-- column name: name as written
-- column category: the oversight structure that this committee alone would be
-- codes category: audit_committee, risk_committee, technology_committee, governance_committee, other_committee
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
-- column rule: the rule that says what it is charged with (pipelines/metrics/rules)
-- column board_rule: the rule that says most plainly that it is the board's
-- column board_evidence: the sentence in which it says so, null where the committee's name or a tag does
CREATE TABLE core.committee (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    committee_number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    rule VARCHAR NOT NULL,
    board_rule VARCHAR NOT NULL,
    board_evidence VARCHAR,
    PRIMARY KEY (accession_number, committee_number)
);

INSERT INTO core.committee BY NAME
SELECT lake_committee.* FROM lake_committee JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, committee_number;
