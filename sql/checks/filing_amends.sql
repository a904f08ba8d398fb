-- check What an annual report's amendment amends is an earlier report of the same company and form, and no other
--   amendment stands between.
-- severity error
SELECT amendment.accession_number, amendment.form, amendment.amends, amended.form AS amended_form
FROM core.filing AS amendment
LEFT JOIN core.filing AS amended ON amended.accession_number = amendment.amends
WHERE amendment.amends IS NOT NULL
    AND (
        amended.accession_number IS NULL
        OR NOT amendment.is_amendment
        OR amended.cik <> amendment.cik
        OR regexp_replace(amended.form, '/A$', '') || '/A' <> amendment.form
        OR amended.filed > amendment.filed
        OR amended.amends IS NOT NULL
    );
