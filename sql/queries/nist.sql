-- question Who names NIST, and in which relation: followed by the company itself, or asked of its vendors?
-- note the latest report of each company
SELECT company_name, latest.form, latest.filed, relation, evidence, latest.url
FROM mart.company_latest AS latest
JOIN core.framework USING (accession_number)
WHERE framework = 'NIST'
ORDER BY relation, latest.filed, accession_number;
