-- question How many reports state years of experience for anyone, and what are the median and mean over persons?
SELECT
    left(form, 4) AS form, year(filed) AS season, count(DISTINCT accession_number) AS reports_with_years,
    count(*) AS persons, median(years) AS median_years, round(avg(years), 1) AS mean_years
FROM core.officer
JOIN core.filing USING (accession_number)
WHERE years IS NOT NULL AND scope IN ('individual', 'each')
GROUP BY ALL
ORDER BY form, season;
