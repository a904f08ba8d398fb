-- question How alike is a company's text to its last one, and how much of it do others say in the same words?
-- note the latest report of each company; similarity 1: nothing changed; shared_share: sentences that companies of another
--   family hold too
SELECT
    company_name, latest.form, latest.filed, disclosure.words, round(disclosure.similarity, 2) AS similarity,
    round(disclosure.shared_share, 2) AS shared_share, latest.url
FROM mart.company_latest AS latest
JOIN mart.disclosure USING (accession_number, company_name)
WHERE latest.status <> 'not_read'
ORDER BY shared_share DESC NULLS LAST, latest.cik;
