-- table core.material_effect: whether the text of a filing says that cybersecurity threats or incidents have had a material effect
-- grain accession_number
-- column accession_number: the filing
-- column material_effect: no, yes or not_stated; what may happen in future does not count
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
CREATE TABLE core.material_effect (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    material_effect VARCHAR NOT NULL CHECK (material_effect IN ('no', 'yes', 'not_stated')),
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    PRIMARY KEY (accession_number)
);

INSERT INTO core.material_effect BY NAME
SELECT lake_material_effect.* FROM lake_material_effect JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
