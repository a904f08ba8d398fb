-- question Which companies are of an industry and size, and what does each say?
-- note the companies of groups by industry or division and size, those of the largest public float first
SELECT
    page, group_report.cik, company.name AS company, report.filed, report.oversight_structure,
    CASE WHEN change.structure_changed THEN change.previous_structure END AS before, report.cadence, report.ciso_years,
    report.frameworks, company_latest.incidents, report.public_float
FROM group_report
JOIN core.company USING (cik)
JOIN mart.disclosure AS report USING (accession_number)
LEFT JOIN mart.company_latest ON company_latest.cik = group_report.cik
LEFT JOIN mart.change ON change.accession_number = group_report.accession_number
WHERE season = 'this season' AND width < 5
ORDER BY page, report.public_float DESC NULLS LAST, group_report.cik;
