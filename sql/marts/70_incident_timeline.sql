-- view mart.incident_timeline: a company's incident step by step: the report, its amendments, and the next annual
--   report with what it says of the year
-- grain incident, accession_number
-- column incident: the first report of the incident that is here, by which it is known
-- column step: number of the step, from 1
-- column kind: report, amendment or annual_report
-- column accession_number: the filing of this step
-- column cik: the filer's Central Index Key
-- column company_name: the filer's name in this filing
-- column form: form type
-- column filed: date of filing
-- column days: days from the first report to this filing
-- column event_date: day of the earliest event, as core.incident has it; null for an annual report
-- column material_impact_stated: for a report or amendment: whether its text says that the impact is material or
--   likely to be; null where it says neither
-- column materially_affected: for an annual report: its answer whether threats have materially affected the
--   registrant or are reasonably likely to
-- column material_effect: for an annual report: what its text says of a material effect: yes, no or not_stated
-- column says: the words on it: a report's text on impact, else on what is undetermined, else on the nature; an annual
--   report's sentence on a material effect, else its text on it
-- column url: the filing's folder at SEC
CREATE VIEW mart.incident_timeline AS
WITH report AS (
    SELECT
        coalesce(incident.amends, incident.accession_number) AS incident,
        CASE WHEN filing.is_amendment THEN 'amendment' ELSE 'report' END AS kind,
        incident.accession_number, incident.event_date, incident.material_impact_stated,
        coalesce(incident.impact, incident.undetermined, incident.nature, incident.section_text) AS says
    FROM core.incident
    JOIN core.filing USING (accession_number)
),

next_annual AS (
    SELECT
        first.accession_number AS incident,
        'annual_report' AS kind,
        arg_min(annual.accession_number, (annual.filed, annual.accession_number)) AS accession_number
    FROM report
    JOIN core.filing AS first USING (accession_number)
    JOIN core.filing AS annual ON annual.cik = first.cik AND annual.filed > first.filed
    WHERE report.accession_number = report.incident AND annual.is_annual AND NOT annual.is_amendment
    GROUP BY first.accession_number
),

step AS (
    FROM report
    UNION ALL BY NAME
    SELECT
        next_annual.*, disclosure.materially_affected, disclosure.material_effect,
        coalesce(material_effect.evidence, disclosure.materially_affected_text) AS says
    FROM next_annual
    LEFT JOIN mart.disclosure USING (accession_number)
    LEFT JOIN core.material_effect USING (accession_number)
)

SELECT
    step.incident,
    row_number() OVER (
        PARTITION BY step.incident ORDER BY filing.filed, step.kind = 'report' DESC, step.accession_number
    )
        AS step,
    step.kind, step.accession_number, filing.cik, filing.company_name, filing.form, filing.filed,
    date_diff('day', first.filed, filing.filed) AS days,
    step.event_date, step.material_impact_stated, step.materially_affected, step.material_effect, step.says, filing.url
FROM step
JOIN core.filing AS filing ON filing.accession_number = step.accession_number
JOIN core.filing AS first ON first.accession_number = step.incident
ORDER BY 1, 2;
