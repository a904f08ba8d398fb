-- table core.text_measure: measures of the text of a filing's disclosure
-- grain accession_number
-- column accession_number: the filing
-- column words: words (runs of letters)
-- column sentences: sentences, each counted once
-- column syllables: syllables (groups of vowels, a silent final e aside)
-- column complex_words: words of three syllables or more
-- column figures: figures in digits
-- column frameworks: standards and frameworks named
-- column roles: different positions named
-- column flesch_reading_ease: 206.835 - 1.015 words/sentences - 84.6 syllables/words (Flesch 1948); null without words
-- column gunning_fog: 0.4 (words/sentences + 100 complex words/words) (Gunning 1952); null without words
-- column specificity: frameworks, positions and figures named per 100 words; null without words
CREATE TABLE core.text_measure (
    accession_number VARCHAR PRIMARY KEY REFERENCES core.filing (accession_number),
    words INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    syllables INTEGER NOT NULL,
    complex_words INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    frameworks INTEGER NOT NULL,
    roles INTEGER NOT NULL,
    flesch_reading_ease DOUBLE,
    gunning_fog DOUBLE,
    specificity DOUBLE
);

INSERT INTO core.text_measure BY NAME
SELECT lake_text_measure.* FROM lake_text_measure JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
