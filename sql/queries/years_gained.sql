-- question Do the years of experience of a chief information security officer grow by one from a year to the next?
-- note reports of two years that both state a figure for one
SELECT
    CASE
        WHEN ciso_years_gained = 0 THEN 'the same figure'
        WHEN ciso_years_gained = 1 THEN 'one more'
        WHEN ciso_years_gained BETWEEN 2 AND 4 THEN '2 to 4 more'
        WHEN ciso_years_gained >= 5 THEN '5 or more'
        ELSE 'fewer'
    END AS figure,
    count(*) AS reports,
    round(100 * count(*) / sum(count(*)) OVER (), 1) AS percent,
    round(avg(similarity), 2) AS mean_similarity
FROM mart.change
WHERE months = 12 AND ciso_years_gained IS NOT NULL
GROUP BY figure
ORDER BY reports DESC, figure;
