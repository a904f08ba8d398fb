-- view mart.change: what an annual report (no amendment) says otherwise than the company's report before it
-- grain accession_number
-- column accession_number: the report
-- column previous_accession_number: the company's annual report before it
-- column cik: the filer's Central Index Key
-- column company_name: the filer's name in this report
-- column form: form type
-- column filed: date of filing
-- column previous_filed: date of filing of the report before
-- column period_of_report: end of the fiscal year
-- column months: months between the ends of the two fiscal years; 12, unless a report is missing or was filed twice
-- column to_yes: flags that were answered no and are answered yes, by their column in mart.disclosure
-- column to_no: flags that were answered yes and are answered no
-- column answered: flags that were not answered and now are
-- column unanswered: flags that were answered and now are not
-- column oversight_structure: how the board oversees cybersecurity, derived
-- column previous_structure: the same in the report before
-- column structure_changed: whether both are disclosed and differ
-- column cadence: how often the board or committee is told of it, derived
-- column previous_cadence: the same in the report before
-- column cadence_changed: whether both are disclosed and differ
-- column roles_in: codes of positions named that the report before did not name, derived; see core.officer
-- column roles_out: codes of positions that the report before named and this one does not
-- column titles_in: titles, as written, of the positions in roles_in
-- column titles_out: titles, as written, of the positions in roles_out
-- column ciso_years: most years of experience stated for one CISO
-- column previous_ciso_years: the same in the report before
-- column ciso_years_gained: the difference; some 1 for the same person, far from it for a new one
-- column most_years_gained: difference of the most years stated for one person
-- column frameworks_in: standards and frameworks named that the report before did not name
-- column frameworks_out: those that it named and this one does not
-- column certifications_in: certificates said to be held that the report before did not name
-- column certifications_out: those that it named and this one does not
-- column words: words of the disclosure
-- column previous_words: words of the one before
-- column similarity: twice the sentences both hold over the sentences of both, 0 to 1; see core.comparison
-- column sentences_kept: sentences that both hold
-- column sentences_added: number of sentences that only this report holds
-- column sentences_removed: number of sentences that only the one before held
-- column added: those sentences, in reading order
-- column removed: those of the one before, in reading order
-- column url: the report's folder at SEC
CREATE VIEW mart.change AS
WITH side AS (
    SELECT accession_number, accession_number AS filing, true AS is_now FROM core.comparison
    UNION ALL
    SELECT accession_number, previous_accession_number, false FROM core.comparison
),

answer AS (
    SELECT
        side.accession_number,
        concept.column_name AS answer,
        bool_or(fact.flag) FILTER (is_now) AS now,
        bool_or(fact.flag) FILTER (NOT is_now) AS before
    FROM side
    JOIN core.fact ON fact.accession_number = side.filing
    JOIN core.concept USING (concept)
    WHERE fact.flag IS NOT NULL AND fact.is_primary
    GROUP BY ALL
),

turned AS (
    SELECT
        accession_number,
        list(answer ORDER BY answer) FILTER (NOT before AND now) AS to_yes,
        list(answer ORDER BY answer) FILTER (before AND NOT now) AS to_no,
        list(answer ORDER BY answer) FILTER (before IS NULL) AS answered,
        list(answer ORDER BY answer) FILTER (now IS NULL) AS unanswered
    FROM answer
    GROUP BY accession_number
),

came AS (
    SELECT
        comparison.accession_number,
        list_sort(list_distinct(list(officer.role))) AS roles,
        list(officer.title ORDER BY officer_number) AS titles
    FROM core.comparison
    JOIN core.officer ON officer.accession_number = comparison.accession_number
    ANTI JOIN core.officer AS other
        ON other.accession_number = comparison.previous_accession_number AND other.role = officer.role
    GROUP BY comparison.accession_number
),

went AS (
    SELECT
        comparison.accession_number,
        list_sort(list_distinct(list(officer.role))) AS roles,
        list(officer.title ORDER BY officer_number) AS titles
    FROM core.comparison
    JOIN core.officer ON officer.accession_number = comparison.previous_accession_number
    ANTI JOIN core.officer AS other
        ON other.accession_number = comparison.accession_number AND other.role = officer.role
    GROUP BY comparison.accession_number
)

SELECT
    now.accession_number,
    before.accession_number AS previous_accession_number,
    now.cik, now.company_name, now.form, now.filed,
    before.filed AS previous_filed,
    now.period_of_report,
    date_diff('month', before.period_of_report, now.period_of_report) AS months,
    coalesce(turned.to_yes, []) AS to_yes,
    coalesce(turned.to_no, []) AS to_no,
    coalesce(turned.answered, []) AS answered,
    coalesce(turned.unanswered, []) AS unanswered,
    now.oversight_structure,
    before.oversight_structure AS previous_structure,
    now.oversight_structure <> before.oversight_structure
        AND 'not_disclosed' NOT IN (now.oversight_structure, before.oversight_structure) AS structure_changed,
    now.cadence,
    before.cadence AS previous_cadence,
    now.cadence <> before.cadence AND 'not_disclosed' NOT IN (now.cadence, before.cadence) AS cadence_changed,
    coalesce(came.roles, []) AS roles_in,
    coalesce(went.roles, []) AS roles_out,
    coalesce(came.titles, []) AS titles_in,
    coalesce(went.titles, []) AS titles_out,
    now.ciso_years,
    before.ciso_years AS previous_ciso_years,
    now.ciso_years - before.ciso_years AS ciso_years_gained,
    now.most_years - before.most_years AS most_years_gained,
    list_filter(coalesce(now.frameworks, []), lambda name: NOT list_contains(coalesce(before.frameworks, []), name))
        AS frameworks_in,
    list_filter(coalesce(before.frameworks, []), lambda name: NOT list_contains(coalesce(now.frameworks, []), name))
        AS frameworks_out,
    list_filter(
        coalesce(now.certifications, []), lambda name: NOT list_contains(coalesce(before.certifications, []), name)
    ) AS certifications_in,
    list_filter(
        coalesce(before.certifications, []), lambda name: NOT list_contains(coalesce(now.certifications, []), name)
    ) AS certifications_out,
    now.words,
    before.words AS previous_words,
    comparison.similarity,
    comparison.kept AS sentences_kept,
    len(comparison.added) AS sentences_added,
    len(comparison.removed) AS sentences_removed,
    comparison.added, comparison.removed, now.url
FROM core.comparison
JOIN mart.disclosure AS now ON now.accession_number = comparison.accession_number
JOIN mart.disclosure AS before ON before.accession_number = comparison.previous_accession_number
LEFT JOIN turned ON turned.accession_number = comparison.accession_number
LEFT JOIN came ON came.accession_number = comparison.accession_number
LEFT JOIN went ON went.accession_number = comparison.accession_number;
