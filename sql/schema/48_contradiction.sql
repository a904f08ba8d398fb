-- table core.contradiction: a flag as filed beside what the text of the same filing says on the same question
-- grain accession_number, flag_concept
-- column accession_number: the filing
-- column flag_concept: the flag
-- column flag: the answer as filed; null where it was not given
-- column text_says: yes, no or not_stated
-- codes text_says: yes, no, not_stated
-- column agrees: whether the two agree; null where either is silent, or where the text denies one half alone
-- column grade: denied where the text denies all that the flag says; partly where it denies one half of what the flag on
--   material effect affirms (what was, or what is reasonably likely) and leaves the other open
-- codes grade: denied, partly
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
-- column rule: the phrase by which it was read: a rule of pipelines/metrics/rules
-- column likely_evidence: of the flag on material effect: the sentence on what is reasonably likely
-- column likely_rule: as rule, of likely_evidence
CREATE TABLE core.contradiction (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    flag_concept VARCHAR NOT NULL REFERENCES core.concept (concept),
    flag BOOLEAN,
    text_says VARCHAR NOT NULL,
    agrees BOOLEAN,
    grade VARCHAR CHECK (grade IN ('denied', 'partly')),
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    rule VARCHAR,
    likely_evidence VARCHAR,
    likely_rule VARCHAR,
    PRIMARY KEY (accession_number, flag_concept)
);

INSERT INTO core.contradiction BY NAME
SELECT lake_contradiction.* FROM lake_contradiction JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, flag_concept;
