-- question Who reported a cybersecurity incident, and when?
-- note Form 8-K Item 1.05 and Form 6-K; an amendment stands beside the report that it amends; days are EDGAR's business
--   days from detection to the report, of an amendment none; four are given from the determination that it is material
SELECT
    filing.filed, incident.event_date, filing.form, filing.company_name AS company, filing.cik,
    incident.kinds, incident.detected,
    CASE WHEN NOT filing.is_amendment THEN incident.business_days_detected_to_filed END AS days,
    CASE material_impact_stated WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'not_stated' END AS material_impact,
    accession_number
FROM core.incident
JOIN core.filing USING (accession_number)
ORDER BY filing.filed DESC, accession_number;
