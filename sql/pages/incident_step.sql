-- question What became of each incident, report by report?
-- note days are calendar days from the first report
SELECT
    incident, step, kind, accession_number, form, filed, days, adds, annual_says, says, url
FROM mart.incident_timeline
ORDER BY incident, step;
