-- question What changed for one company?
-- note one row a report; WHERE cik = ... chooses yours
SELECT
    cik, company_name, form, filed, previous_filed, to_yes, to_no, previous_structure, oversight_structure,
    structure_changed, committees_in, committees_out, cadence_changed, roles_in, roles_out, ciso_years_gained,
    frameworks_in, frameworks_out, certifications_in, certifications_out, round(similarity, 2) AS similarity,
    sentences_added, sentences_removed, figures_changed, url
FROM mart.change
ORDER BY cik, filed, accession_number;
