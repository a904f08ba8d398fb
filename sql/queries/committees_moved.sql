-- question Who charged a board committee with cybersecurity that was not charged a year before, or no longer charges one?
SELECT
    company_name, accession_number, form, filed, committees_in, committees_out, previous_structure, oversight_structure,
    previous_structure_evidence, structure_evidence, url
FROM mart.change
WHERE len(committees_in) > 0 OR len(committees_out) > 0
ORDER BY filed, accession_number;
