-- question Which answers do companies turn from one year to the next, and which way?
-- note reports with one of the same company a year before; came and went: answered in only one of the two
SELECT
    concept.column_name AS answer,
    count(*) FILTER (list_contains(to_yes, column_name)) AS no_to_yes,
    count(*) FILTER (list_contains(to_no, column_name)) AS yes_to_no,
    count(*) FILTER (list_contains(answered, column_name)) AS came,
    count(*) FILTER (list_contains(unanswered, column_name)) AS went,
    count(*) AS reports
FROM mart.change
CROSS JOIN core.concept
WHERE change.months = 12 AND concept.kind = 'flag'
GROUP BY answer
ORDER BY answer;
