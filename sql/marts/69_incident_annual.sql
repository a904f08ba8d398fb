-- view mart.incident_annual: the next annual report after an incident's first report, and what it says of the incident
-- grain incident
-- column incident: the first report of the incident
-- column accession_number: the first annual report filed after it, within 450 days
-- column filed: its date of filing
-- column says: exempts (its denial leaves the incident out), names, silent, or not_read
-- codes says: exempts, names, silent, not_read
-- column evidence: the sentence
CREATE VIEW mart.incident_annual AS
WITH next_annual AS (
    SELECT
        incident.accession_number AS incident,
        arg_min(annual.accession_number, (annual.filed, annual.accession_number)) AS accession_number
    FROM core.incident
    JOIN core.filing AS first USING (accession_number)
    JOIN core.filing AS annual
        ON annual.cik = first.cik AND annual.filed > first.filed AND annual.filed - first.filed <= 450
    WHERE incident.accession_number = incident.incident AND annual.is_annual AND NOT annual.is_amendment
    GROUP BY incident.accession_number
),

-- A sentence that names no day may speak of any incident; one that does, of that which is near.
statement AS (
    SELECT
        next_annual.incident,
        arg_min(
            {'says': statement.statement, 'evidence': statement.evidence},
            (statement.told IS NULL, statement.statement <> 'exempts', statement.concept, statement."start")
        ) FILTER (statement.statement = 'exempts') AS exempts,
        arg_min(
            {'says': statement.statement, 'evidence': statement.evidence},
            (statement.told IS NULL, statement.concept, statement."start")
        ) FILTER (statement.statement = 'names') AS names
    FROM next_annual
    JOIN core.incident ON incident.accession_number = next_annual.incident
    JOIN core.filing AS first ON first.accession_number = next_annual.incident
    JOIN core.incident_statement AS statement ON statement.accession_number = next_annual.accession_number
    WHERE statement.told IS NULL
        OR abs(statement.told - coalesce(incident.detected, incident.occurred, incident.event_date, first.filed)) <= 62
    GROUP BY next_annual.incident
)

SELECT
    next_annual.incident, next_annual.accession_number, annual.filed,
    CASE WHEN annual.status = 'not_read' THEN 'not_read' ELSE coalesce(exempts.says, names.says, 'silent') END AS says,
    coalesce(exempts.evidence, names.evidence) AS evidence
FROM next_annual
JOIN core.filing AS annual ON annual.accession_number = next_annual.accession_number
LEFT JOIN statement ON statement.incident = next_annual.incident;
