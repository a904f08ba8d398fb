-- table core.filing_company: the companies of a filing; co-registrants file one document under one number
-- grain accession_number, cik
-- column accession_number: the filing
-- column cik: a company that filed it
CREATE TABLE core.filing_company (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    cik BIGINT NOT NULL REFERENCES core.company (cik),
    PRIMARY KEY (accession_number, cik)
);

INSERT INTO core.filing_company
SELECT DISTINCT accession_number, company
FROM (SELECT accession_number, unnest(list_append(ciks, cik)) AS company FROM lake_filing)
ORDER BY accession_number, company;
