-- table meta.search_posting: where each word stands, for `cyd search`
-- grain place
-- column word: the word, a number of meta.search_word
-- column place: where it stands: in the last sentence of meta.search_sentence that does not begin after it
CREATE TABLE meta.search_posting (
    word UINTEGER NOT NULL,
    place UINTEGER NOT NULL
);

-- In this order a word's rows stand together, and a search reads no others.
INSERT INTO meta.search_posting BY NAME
FROM lake_search_posting ORDER BY word, place;
