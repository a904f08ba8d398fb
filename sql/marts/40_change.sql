-- view mart.change: what an annual report (no amendment) says otherwise than the company's report before it; a derived
--   value counts as changed only where the sentence that it rests on is new, or the one that it rested on is gone
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
-- codes oversight_structure: full_board, audit_committee, risk_committee, technology_committee, governance_committee, other_committee, multiple_committees, management_only, not_disclosed
-- column previous_structure: the same in the report before
-- codes previous_structure: full_board, audit_committee, risk_committee, technology_committee, governance_committee, other_committee, multiple_committees, management_only, not_disclosed
-- column structure_changed: whether both are disclosed and differ, a sentence they rest on changed, and, where either
--   is a committee's, one is in committees_in or committees_out
-- column structure_evidence: the sentence that it rests on
-- column previous_structure_evidence: the sentence in the report before
-- column cadence: how often the board or committee is told of it, derived
-- codes cadence: monthly, every_meeting, quarterly, semiannual, annual, periodic, not_disclosed
-- column previous_cadence: the same in the report before
-- codes previous_cadence: monthly, every_meeting, quarterly, semiannual, annual, periodic, not_disclosed
-- column cadence_changed: whether both are disclosed and differ, and a sentence they rest on changed
-- column cadence_evidence: the sentence that it rests on
-- column previous_cadence_evidence: the sentence in the report before
-- column committees_in: names of board committees charged now, in a sentence that is new, that the report before does
--   not name at all
-- column committees_out: names of those that were charged, in a sentence that is gone, and are not named at all now
-- column roles_in: codes of positions named, in a sentence that is new, that the report before did not name; see
--   core.officer
-- column roles_out: codes of positions that the report before named, in a sentence that is gone, and this one does not
-- column titles_in: titles, as written, of the positions in roles_in
-- column titles_out: titles, as written, of the positions in roles_out
-- column ciso_years: most years of experience stated for one CISO
-- column previous_ciso_years: the same in the report before
-- column ciso_years_gained: the difference, where a sentence they rest on changed; some 1 for the same person, far
--   from it for a new one
-- column ciso_years_evidence: the sentence that says them
-- column previous_ciso_years_evidence: the sentence in the report before
-- column frameworks_in: standards and frameworks named, in a sentence that is new, that the report before did not name
-- column frameworks_out: those that it named, in a sentence that is gone, and this one does not
-- column certifications_in: certificates said to be held, in a sentence that is new, that were not named before
-- column certifications_out: those that were named, in a sentence that is gone, and are not now
-- column words: words of the disclosure
-- column previous_words: words of the one before
-- column similarity: twice the sentences both hold over the sentences of both, 0 to 1; see core.comparison
-- column sentences_kept: sentences that both hold
-- column sentences_added: number of sentences that only this report holds
-- column sentences_removed: number of sentences that only the one before held
-- column added: those sentences, in reading order
-- column removed: those of the one before, in reading order
-- column figures_changed: pairs of sentences that differ in nothing but figures: before, now
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

sentence AS (
    -- By the report, whether it is the report's own (now) or the one's before: the sentences that the other lacks.
    SELECT accession_number, accession_number AS filing, unnest(added) AS evidence FROM core.comparison
    UNION ALL
    SELECT accession_number, previous_accession_number AS filing, unnest(removed) AS evidence FROM core.comparison
),

named AS (
    SELECT accession_number AS filing, 'role' AS kind, role AS name, title AS words, evidence FROM core.officer
    UNION ALL
    SELECT accession_number, 'framework', framework, framework, evidence FROM core.framework
    UNION ALL
    SELECT accession_number, 'certification', certification, certification, evidence FROM core.certification
    UNION ALL
    SELECT accession_number, 'committee', name, name, evidence FROM core.committee
),

side_named AS (
    SELECT side.accession_number, side.is_now, named.* FROM side JOIN named USING (filing)
),

come AS (
    -- Named on one side alone, in a sentence that stands on that side alone.
    SELECT
        one.*,
        CASE WHEN one.is_now THEN comparison.previous_accession_number ELSE one.accession_number END AS other_filing,
        replace(replace(translate(lower(one.name), ',&-', ''), ' and ', ' '), '  ', ' ') AS plain_name
    FROM side_named AS one
    JOIN core.comparison ON comparison.accession_number = one.accession_number
    SEMI JOIN sentence ON sentence.accession_number = one.accession_number AND sentence.filing = one.filing
        AND sentence.evidence = one.evidence
    ANTI JOIN side_named AS other ON other.accession_number = one.accession_number AND other.kind = one.kind
        AND other.name = one.name AND other.is_now <> one.is_now
),

kept_committee AS (
    -- A committee that the other text speaks of was no less there, whatever it says of it.
    SELECT DISTINCT come.accession_number, come.is_now, come.name
    FROM come
    JOIN core.fact ON fact.accession_number = come.other_filing
    WHERE come.kind = 'committee' AND fact.is_primary AND contains(
        replace(replace(replace(translate(lower(fact.value), ',&-', ''), ' and ', ' '), '  ', ' '), 's ', ' '),
        replace(come.plain_name, 's ', ' ')
    )
),

moved AS (
    FROM come ANTI JOIN kept_committee USING (accession_number, is_now, name)
),

named_otherwise AS (
    SELECT
        accession_number,
        list(DISTINCT words ORDER BY words) FILTER (kind = 'committee' AND is_now) AS committees_in,
        list(DISTINCT words ORDER BY words) FILTER (kind = 'committee' AND NOT is_now) AS committees_out,
        list(DISTINCT name ORDER BY name) FILTER (kind = 'role' AND is_now) AS roles_in,
        list(DISTINCT name ORDER BY name) FILTER (kind = 'role' AND NOT is_now) AS roles_out,
        list(DISTINCT words ORDER BY words) FILTER (kind = 'role' AND is_now) AS titles_in,
        list(DISTINCT words ORDER BY words) FILTER (kind = 'role' AND NOT is_now) AS titles_out,
        list(DISTINCT name ORDER BY name) FILTER (kind = 'framework' AND is_now) AS frameworks_in,
        list(DISTINCT name ORDER BY name) FILTER (kind = 'framework' AND NOT is_now) AS frameworks_out,
        list(DISTINCT name ORDER BY name) FILTER (kind = 'certification' AND is_now) AS certifications_in,
        list(DISTINCT name ORDER BY name) FILTER (kind = 'certification' AND NOT is_now) AS certifications_out
    FROM moved
    GROUP BY accession_number
),

ciso AS (
    SELECT accession_number AS filing, max(years) AS years, arg_max(evidence, years) AS evidence
    FROM core.officer
    WHERE role = 'CISO' AND scope IN ('individual', 'each')
    GROUP BY accession_number
),

valued AS (
    SELECT accession_number AS filing, 'structure' AS kind, structure AS value, evidence FROM core.oversight
    UNION ALL
    SELECT accession_number, 'cadence', cadence, evidence FROM core.cadence
    UNION ALL
    SELECT filing, 'ciso_years', CAST(years AS VARCHAR), evidence FROM ciso
),

side_valued AS (
    SELECT
        side.accession_number, side.is_now, valued.*,
        EXISTS (
            FROM sentence
            WHERE sentence.accession_number = side.accession_number AND sentence.filing = side.filing
                AND sentence.evidence = valued.evidence
        ) AS is_new
    FROM side
    JOIN valued USING (filing)
),

value_changed AS (
    SELECT
        accession_number,
        bool_or(is_new) FILTER (kind = 'structure') AS structure,
        any_value(evidence) FILTER (kind = 'structure' AND is_now) AS structure_now,
        any_value(evidence) FILTER (kind = 'structure' AND NOT is_now) AS structure_before,
        bool_or(is_new) FILTER (kind = 'cadence') AS cadence,
        any_value(evidence) FILTER (kind = 'cadence' AND is_now) AS cadence_now,
        any_value(evidence) FILTER (kind = 'cadence' AND NOT is_now) AS cadence_before,
        bool_or(is_new) FILTER (kind = 'ciso_years') AS ciso_years,
        any_value(evidence) FILTER (kind = 'ciso_years' AND is_now) AS ciso_years_now,
        any_value(evidence) FILTER (kind = 'ciso_years' AND NOT is_now) AS ciso_years_before
    FROM side_valued
    GROUP BY accession_number
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
    now.oversight_structure <> before.oversight_structure AND value_changed.structure
        AND 'not_disclosed' NOT IN (now.oversight_structure, before.oversight_structure)
        AND (
            (now.committees IS NULL AND before.committees IS NULL)
            OR coalesce(len(named_otherwise.committees_in), 0) + coalesce(len(named_otherwise.committees_out), 0) > 0
        ) AS structure_changed,
    value_changed.structure_now AS structure_evidence,
    value_changed.structure_before AS previous_structure_evidence,
    now.cadence,
    before.cadence AS previous_cadence,
    now.cadence <> before.cadence AND value_changed.cadence
        AND 'not_disclosed' NOT IN (now.cadence, before.cadence) AS cadence_changed,
    value_changed.cadence_now AS cadence_evidence,
    value_changed.cadence_before AS previous_cadence_evidence,
    coalesce(named_otherwise.committees_in, []) AS committees_in,
    coalesce(named_otherwise.committees_out, []) AS committees_out,
    coalesce(named_otherwise.roles_in, []) AS roles_in,
    coalesce(named_otherwise.roles_out, []) AS roles_out,
    coalesce(named_otherwise.titles_in, []) AS titles_in,
    coalesce(named_otherwise.titles_out, []) AS titles_out,
    now.ciso_years,
    before.ciso_years AS previous_ciso_years,
    CASE WHEN value_changed.ciso_years THEN now.ciso_years - before.ciso_years END AS ciso_years_gained,
    value_changed.ciso_years_now AS ciso_years_evidence,
    value_changed.ciso_years_before AS previous_ciso_years_evidence,
    coalesce(named_otherwise.frameworks_in, []) AS frameworks_in,
    coalesce(named_otherwise.frameworks_out, []) AS frameworks_out,
    coalesce(named_otherwise.certifications_in, []) AS certifications_in,
    coalesce(named_otherwise.certifications_out, []) AS certifications_out,
    now.words,
    before.words AS previous_words,
    comparison.similarity,
    comparison.kept AS sentences_kept,
    len(comparison.added) AS sentences_added,
    len(comparison.removed) AS sentences_removed,
    comparison.added, comparison.removed, comparison.figures_changed, now.url
FROM core.comparison
JOIN mart.disclosure AS now ON now.accession_number = comparison.accession_number
JOIN mart.disclosure AS before ON before.accession_number = comparison.previous_accession_number
LEFT JOIN turned ON turned.accession_number = comparison.accession_number
LEFT JOIN named_otherwise ON named_otherwise.accession_number = comparison.accession_number
LEFT JOIN value_changed ON value_changed.accession_number = comparison.accession_number;
