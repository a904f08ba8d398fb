-- check Every derived value's evidence stands in the fact it names, at the offsets it gives.
-- severity error
WITH evidence AS (
    SELECT 'officer' AS metric, accession_number, concept, ordinal, "start", "end" FROM core.officer
    UNION ALL
    SELECT 'oversight', accession_number, concept, ordinal, "start", "end" FROM core.oversight
    UNION ALL
    SELECT 'committee', accession_number, concept, ordinal, "start", "end" FROM core.committee
    UNION ALL
    SELECT 'cadence', accession_number, concept, ordinal, "start", "end" FROM core.cadence
)

SELECT metric, accession_number, concept, "start", "end"
FROM evidence
WHERE concept IS NOT NULL
    AND NOT EXISTS (
        FROM core.fact
        WHERE fact.accession_number = evidence.accession_number
            AND fact.concept = evidence.concept
            AND fact.ordinal = evidence.ordinal
            AND length(fact.value) >= evidence."end"
    );
