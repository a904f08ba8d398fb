-- question What do companies of an industry and size say?
-- note this season: the twelve months up to the latest annual report, each company with its latest that was read; groups
--   of ten companies and more; moved: who on the board oversees cybersecurity is said in both seasons and differs, and
--   so does a sentence that it rests on; years: the most stated for a chief information security officer
SELECT
    page, kind, size, any_value(width) AS width,
    any_value(CASE WHEN width <= 2 THEN company.sic_industry END) AS industry,
    any_value(CASE WHEN width <= 4 THEN company.sic_division END) AS division,
    count(*) AS companies,
    count(*) FILTER (in_both) AS in_both,
    count(*) FILTER (in_both AND change.structure_changed) AS moved,
    round(100 * avg(CAST(list_contains(coalesce(report.officer_roles, []), 'CISO') AS INTEGER)), 1) AS percent_ciso,
    round(100 * avg(CAST(coalesce(report.cadence IN ('monthly', 'every_meeting', 'quarterly'), false) AS INTEGER)), 1)
        AS percent_quarterly,
    count(report.ciso_years) AS ciso_years_base,
    quantile_disc(report.ciso_years, 0.25) AS ciso_years_lower,
    CAST(median(report.ciso_years) AS INTEGER) AS ciso_years_median,
    quantile_disc(report.ciso_years, 0.75) AS ciso_years_upper,
    CAST(median(report.words) AS INTEGER) AS words_median,
    count(*) FILTER (company_latest.incidents > 0) AS with_incident
FROM group_report
JOIN core.company USING (cik)
JOIN mart.disclosure AS report USING (accession_number)
LEFT JOIN mart.company_latest ON company_latest.cik = group_report.cik
LEFT JOIN mart.change ON change.accession_number = group_report.accession_number
WHERE season = 'this season'
GROUP BY page, kind, size
ORDER BY width, kind, size;
