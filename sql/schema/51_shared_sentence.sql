-- table core.shared_sentence: how much of a filing's text stands in other companies' filings too; companies whose
--   names begin with the same word (the funds of one house) are not other to each other
-- grain accession_number
-- column accession_number: the filing
-- column compared: its sentences of at least eight words
-- column shared: those of them that a filing of another company holds too (case, punctuation and figures apart)
-- column share: shared by compared; null where no sentence is long enough
CREATE TABLE core.shared_sentence (
    accession_number VARCHAR PRIMARY KEY REFERENCES core.filing (accession_number),
    compared INTEGER NOT NULL,
    shared INTEGER NOT NULL,
    share DOUBLE CHECK (share BETWEEN 0 AND 1)
);

INSERT INTO core.shared_sentence BY NAME
SELECT lake_shared_sentence.* FROM lake_shared_sentence JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
