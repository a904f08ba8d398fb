-- macro incident_as_of(day): what was known on a day of each incident reported up to it: one row per incident, its latest
--   known state over the reports filed up to that day, and nothing later
-- grain incident
-- column incident: the first report of the incident
-- column last_accession_number: the last report up to that day
-- column annual_says: what the next annual report says of it; null where it was not filed yet
-- note A value that a later report tells goes before an earlier one; what it does not tell stands. Delays are of the first
--   report that tells the day, to the first report.
CREATE MACRO incident_as_of(day) AS TABLE
WITH member AS (
    SELECT
        incident.*, filing.cik, filing.company_name, filing.form, filing.filed, filing.is_amendment, filing.url,
        row_number() OVER (PARTITION BY incident.incident ORDER BY filing.filed, filing.accession_number) AS place,
        min(filing.filed) OVER (PARTITION BY incident.incident) AS first_filed
    FROM core.incident
    JOIN core.filing USING (accession_number)
    -- Accepted on a later day than it counts as filed: one of 8,079 filings.
    WHERE greatest(filing.filed, CAST(filing.accepted_at AS DATE)) <= CAST(day AS DATE)
),

kind AS (
    SELECT member.incident, list_sort(list(DISTINCT incident_kind.kind)) AS kinds
    FROM member JOIN core.incident_kind USING (accession_number) GROUP BY member.incident
),

touched AS (
    SELECT member.incident, list_sort(list(DISTINCT incident_data.data_kind)) AS data
    FROM member JOIN core.incident_data USING (accession_number) GROUP BY member.incident
),

state AS (
    SELECT
        incident,
        arg_max(cik, place) AS cik,
        arg_max(company_name, place) AS company_name,
        arg_min(form, place) AS form,
        min(filed) AS filed,
        count(*) AS reports,
        count(*) FILTER (is_amendment) AS amendments,
        arg_max(accession_number, place) AS last_accession_number,
        max(filed) AS last_filed,
        arg_min(event_date, place) FILTER (event_precision = 'day') AS event_date,
        arg_max(occurred, place) AS occurred,
        arg_max(detected, place) AS detected,
        arg_max(determined, place) AS determined,
        coalesce(arg_max(contained, place) FILTER (contained <> 'not_stated'), 'not_stated') AS contained,
        coalesce(
            max('disrupted') FILTER (operations = 'disrupted'),
            arg_max(operations, place) FILTER (operations <> 'not_stated'), 'not_stated'
        ) AS operations,
        arg_max(persons_affected, place) AS persons_affected,
        bool_or(law_enforcement) AS law_enforcement,
        bool_or(experts) AS experts,
        bool_or(insurance) AS insurance,
        coalesce(
            arg_max(material_operations, place) FILTER (material_operations <> 'not_stated'), 'not_stated'
        ) AS material_operations,
        coalesce(
            arg_max(material_financial, place) FILTER (material_financial <> 'not_stated'), 'not_stated'
        ) AS material_financial,
        arg_max(cost_usd, place) AS cost_usd,
        arg_min(days_occurred_to_detected, place) AS days_occurred_to_detected,
        arg_min(days_detected_to_filed, place) FILTER (filed = first_filed) AS days_detected_to_filed,
        arg_min(business_days_detected_to_filed, place) FILTER (filed = first_filed) AS business_days_detected_to_filed,
        arg_min(business_days_determined_to_filed, place) AS business_days_determined_to_filed,
        arg_min(url, place) AS url
    FROM member
    GROUP BY incident
)

SELECT
    state.incident, cik, company_name, form, state.filed, reports, amendments, last_accession_number, last_filed,
    event_date, coalesce(kind.kinds, []) AS kinds, occurred, detected, determined, contained, operations,
    coalesce(touched.data, []) AS data, persons_affected, law_enforcement, experts, insurance, material_operations,
    material_financial, cost_usd, days_occurred_to_detected, days_detected_to_filed, business_days_detected_to_filed,
    business_days_determined_to_filed, annual.accession_number AS annual_report, annual.says AS annual_says, state.url
FROM state
LEFT JOIN kind ON kind.incident = state.incident
LEFT JOIN touched ON touched.incident = state.incident
LEFT JOIN mart.incident_annual AS annual ON annual.incident = state.incident AND annual.filed <= CAST(day AS DATE);
