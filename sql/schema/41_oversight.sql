-- table core.oversight: how the board oversees cybersecurity risk, as the text of a filing says it
-- grain accession_number
-- column accession_number: the filing
-- column structure: full_board, audit_committee, risk_committee, technology_committee, governance_committee, other_committee,
--   multiple_committees, management_only or not_disclosed (docs/method.md)
-- codes structure: full_board, audit_committee, risk_committee, technology_committee, governance_committee, other_committee, multiple_committees, management_only, not_disclosed
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
-- column rule: the rule that read it (pipelines/metrics/rules), null where nothing is said
CREATE TABLE core.oversight (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    structure VARCHAR NOT NULL CHECK (structure IN (
        'full_board', 'audit_committee', 'risk_committee', 'technology_committee', 'governance_committee',
        'other_committee', 'multiple_committees', 'management_only', 'not_disclosed'
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

INSERT INTO core.oversight BY NAME
SELECT lake_oversight.* FROM lake_oversight JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
