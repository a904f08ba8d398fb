-- check mart.incident_timeline holds each filing of an incident once.
-- severity error
SELECT incident, accession_number, count(*) AS rows
FROM mart.incident_timeline
GROUP BY ALL
HAVING count(*) > 1;
