-- question What do companies answer, and what do their texts say?
-- finding {denied} reports of this season answer that threats have materially affected the company, or are reasonably likely
--   to, and their text denies it.
-- list flags_denied
SELECT count(*) AS denied
FROM mart.contradiction
JOIN season_report USING (accession_number)
WHERE answer = 'materially_affected' AND flag AND season = 'this season';
