-- question How many years of experience do the persons responsible have?
-- finding Half of the {persons} chief information security officers whose years are stated have {median} years of experience
--   or more; one in four has {upper}.
-- list ciso_years_changed
SELECT
    count(*) AS persons,
    CAST(median(years) AS INTEGER) AS median,
    CAST(quantile_disc(years, 0.75) AS INTEGER) AS upper
FROM core.officer
JOIN season_report USING (accession_number)
WHERE season = 'this season' AND is_read AND role = 'CISO' AND scope IN ('individual', 'each') AND years IS NOT NULL;
