-- check Every value derived from an incident report has its evidence, no date is after the filing, no delay negative.
-- severity error
WITH told AS (
    SELECT incident.accession_number, 'dates' AS what
    FROM core.incident
    JOIN core.filing USING (accession_number)
    WHERE greatest(incident.event_date, incident.occurred, incident.detected, incident.determined) > filing.filed
    UNION ALL
    SELECT accession_number, 'delays'
    FROM core.incident
    WHERE least(
        days_occurred_to_detected, days_detected_to_filed, business_days_detected_to_filed,
        business_days_determined_to_filed
    ) < 0
    UNION ALL
    SELECT accession_number, unnest(['kinds', 'data'])
    FROM core.incident
    WHERE len(kinds) <> (SELECT count(*) FROM core.incident_kind AS k WHERE k.accession_number = incident.accession_number)
        OR len(data) <> (SELECT count(*) FROM core.incident_data AS d WHERE d.accession_number = incident.accession_number)
)

SELECT * FROM told;
