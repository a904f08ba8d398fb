-- table core.comparison: an annual report (no amendment) held against the same company's one before it
-- grain accession_number
-- column accession_number: the filing
-- column previous_accession_number: the company's annual report before it
-- column similarity: twice the sentences both hold over the sentences of both (Dice's coefficient), 0 to 1
-- column kept: sentences both hold
-- column added: sentences that only this filing holds, in reading order
-- column removed: sentences that only the one before held, in reading order
-- column figures_changed: pairs of a removed and an added sentence that differ in nothing but figures: before, now
-- note case, punctuation, dates and years of the calendar make no other sentence; any other figure does
CREATE TABLE core.comparison (
    accession_number VARCHAR PRIMARY KEY REFERENCES core.filing (accession_number),
    previous_accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    similarity DOUBLE NOT NULL CHECK (similarity BETWEEN 0 AND 1),
    kept INTEGER NOT NULL,
    added VARCHAR[] NOT NULL,
    removed VARCHAR[] NOT NULL,
    figures_changed STRUCT(before VARCHAR, now VARCHAR)[] NOT NULL
);

INSERT INTO core.comparison BY NAME
SELECT lake_comparison.* FROM lake_comparison JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
