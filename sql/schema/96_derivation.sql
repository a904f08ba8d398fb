-- table meta.derivation: the filings that have facts, and by which rules everything was derived from them
-- grain accession_number
-- column accession_number: the filing
-- column rules: version of the rules (a hash of their code)
-- column derived_rows: rows of all tables of core that hold what was derived
CREATE TABLE meta.derivation (
    accession_number VARCHAR PRIMARY KEY,
    rules VARCHAR NOT NULL,
    derived_rows BIGINT NOT NULL
);

INSERT INTO meta.derivation BY NAME
SELECT lake_derivation.accession_number, rules, derived_rows
FROM lake_derivation
JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
