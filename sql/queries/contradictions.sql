-- question How many companies that answer "materially affected or reasonably likely to be" deny an effect in their own text?
-- note all annual reports with the flag; text_says is what the text says has happened
SELECT
    left(form, 4) AS form, year(filed) AS season, materially_affected AS flag, material_effect AS text_says,
    count(*) AS reports
FROM mart.disclosure
WHERE status <> 'not_read' AND materially_affected IS NOT NULL
GROUP BY ALL
ORDER BY form, season, flag DESC, reports DESC, text_says;
