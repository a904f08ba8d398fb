-- table mart.peer: what companies of a kind answer and disclose: shares and medians, with their counts
-- grain form, season, sic_division, filer_size, measure
-- column form: 10-K (with 10-KT) or 20-F
-- column season: calendar year of filing
-- column sic_division: division of the SIC code, A (agriculture, forestry, fishing), B (mining), C (construction),
--   D (manufacturing), E (transport, communications, utilities), F (wholesale), G (retail), H (finance, insurance,
--   real estate), I (services), J (public administration), unknown (no code: most are
--   business development companies), or all
-- column filer_size: large, medium, small, none or not_stated, as in mart.disclosure, or all
-- column measure: what is measured: a flag of mart.disclosure; oversight_<structure>; told_<cadence> (quarterly or
--   more often, annual or more often); named_<position or thing>; or words, ciso_years, most_years
-- column kind: share (of the base, 0 to 1) or median
-- codes kind: share, median
-- column base: reports for which the measure is known, one a company and season
-- column count: those of them of which it is true; null for a median
-- column value: the share, or the median
-- column is_small: whether the base is below 10: too few to speak of
-- column matched: companies of which the measure is known in this season and in the one before: what has changed is
--   told by these alone, as other companies file in other seasons
-- column matched_value: the share or median of the matched companies in this season; null where there are none
-- column matched_before: the same companies in the season before
CREATE TABLE mart.peer (
    form VARCHAR NOT NULL,
    season BIGINT NOT NULL,
    sic_division VARCHAR NOT NULL,
    filer_size VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('share', 'median')),
    base BIGINT NOT NULL,
    count BIGINT,
    value DOUBLE NOT NULL,
    is_small BOOLEAN NOT NULL,
    matched BIGINT NOT NULL,
    matched_value DOUBLE,
    matched_before DOUBLE,
    PRIMARY KEY (form, season, sic_division, filer_size, measure)
);

INSERT INTO mart.peer BY NAME
WITH report AS (
    SELECT
        * REPLACE (
            left(form, 4) AS form,
            coalesce(sic_division, 'unknown') AS sic_division,
            -- A list is null where nothing of its kind is named, but also where there was no text to name it.
            CASE WHEN words IS NOT NULL THEN coalesce(officer_roles, []) END AS officer_roles,
            CASE WHEN words IS NOT NULL THEN coalesce(frameworks, []) END AS frameworks,
            CASE WHEN words IS NOT NULL THEN coalesce(certifications, []) END AS certifications
        ),
        year(filed) AS season
    FROM disclosure_as_of(DATE '9999-12-31')
    WHERE status <> 'not_read'
    QUALIFY row_number() OVER (
        PARTITION BY cik, left(form, 4), year(filed) ORDER BY filed DESC, accession_number DESC
    ) = 1
),

share AS (
    SELECT
        cik, form, season, sic_division, filer_size,
        unnest([
            {'measure': 'processes_integrated', 'holds': processes_integrated},
            {'measure': 'third_party_engaged', 'holds': third_party_engaged},
            {'measure': 'third_party_oversight', 'holds': third_party_oversight},
            {'measure': 'materially_affected', 'holds': materially_affected},
            {'measure': 'management_responsible', 'holds': management_responsible},
            {'measure': 'management_reports_to_board', 'holds': management_reports_to_board},
            {'measure': 'oversight_full_board', 'holds': oversight_structure = 'full_board'},
            {'measure': 'oversight_audit_committee', 'holds': oversight_structure = 'audit_committee'},
            {'measure': 'oversight_risk_committee', 'holds': oversight_structure = 'risk_committee'},
            {'measure': 'oversight_technology_committee', 'holds': oversight_structure = 'technology_committee'},
            {'measure': 'oversight_governance_committee', 'holds': oversight_structure = 'governance_committee'},
            {'measure': 'oversight_other_committee', 'holds': oversight_structure = 'other_committee'},
            {'measure': 'oversight_multiple_committees', 'holds': oversight_structure = 'multiple_committees'},
            {'measure': 'oversight_management_only', 'holds': oversight_structure = 'management_only'},
            {'measure': 'oversight_not_disclosed', 'holds': oversight_structure = 'not_disclosed'},
            {'measure': 'told_quarterly', 'holds': cadence IN ('monthly', 'every_meeting', 'quarterly')},
            {'measure': 'told_annually', 'holds': cadence NOT IN ('periodic', 'not_disclosed')},
            {'measure': 'named_ciso', 'holds': list_contains(officer_roles, 'CISO')},
            {'measure': 'named_cio', 'holds': list_contains(officer_roles, 'CIO')},
            {'measure': 'named_nist', 'holds': list_contains(frameworks, 'NIST')},
            {'measure': 'named_iso27001', 'holds': list_contains(frameworks, 'ISO27001')},
            {'measure': 'named_cissp', 'holds': list_contains(certifications, 'CISSP')}
        ], recursive := true)
    FROM report
),

number AS (
    SELECT
        cik, form, season, sic_division, filer_size,
        unnest([
            {'measure': 'words', 'value': words},
            {'measure': 'ciso_years', 'value': ciso_years},
            {'measure': 'most_years', 'value': most_years}
        ], recursive := true)
    FROM report
),

measured AS (
    SELECT * EXCLUDE holds, 'share' AS kind, CAST(holds AS DOUBLE) AS value FROM share
    UNION ALL BY NAME
    SELECT * EXCLUDE value, 'median' AS kind, CAST(value AS DOUBLE) AS value FROM number
),

beside AS (
    SELECT now.*, before.value AS value_before
    FROM measured AS now
    LEFT JOIN measured AS before
        ON before.cik = now.cik AND before.form = now.form AND before.measure = now.measure
        AND before.season = now.season - 1 AND before.value IS NOT NULL
    WHERE now.value IS NOT NULL
)

SELECT
    form, season,
    coalesce(sic_division, 'all') AS sic_division,
    coalesce(filer_size, 'all') AS filer_size,
    measure, kind,
    count(*) AS base,
    CASE kind WHEN 'share' THEN CAST(sum(value) AS BIGINT) END AS count,
    CASE kind WHEN 'share' THEN avg(value) ELSE median(value) END AS value,
    count(*) < 10 AS is_small,
    count(value_before) AS matched,
    CASE kind
        WHEN 'share' THEN avg(value) FILTER (value_before IS NOT NULL)
        ELSE median(value) FILTER (value_before IS NOT NULL)
    END AS matched_value,
    CASE kind WHEN 'share' THEN avg(value_before) ELSE median(value_before) END AS matched_before
FROM beside
GROUP BY GROUPING SETS (
    (form, season, sic_division, filer_size, measure, kind),
    (form, season, sic_division, measure, kind),
    (form, season, filer_size, measure, kind),
    (form, season, measure, kind)
)
ORDER BY form, season, sic_division, filer_size, measure;
