-- question What became of each incident, as it is known now?
-- note over all reports of the incident: what a later one tells goes before an earlier one; days are EDGAR's business days
--   where they say so: the rule gives four from the determination that an incident is material; of a month no day is told
WITH precise AS (
    SELECT
        incident,
        bool_or(occurred_precision = 'month') AS occurred_month,
        bool_or(detected_precision = 'month') AS detected_month,
        bool_or(determined_precision = 'month') AS determined_month
    FROM core.incident
    GROUP BY incident
)

SELECT
    incident, cik, company_name AS company, form, filed, reports, amendments, last_filed,
    CASE WHEN occurred_month THEN strftime(occurred, '%Y-%m') ELSE CAST(occurred AS VARCHAR) END AS occurred,
    CASE WHEN detected_month THEN strftime(detected, '%Y-%m') ELSE CAST(detected AS VARCHAR) END AS detected,
    CASE WHEN determined_month THEN strftime(determined, '%Y-%m') ELSE CAST(determined AS VARCHAR) END AS determined,
    days_occurred_to_detected,
    -- Where the first report that is here is an amendment, its delay says nothing of the report that it amends.
    CASE WHEN form NOT LIKE '%/A' THEN business_days_detected_to_filed END AS business_days_detected_to_filed,
    CASE WHEN form NOT LIKE '%/A' THEN business_days_determined_to_filed END AS business_days_determined_to_filed,
    kinds, data, contained, operations, material_operations, material_financial, persons_affected, cost_usd,
    law_enforcement, experts, insurance, annual_report, annual_says, url
FROM mart.incident
JOIN precise USING (incident)
ORDER BY filed DESC, incident;
