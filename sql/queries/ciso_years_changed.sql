-- question Whose chief information security officer is said to have other years of experience than a year before, and how many?
-- note one more is the same person a year later; far from one is mostly another person
SELECT
    company_name, accession_number, form, filed, previous_ciso_years, ciso_years, ciso_years_gained,
    previous_ciso_years_evidence, ciso_years_evidence, url
FROM mart.change
WHERE ciso_years_gained <> 0
ORDER BY filed, accession_number;
