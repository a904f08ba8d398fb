-- table meta.search_sentence: every sentence that `cyd search` can find, and where it stands
-- grain place
-- column place: number of its first word: all words are counted through, in order of filings and sentences
-- column words: its words
-- column accession_number: the filing
-- column concept: the fact it stands in
-- column ordinal: number of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
CREATE TABLE meta.search_sentence (
    place UINTEGER NOT NULL,
    words UINTEGER NOT NULL,
    accession_number VARCHAR NOT NULL,
    concept VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);

-- No keys here and in the two tables that follow: their indexes would be larger than the tables.
INSERT INTO meta.search_sentence BY NAME
FROM lake_search_sentence ORDER BY place;
