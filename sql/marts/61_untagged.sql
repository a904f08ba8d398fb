-- view mart.untagged: annual filings without cyd facts, and what became of them
-- grain accession_number
-- column accession_number: the filing
-- column cik: the filer's Central Index Key
-- column company_name: the filer's name in this filing
-- column form: form type
-- column is_amendment: whether it is an amendment, which holds the item only where it amends it
-- column filed: date of filing
-- column period_of_report: end of the fiscal year, where known
-- column status: section (its text was found) or not_read
-- codes status: section, not_read
-- column reading_status: what became of its own documents, as in core.filing; null where they were not asked for
-- column reading_reason: why, in one sentence
-- column tags_required: whether the fiscal year ends on 2024-12-15 or later, from when on tags are required; null where
--   its end is not known
-- column tagged_before: whether the company tagged an annual filing before
-- column url: the filing's folder at SEC
CREATE VIEW mart.untagged AS
WITH first_tagged AS (
    SELECT cik, min(filed) AS filed
    FROM core.filing
    WHERE is_annual AND status = 'tagged'
    GROUP BY cik
)

SELECT
    filing.accession_number, filing.cik, filing.company_name, filing.form, filing.is_amendment, filing.filed,
    filing.period_of_report, filing.status, filing.reading_status, filing.reading_reason,
    filing.period_of_report >= DATE '2024-12-15' AS tags_required,
    coalesce(first_tagged.filed < filing.filed, false) AS tagged_before,
    filing.url
FROM core.filing
LEFT JOIN first_tagged USING (cik)
WHERE filing.is_annual AND filing.status <> 'tagged';
