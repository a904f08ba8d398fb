-- question What does each annual report answer, and what is derived from it?
SELECT
    core.filing_company.cik, accession_number, filer.cik AS filer, form, filed, period_of_report, status, filer_size, public_float,
    processes_integrated, third_party_engaged, third_party_oversight, materially_affected, management_responsible,
    management_reports_to_board, oversight_structure, cadence, material_effect, frameworks, certifications,
    officer_roles, ciso_years, most_years, words, document
FROM mart.disclosure AS filer
JOIN core.filing_company USING (accession_number)
LEFT JOIN inline_document() USING (accession_number)
ORDER BY core.filing_company.cik, filed DESC, accession_number DESC;
