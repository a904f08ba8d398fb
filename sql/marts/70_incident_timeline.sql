-- view mart.incident_timeline: a company's incident step by step: the first report, updates and amendments with what
--   each adds, reports of the time under other items, and the next annual report with what it says of the incident
-- grain incident, accession_number
-- column incident: the first report of the incident that is here, by which it is known
-- column step: number of the step, from 1
-- column kind: report, update (a later report that is no amendment), amendment, other_item (Form 8-K Item 7.01 or 8.01
--   whose words speak of an incident) or annual_report
-- codes kind: report, update, amendment, other_item, annual_report
-- column accession_number: the filing of this step
-- column cik: the filer's Central Index Key
-- column company_name: the filer's name in this filing
-- column form: form type
-- column filed: date of filing
-- column days: days from the first report to this filing
-- column event_date: day of the earliest event, as core.incident has it; null for an annual report
-- column adds: what a report tells that no earlier step did: key and value, as in core.incident_evidence
-- column contained: for a report: yes, ongoing or not_stated
-- codes contained: yes, ongoing, not_stated
-- column material_operations: for a report: whether a material impact on operations is stated
-- codes material_operations: yes, no, undetermined, not_stated
-- column material_financial: for a report: whether a material impact on finances is stated
-- codes material_financial: yes, no, undetermined, not_stated
-- column cost_usd: for a report: cost or loss told, in US dollars
-- column material_impact_stated: for a report: whether its text states either
-- column annual_says: for an annual report: exempts (its denial leaves the incident out), names, silent, or not_read
-- codes annual_says: exempts, names, silent, not_read
-- column materially_affected: for an annual report: its answer whether threats have materially affected the
--   registrant or are reasonably likely to
-- column material_effect: for an annual report: what its text says of a material effect: yes, no or not_stated
-- codes material_effect: yes, no, not_stated
-- column says: the words on it: a report's text on impact, else on what is undetermined, else on the nature; an annual
--   report's sentence on the incident, else on a material effect, else its text on it
-- column url: the filing's folder at SEC
CREATE VIEW mart.incident_timeline AS
WITH fresh AS (
    SELECT
        incident.accession_number,
        evidence.key || ' ' || evidence.value AS told,
        row_number() OVER (
            PARTITION BY incident.incident, evidence.key, evidence.value ORDER BY filing.filed, filing.accession_number
        ) = 1 AS is_new
    FROM core.incident_evidence AS evidence
    JOIN core.incident USING (accession_number)
    JOIN core.filing USING (accession_number)
),

report AS (
    SELECT
        incident.incident,
        CASE
            WHEN filing.is_amendment THEN 'amendment' WHEN incident.incident = accession_number THEN 'report' ELSE 'update'
        END AS kind,
        accession_number, filing.cik, filing.company_name, filing.form, filing.filed, incident.event_date,
        (SELECT list(told ORDER BY told) FROM fresh WHERE fresh.accession_number = filing.accession_number AND is_new) AS adds,
        incident.contained, incident.material_operations, incident.material_financial, incident.cost_usd,
        incident.material_impact_stated,
        coalesce(incident.impact, incident.undetermined, incident.nature, incident.section_text) AS says, filing.url
    FROM core.incident
    JOIN core.filing USING (accession_number)
),

first AS (
    SELECT incident, accession_number, cik, filed FROM report WHERE accession_number = incident
),

other AS (
    SELECT
        arg_max(first.incident, first.filed) AS incident, 'other_item' AS kind, mention.accession_number,
        any_value(mention.cik) AS cik, any_value(mention.company_name) AS company_name, any_value(mention.form) AS form,
        any_value(mention.filed) AS filed, any_value(mention.url) AS url
    FROM first
    JOIN core.incident_mention AS mention
        ON mention.cik = first.cik AND mention.filed BETWEEN first.filed - 90 AND first.filed + 270
    ANTI JOIN core.filing AS read ON read.accession_number = mention.accession_number
    GROUP BY mention.accession_number
),

annual AS (
    SELECT
        first.incident, 'annual_report' AS kind, next.accession_number, next.cik, next.company_name, next.form, next.filed,
        annual.says AS annual_says, disclosure.materially_affected, disclosure.material_effect,
        coalesce(annual.evidence, material_effect.evidence, disclosure.materially_affected_text) AS says, next.url
    FROM first
    JOIN mart.incident_annual AS annual ON annual.incident = first.incident
    JOIN core.filing AS next ON next.accession_number = annual.accession_number
    LEFT JOIN mart.disclosure ON disclosure.accession_number = next.accession_number
    LEFT JOIN core.material_effect ON material_effect.accession_number = next.accession_number
),

step AS (
    FROM report UNION ALL BY NAME FROM other UNION ALL BY NAME FROM annual
)

SELECT
    step.incident,
    row_number() OVER (
        PARTITION BY step.incident ORDER BY step.filed, step.kind = 'report' DESC, step.accession_number
    ) AS step,
    step.kind, step.accession_number, step.cik, step.company_name, step.form, step.filed,
    date_diff('day', first.filed, step.filed) AS days,
    step.event_date, step.adds, step.contained, step.material_operations, step.material_financial, step.cost_usd,
    step.material_impact_stated, step.annual_says, step.materially_affected, step.material_effect, step.says, step.url
FROM step
JOIN first USING (incident)
ORDER BY 1, 2;
