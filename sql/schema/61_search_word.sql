-- table meta.search_word: every word of the sentences that `cyd search` can find
-- grain word
-- column word: number of the word, in order of the alphabet
-- column letters: the word, in lower case
CREATE TABLE meta.search_word (
    word UINTEGER NOT NULL,
    letters VARCHAR NOT NULL
);

INSERT INTO meta.search_word BY NAME
FROM lake_search_word ORDER BY word;
