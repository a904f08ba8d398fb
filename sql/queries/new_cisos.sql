-- question Which companies name a chief information security officer and did not a year before, or no longer do?
SELECT
    accession_number, company_name, form, filed,
    CASE WHEN list_contains(roles_in, 'CISO') THEN 'named' ELSE 'no longer named' END AS ciso,
    titles_in, titles_out, round(similarity, 2) AS similarity, url
FROM mart.change
WHERE months = 12 AND (list_contains(roles_in, 'CISO') OR list_contains(roles_out, 'CISO'))
ORDER BY filed, accession_number;
