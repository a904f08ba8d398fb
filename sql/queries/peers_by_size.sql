-- question How do large, medium and small filers of Form 10-K differ in who leads and oversees cybersecurity?
-- note mart.peer, all divisions; percent for shares, else the median; small bases (below 10) are marked there
SELECT
    season, measure,
    any_value(round(100 * value, 1)) FILTER (filer_size = 'large') AS large,
    any_value(round(100 * value, 1)) FILTER (filer_size = 'medium') AS medium,
    any_value(round(100 * value, 1)) FILTER (filer_size = 'small') AS small,
    any_value(round(100 * value, 1)) FILTER (filer_size = 'none') AS no_float,
    any_value(round(100 * value, 1)) FILTER (filer_size = 'all') AS all_sizes,
    any_value(base) FILTER (filer_size = 'all') AS base
FROM mart.peer
WHERE form = '10-K' AND sic_division = 'all' AND kind = 'share'
GROUP BY season, measure
ORDER BY season, measure;
