-- macro inline_document(): the document with inline XBRL that a filing was read from: one row per filing that has one
-- grain accession_number
-- column accession_number: the filing
-- column document: its path at SEC, below https://www.sec.gov/
CREATE MACRO inline_document() AS TABLE
SELECT accession_number, min(path) AS document
FROM meta.source_document
WHERE kind = 'inline' AND status = 'read'
GROUP BY accession_number;
