-- question On which sentences does each incident's story rest?
SELECT incident, filing.filed, filing.form, evidence.key, evidence.value, evidence.evidence
FROM core.incident_evidence AS evidence
JOIN core.incident USING (accession_number)
JOIN core.filing USING (accession_number)
ORDER BY incident, filing.filed, evidence.accession_number, evidence.concept, evidence.ordinal, evidence."start", evidence.key,
    evidence.value;
