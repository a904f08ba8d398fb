-- question How much of a text is new from one year to the next?
-- finding {same} percent of reports say, dates apart, word for word what the last one said; one in four has at least {quarter}
--   percent other sentences.
-- list text_changed
SELECT
    CAST(round(100 * avg(CAST(similarity = 1 AS INTEGER))) AS INTEGER) AS same,
    CAST(round(100 * (1 - quantile_cont(similarity, 0.25))) AS INTEGER) AS quarter,
    count(*) AS base
FROM mart.change
JOIN season_report USING (accession_number)
WHERE season = 'this season' AND is_matched;
