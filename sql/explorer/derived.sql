-- question What is derived from each filing, from which sentence of which text?
WITH derived AS (
    SELECT 1 AS part, 'oversight' AS kind, structure AS value, NULL AS detail, * EXCLUDE (structure)
    FROM core.oversight
    UNION ALL BY NAME
    SELECT 2 AS part, 'committee' AS kind, name AS value, NULL AS detail, * EXCLUDE (name, category, committee_number)
    FROM core.committee
    UNION ALL BY NAME
    SELECT 3 AS part, 'cadence' AS kind, cadence AS value, NULL AS detail, * EXCLUDE (cadence) FROM core.cadence
    UNION ALL BY NAME
    SELECT
        4 AS part, 'officer' AS kind, role AS value,
        title || CASE WHEN years IS NULL THEN '' ELSE ': ' || years || ' years' END
            || CASE WHEN scope IS NULL OR scope = 'individual' THEN '' ELSE ' (' || scope || ')' END AS detail,
        accession_number, sentence_number, concept, ordinal, "start", "end", evidence
    FROM core.officer
    UNION ALL BY NAME
    SELECT 5 AS part, 'framework' AS kind, framework AS value, NULL AS detail, * EXCLUDE (framework, relation)
    FROM core.framework
    UNION ALL BY NAME
    SELECT 6 AS part, 'certification' AS kind, certification AS value, NULL AS detail, * EXCLUDE (certification)
    FROM core.certification
    UNION ALL BY NAME
    SELECT 7 AS part, 'material_effect' AS kind, affected AS value, NULL AS detail, * EXCLUDE (affected)
    FROM core.material_effect
    UNION ALL BY NAME
    SELECT 8 AS part, 'third_party' AS kind, core.third_party.kind AS value, NULL AS detail, * EXCLUDE (kind)
    FROM core.third_party
    UNION ALL BY NAME
    SELECT
        9 AS part, 'contradiction' AS kind, column_name AS value,
        'answered ' || CASE WHEN flag THEN 'yes' ELSE 'no' END || ', the text says ' || text_says AS detail,
        accession_number, sentence_number, contradiction.concept, ordinal, "start", "end", evidence
    FROM core.contradiction
    JOIN core.concept ON concept.concept = contradiction.flag_concept
    WHERE NOT agrees
    UNION ALL BY NAME
    SELECT
        10 AS part, 'incident' AS kind, key AS value, CASE WHEN value <> 'true' THEN replace(value, '_', ' ') END AS detail,
        accession_number, NULL AS sentence_number, concept, ordinal, "start", "end", evidence
    FROM core.incident_evidence
)

SELECT accession_number, kind, value, detail, concept, ordinal, "start", "end", evidence
FROM derived
ORDER BY accession_number, part, sentence_number, value, detail;
