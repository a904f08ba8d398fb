-- question What became of each incident, step by step?
SELECT
    timeline.incident, filing_company.cik, timeline.step, timeline.kind, timeline.accession_number, timeline.form,
    timeline.filed, timeline.days, timeline.adds, timeline.annual_says, timeline.url
FROM mart.incident_timeline AS timeline
JOIN core.filing_company ON filing_company.accession_number = timeline.incident
ORDER BY filing_company.cik, timeline.incident, timeline.step;
