-- table meta.previous_filing: the filings of the warehouse that was published when this one was loaded, and their
--   facts: what the audit holds this load against; empty for the first load
-- grain accession_number
-- column accession_number: the filing
-- column filed: date of filing
-- column facts: its facts then
CREATE TABLE meta.previous_filing (
    accession_number VARCHAR PRIMARY KEY,
    filed DATE NOT NULL,
    facts BIGINT NOT NULL
);

INSERT INTO meta.previous_filing BY NAME
SELECT accession_number, filed, facts FROM lake_previous_filing
ORDER BY filed, accession_number;
