-- check Every company has a filing, and the dates of its first and last are those of its filings.
-- severity error
SELECT company.cik, company.name, company.first_filed, company.last_filed, min(filing.filed) AS first, max(filing.filed) AS last
FROM core.company
LEFT JOIN core.filing_company USING (cik)
LEFT JOIN core.filing USING (accession_number)
GROUP BY ALL
HAVING min(filing.filed) IS DISTINCT FROM company.first_filed OR max(filing.filed) IS DISTINCT FROM company.last_filed;
