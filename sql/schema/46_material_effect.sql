-- table core.material_effect: whether the text of a filing says that cybersecurity threats or incidents have had a material effect
-- grain accession_number
-- column accession_number: the filing
-- column affected: no, yes or not_stated, of what has happened; no also where any incident, or any material one, is denied
-- codes affected: no, yes, not_stated
-- column sentence_number: number of the sentence in the filing's reading order
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
-- column rule: the phrase by which it was read: a rule of pipelines/metrics/rules
-- column likely: whether an effect is reasonably likely: no, yes, may (possible, or if threats were realized), undetermined
--   (of an incident not yet understood) or not_stated
-- codes likely: no, yes, may, undetermined, not_stated
-- column likely_sentence_number: as sentence_number, of likely
-- column likely_concept: as concept, of likely
-- column likely_ordinal: as ordinal, of likely
-- column likely_start: as start, of likely
-- column likely_end: as end, of likely
-- column likely_evidence: as evidence, of likely
-- column likely_rule: as rule, of likely
-- column exempted: the words for an incident that a denial leaves out ("other than the May incident"): it had an effect
-- column exempted_sentence_number: as sentence_number, of exempted
-- column exempted_concept: as concept, of exempted
-- column exempted_ordinal: as ordinal, of exempted
-- column exempted_start: as start, of exempted
-- column exempted_end: as end, of exempted
-- column exempted_evidence: as evidence, of exempted
-- column exempted_rule: as rule, of exempted
CREATE TABLE core.material_effect (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    affected VARCHAR NOT NULL CHECK (affected IN ('no', 'yes', 'not_stated')),
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    rule VARCHAR,
    likely VARCHAR NOT NULL CHECK (likely IN ('no', 'yes', 'may', 'undetermined', 'not_stated')),
    likely_sentence_number INTEGER,
    likely_concept VARCHAR,
    likely_ordinal INTEGER,
    likely_start INTEGER,
    likely_end INTEGER,
    likely_evidence VARCHAR,
    likely_rule VARCHAR,
    exempted VARCHAR,
    exempted_sentence_number INTEGER,
    exempted_concept VARCHAR,
    exempted_ordinal INTEGER,
    exempted_start INTEGER,
    exempted_end INTEGER,
    exempted_evidence VARCHAR,
    exempted_rule VARCHAR,
    PRIMARY KEY (accession_number)
);

INSERT INTO core.material_effect BY NAME
SELECT lake_material_effect.* FROM lake_material_effect JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
