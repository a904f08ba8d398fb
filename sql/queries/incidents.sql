-- question Which incidents were reported, when were the reports amended, and what does the next annual report say?
SELECT
    incident, step, kind, accession_number, company_name, form, filed, days, material_impact_stated,
    materially_affected, material_effect, left(says, 200) AS says, url
FROM mart.incident_timeline
ORDER BY min(filed) OVER (PARTITION BY incident), incident, step;
