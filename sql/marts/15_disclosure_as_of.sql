-- macro disclosure_as_of(day): what was public on a day: one row per annual report filed up to it, merged fact by fact
--   with its amendments filed up to it, and nothing later; `FROM disclosure_as_of(DATE '2025-06-30') WHERE is_latest`
--   gives one row per company
-- grain accession_number
-- column accession_number: the report: the original, or its first amendment where the original is not here
-- column is_latest: whether it is the company's latest report of that day, of those that were read where any was
-- column amendments: amendments merged into it
-- column last_accession_number: the last filing merged
-- column last_filed: its date
-- note A fact of a later amendment replaces the same concept's fact; what an amendment does not repeat stands. A
--   derived value is that of the last filing that discloses one. Left out is what later filings could change: the
--   company's present name and code, and the share of sentences that others hold too.
CREATE MACRO disclosure_as_of(day) AS TABLE
WITH member AS (
    SELECT
        disclosure.* EXCLUDE (sic, sic_division),
        filing.sic,
        coalesce(disclosure.amends, disclosure.accession_number) AS report,
        row_number() OVER (
            PARTITION BY coalesce(disclosure.amends, disclosure.accession_number)
            ORDER BY disclosure.filed, disclosure.accepted_at, disclosure.accession_number
        ) AS place
    FROM mart.disclosure
    JOIN core.filing USING (accession_number)
    -- Accepted on a later day than it counts as filed: one of 8,079 filings.
    WHERE greatest(disclosure.filed, CAST(disclosure.accepted_at AS DATE)) <= CAST(day AS DATE)
),

merged AS (
    SELECT
        report AS accession_number,
        arg_max(cik, place) AS cik,
        arg_max(company_name, place) AS company_name,
        arg_min(form, place) AS form,
        min(filed) AS filed,
        count(*) FILTER (is_amendment AND accession_number <> report) AS amendments,
        arg_max(accession_number, place) AS last_accession_number,
        max(filed) AS last_filed,
        arg_max(period_of_report, place) AS period_of_report,
        arg_max(fiscal_year, place) AS fiscal_year,
        arg_max(sic, place) AS sic,
        arg_max(public_float, place) AS public_float,
        coalesce(arg_max(filer_size, place) FILTER (filer_size <> 'not_stated'), 'not_stated') AS filer_size,
        CASE WHEN bool_or(status = 'tagged') THEN 'tagged' WHEN bool_or(status = 'section') THEN 'section'
            ELSE 'not_read' END AS status,
        CASE WHEN bool_or(text_source = 'item') THEN 'item' ELSE max(text_source) END AS text_source,
        arg_max(taxonomy, place) AS taxonomy,
        arg_max(processes_text, place) AS processes_text,
        arg_max(processes_integrated, place) AS processes_integrated,
        arg_max(processes_integrated_text, place) AS processes_integrated_text,
        arg_max(third_party_engaged, place) AS third_party_engaged,
        arg_max(third_party_oversight, place) AS third_party_oversight,
        arg_max(materially_affected, place) AS materially_affected,
        arg_max(materially_affected_text, place) AS materially_affected_text,
        arg_max(board_oversight_text, place) AS board_oversight_text,
        arg_max(board_committee_text, place) AS board_committee_text,
        arg_max(informing_board_text, place) AS informing_board_text,
        arg_max(role_of_management_text, place) AS role_of_management_text,
        arg_max(management_responsible, place) AS management_responsible,
        arg_max(management_responsible_text, place) AS management_responsible_text,
        arg_max(management_expertise_text, place) AS management_expertise_text,
        arg_max(informing_management_text, place) AS informing_management_text,
        arg_max(management_reports_to_board, place) AS management_reports_to_board,
        arg_max(section_text, place) AS section_text,
        coalesce(
            arg_max({'structure': oversight_structure, 'committees': committees}, place)
                FILTER (oversight_structure <> 'not_disclosed'),
            {'structure': max(oversight_structure), 'committees': NULL}
        ) AS oversight,
        coalesce(arg_max(cadence, place) FILTER (cadence <> 'not_disclosed'), max(cadence)) AS cadence,
        coalesce(
            arg_max(material_effect, place) FILTER (material_effect <> 'not_stated'), max(material_effect)
        ) AS material_effect,
        arg_max(frameworks, place) AS frameworks,
        arg_max(certifications, place) AS certifications,
        arg_max(third_parties, place) AS third_parties,
        coalesce(
            arg_max({'roles': officer_roles, 'officers': officers, 'ciso': ciso_years, 'most': most_years}, place)
                FILTER (officers > 0),
            {'roles': NULL, 'officers': max(officers), 'ciso': NULL, 'most': NULL}
        ) AS named,
        max(words) AS words,
        arg_max(url, place) AS url
    FROM member
    GROUP BY report
)

SELECT
    accession_number, cik, company_name, form, filed,
    row_number() OVER (
        PARTITION BY cik
        ORDER BY status = 'not_read', coalesce(period_of_report, filed) DESC, filed DESC, accession_number DESC
    ) = 1 AS is_latest,
    amendments, last_accession_number, last_filed, period_of_report, fiscal_year, sic,
    sic_division(sic) AS sic_division, public_float, filer_size, status,
    text_source, taxonomy,
    processes_text,
    processes_integrated,
    processes_integrated_text,
    third_party_engaged,
    third_party_oversight,
    materially_affected,
    materially_affected_text,
    board_oversight_text,
    board_committee_text,
    informing_board_text,
    role_of_management_text,
    management_responsible,
    management_responsible_text,
    management_expertise_text,
    informing_management_text,
    management_reports_to_board,
    section_text,
    oversight.structure AS oversight_structure,
    oversight.committees AS committees,
    cadence, frameworks, certifications, material_effect, third_parties, words,
    named.roles AS officer_roles,
    named.officers AS officers,
    named.ciso AS ciso_years,
    named.most AS most_years,
    url
FROM merged;
