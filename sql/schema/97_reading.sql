-- table meta.reading: the filings whose own documents were asked for, and when those that were not there are asked for
--   again
-- grain accession_number
-- column accession_number: the filing
-- column status: tagged, or of its section found, cross_reference, not_required, not_found or failed
-- column reason: why nothing was read, in one sentence; null where something was
-- column tries: how often in a row nothing was there to be read
-- column next_try: the day from which it is asked for again; null where it need not be, or is each night
CREATE TABLE meta.reading (
    accession_number VARCHAR PRIMARY KEY,
    status VARCHAR NOT NULL,
    reason VARCHAR,
    tries INTEGER NOT NULL,
    next_try DATE
);

INSERT INTO meta.reading BY NAME
SELECT lake_reading.accession_number, status, reason, tries, next_try
FROM lake_reading
JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number;
