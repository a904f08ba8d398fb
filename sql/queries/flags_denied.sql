-- question Which answers does the text of the same filing deny, and in whose filings?
SELECT answer, flag, text_says, accession_number, company_name, form, filed, left(evidence, 200) AS evidence, url
FROM mart.contradiction
ORDER BY answer, filed, accession_number;
