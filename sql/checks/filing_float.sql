-- check No public float exceeds five trillion US dollars: more is a filer's error of scale.
-- severity warning
SELECT accession_number, company_name, form, public_float
FROM core.filing
WHERE public_float > 5e12;
