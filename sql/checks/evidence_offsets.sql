-- check Every derived value's evidence is the text between its offsets in the fact it names, letter by letter;
--   white space, quotation marks and character references are folded in the sentences that metrics read.
-- severity error
WITH told AS (
    SELECT 'officer' AS metric, accession_number, concept, ordinal, "start", "end", evidence FROM core.officer
    UNION ALL
    SELECT 'oversight', accession_number, concept, ordinal, "start", "end", evidence FROM core.oversight
    UNION ALL
    SELECT 'committee', accession_number, concept, ordinal, "start", "end", evidence FROM core.committee
    UNION ALL
    SELECT 'cadence', accession_number, concept, ordinal, "start", "end", evidence FROM core.cadence
    UNION ALL
    SELECT 'framework', accession_number, concept, ordinal, "start", "end", evidence FROM core.framework
    UNION ALL
    SELECT 'certification', accession_number, concept, ordinal, "start", "end", evidence FROM core.certification
    UNION ALL
    SELECT 'material_effect', accession_number, concept, ordinal, "start", "end", evidence FROM core.material_effect
    UNION ALL
    SELECT 'third_party', accession_number, concept, ordinal, "start", "end", evidence FROM core.third_party
    UNION ALL
    SELECT 'contradiction', accession_number, concept, ordinal, "start", "end", evidence FROM core.contradiction
    UNION ALL
    SELECT 'incident', accession_number, concept, ordinal, "start", "end", evidence FROM core.incident_evidence
),

evidence AS MATERIALIZED (
    SELECT any_value(metric) AS metric, accession_number, concept, ordinal, "start", "end", evidence
    FROM told
    WHERE evidence IS NOT NULL
    GROUP BY ALL
)

SELECT metric, accession_number, concept, "start", "end", evidence
FROM evidence
ANTI JOIN core.fact
    ON fact.accession_number = evidence.accession_number
        AND fact.concept = evidence.concept
        AND fact.ordinal = evidence.ordinal
        AND (
            -- Nearly all are the same letter by letter, and what is folded takes twenty times as long to compare.
            substr(fact.value, evidence."start" + 1, evidence."end" - evidence."start") = evidence.evidence
            OR regexp_replace(
                substr(fact.value, evidence."start" + 1, evidence."end" - evidence."start"),
                '&(amp;)*(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|[^A-Za-z0-9]', '', 'g'
            ) = regexp_replace(
                evidence.evidence,
                '&(amp;)*(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|[^A-Za-z0-9]', '', 'g'
            )
        );
