-- check Every filing with facts has its metrics: all that was derived from it is here, row for row.
-- severity error
WITH derived AS (
    SELECT accession_number FROM core.officer
    UNION ALL
    SELECT accession_number FROM core.committee
    UNION ALL
    SELECT accession_number FROM core.oversight
    UNION ALL
    SELECT accession_number FROM core.cadence
    UNION ALL
    SELECT accession_number FROM core.framework
    UNION ALL
    SELECT accession_number FROM core.certification
    UNION ALL
    SELECT accession_number FROM core.third_party
    UNION ALL
    SELECT accession_number FROM core.material_effect
    UNION ALL
    SELECT accession_number FROM core.contradiction
    UNION ALL
    SELECT accession_number FROM core.text_measure
    UNION ALL
    SELECT accession_number FROM core.incident_statement
),

here AS (
    SELECT accession_number, count(*) AS rows FROM derived GROUP BY accession_number
),

told AS (
    SELECT DISTINCT accession_number FROM core.fact
)

SELECT accession_number, derivation.derived_rows, coalesce(here.rows, 0) AS here
FROM told
LEFT JOIN meta.derivation USING (accession_number)
LEFT JOIN here USING (accession_number)
WHERE derivation.derived_rows IS DISTINCT FROM coalesce(here.rows, 0);
