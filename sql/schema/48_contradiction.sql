-- table core.contradiction: a flag as filed beside what the text of the same filing says on the same question
-- grain accession_number, flag_concept
-- column accession_number: the filing
-- column flag_concept: the flag
-- column flag: the answer as filed; null where it was not given
-- column text_says: yes, no or not_stated
-- column agrees: whether the two agree; null where either is silent
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
CREATE TABLE core.contradiction (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    flag_concept VARCHAR NOT NULL REFERENCES core.concept (concept),
    flag BOOLEAN,
    text_says VARCHAR NOT NULL,
    agrees BOOLEAN,
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    PRIMARY KEY (accession_number, flag_concept)
);

INSERT INTO core.contradiction BY NAME
SELECT lake_contradiction.* FROM lake_contradiction JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, flag_concept;
