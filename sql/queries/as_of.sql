-- question What was known at the end of 2025: the answers of each company's latest report of that day, by form?
-- note disclosure_as_of(day) merges amendments filed up to the day and knows nothing later; change the day as you like
SELECT
    left(form, 4) AS form, count(*) AS companies,
    count(*) FILTER (third_party_engaged) AS third_party_engaged,
    count(*) FILTER (third_party_oversight) AS third_party_oversight,
    count(*) FILTER (materially_affected) AS materially_affected,
    count(*) FILTER (management_reports_to_board) AS management_reports_to_board,
    count(*) FILTER (oversight_structure = 'audit_committee') AS audit_committee,
    median(ciso_years) AS median_ciso_years
FROM disclosure_as_of(DATE '2025-12-31')
WHERE is_latest AND status <> 'not_read'
GROUP BY ALL
ORDER BY form;
