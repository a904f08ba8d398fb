-- view mart.contradiction: flags that the text of the same filing denies in full, with the sentence
-- grain accession_number, answer
-- column accession_number: the filing
-- column cik: the filer
-- column company_name: the filer's name in this filing
-- column form: form type
-- column filed: date of filing
-- column answer: the flag, by its column in mart.disclosure
-- column flag: the answer as filed
-- column text_says: what the text says on the same question
-- codes text_says: yes, no
-- column evidence: the sentence; of the flag on material effect: on what has happened
-- column rule: the phrase by which it was read: a rule of pipelines/metrics/rules
-- column likely_evidence: of the flag on material effect: the sentence on what is reasonably likely
-- column likely_rule: as rule, of likely_evidence
-- column url: the filing's folder at SEC
CREATE VIEW mart.contradiction AS
SELECT
    accession_number, filing.cik, filing.company_name, filing.form, filing.filed,
    concept.column_name AS answer, contradiction.flag, contradiction.text_says, contradiction.evidence,
    contradiction.rule, contradiction.likely_evidence, contradiction.likely_rule, filing.url
FROM core.contradiction
JOIN core.filing USING (accession_number)
JOIN core.concept ON concept.concept = contradiction.flag_concept
WHERE contradiction.grade = 'denied';
