-- question Where did oversight of cybersecurity move from one year to the next: from which body of the board to which?
-- note both reports disclose it; percent of the reports with one a year before that do
WITH pair AS (
    SELECT previous_structure, oversight_structure, structure_changed
    FROM mart.change
    WHERE months = 12 AND 'not_disclosed' NOT IN (previous_structure, oversight_structure)
)

SELECT
    previous_structure, oversight_structure, count(*) AS reports,
    round(100 * count(*) / (SELECT count(*) FROM pair), 2) AS percent
FROM pair
WHERE structure_changed
GROUP BY ALL
ORDER BY reports DESC, previous_structure, oversight_structure;
