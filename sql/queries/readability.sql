-- question How long, how readable and how specific are the disclosures, by form and season?
-- note originals; specificity: frameworks, positions and figures per 100 words; shared: of its sentences, those that
--   others hold too
SELECT
    left(filing.form, 4) AS form, year(filing.filed) AS season, count(*) AS reports,
    median(words) AS median_words,
    round(median(flesch_reading_ease), 1) AS median_reading_ease,
    round(median(gunning_fog), 1) AS median_fog,
    round(median(specificity), 2) AS median_specificity,
    round(100 * median(share), 1) AS percent_shared
FROM core.text_measure
JOIN core.filing USING (accession_number)
LEFT JOIN core.shared_sentence USING (accession_number)
WHERE filing.is_annual AND NOT filing.is_amendment
GROUP BY ALL
ORDER BY form, season;
