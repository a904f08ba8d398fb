-- question Which incidents did each company report?
SELECT
    core.filing_company.cik, accession_number, filing.cik AS filer, form, filed, event_date, incident.incident, kinds, data,
    occurred, occurred_precision, detected, detected_precision, determined, contained, operations, persons_affected,
    material_operations, material_financial, cost_usd, business_days_detected_to_filed, business_days_determined_to_filed,
    material_impact_stated, incident.amends, document
FROM core.incident
JOIN core.filing USING (accession_number)
JOIN core.filing_company USING (accession_number)
LEFT JOIN inline_document() USING (accession_number)
ORDER BY core.filing_company.cik, filed DESC, accession_number DESC;
