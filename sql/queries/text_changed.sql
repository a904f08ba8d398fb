-- question How much of the text changes from one year to the next?
-- note similarity: twice the sentences both reports hold over the sentences of both; figures and case apart
SELECT
    left(form, 4) AS form, count(*) AS reports,
    round(100 * count(*) FILTER (similarity = 1) / count(*), 1) AS percent_the_same,
    round(100 * count(*) FILTER (similarity >= 0.9) / count(*), 1) AS percent_at_least_90,
    round(100 * count(*) FILTER (similarity < 0.5) / count(*), 1) AS percent_below_50,
    round(median(similarity), 3) AS median_similarity,
    median(sentences_added) AS median_sentences_added, median(sentences_removed) AS median_sentences_removed
FROM mart.change
WHERE months = 12
GROUP BY ALL
ORDER BY form;
