-- check mart.peer holds each group of filers and measure once.
-- severity error
SELECT form, season, sic_division, filer_size, measure, count(*) AS rows
FROM mart.peer
GROUP BY ALL
HAVING count(*) > 1;
