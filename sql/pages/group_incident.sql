-- question Which incidents did companies of an industry and size report?
-- note every incident of the warehouse, whenever it was reported
SELECT DISTINCT page, incident.incident, incident.filed, incident.company_name AS company, incident.kinds
FROM group_report
JOIN mart.incident USING (cik)
WHERE season = 'this season' AND width < 6
ORDER BY page, filed DESC, incident.incident;
