-- question What does the warehouse hold?
-- note the load that is published, and what its audit found
SELECT
    (SELECT count(*) FROM core.company) AS companies,
    (SELECT count(*) FROM core.filing) AS filings,
    (SELECT count(*) FROM core.filing WHERE is_annual) AS annual_reports,
    (SELECT count(*) FROM core.filing WHERE is_annual AND status = 'not_read') AS not_read,
    (SELECT count(*) FROM mart.disclosure WHERE text_source = 'tags') AS tags_alone,
    (SELECT count(*) FROM core.incident JOIN core.filing USING (accession_number) WHERE NOT is_amendment) AS incidents,
    (SELECT count(*) FROM core.incident) AS incident_reports,
    (SELECT count(*) FROM mart.contradiction) AS contradictions,
    (SELECT min(filed) FROM core.filing) AS first_filed,
    (SELECT max(filed) FROM core.filing) AS last_filed,
    (SELECT CAST(max(loaded_at) AS DATE) FROM meta.load) AS loaded,
    (SELECT count(*) FROM meta.check_result) AS checks,
    (SELECT count(*) FROM meta.check_result WHERE NOT passed) AS checks_failed;
