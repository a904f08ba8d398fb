-- view compared_report: the reports on both sides of each comparison: 10-K beside 20-F and, of 10-K, large beside
--   small companies and this season beside the last; the seasons of companies with a report in both, since others
--   file in one of them alone
-- note large: a public float of 700 million dollars or more; small: below 75 million
CREATE TEMP VIEW compared_report AS
SELECT 'form' AS comparison, form AS side, * FROM season_report WHERE season = 'this season'
UNION ALL BY NAME
SELECT 'size' AS comparison, filer_size AS side, *
FROM season_report
WHERE season = 'this season' AND form = '10-K' AND filer_size IN ('large', 'small')
UNION ALL BY NAME
SELECT 'season' AS comparison, season AS side, * FROM season_report WHERE form = '10-K' AND is_matched;
