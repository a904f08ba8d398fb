-- table core.incident_mention: a report on Form 8-K Item 7.01 or 8.01 whose words speak of a cybersecurity incident, as
--   the full-text search finds it; its text is not read, and it is no report under Item 1.05
-- grain accession_number
-- column accession_number: the report
-- column cik: the filer's Central Index Key
-- column company_name: the filer's name in it
-- column form: form type
-- column filed: date of filing
-- column items: its item numbers
-- column url: the filing's folder at SEC
CREATE TABLE core.incident_mention (
    accession_number VARCHAR PRIMARY KEY,
    cik BIGINT NOT NULL,
    company_name VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    filed DATE NOT NULL,
    items VARCHAR[] NOT NULL,
    url VARCHAR NOT NULL
);

INSERT INTO core.incident_mention BY NAME
SELECT
    accession_number, cik, company_name, form, filed, items,
    'https://www.sec.gov/Archives/edgar/data/' || cik || '/' || replace(accession_number, '-', '') || '/' AS url
FROM lake_incident_mention
ORDER BY filed, accession_number;
