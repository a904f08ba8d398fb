-- check The text denies at most one in ten answers to a flag (each is in mart.contradiction): more is a mistake of
--   reading, not of filers.
-- severity warning
SELECT flag_concept, count(*) AS answers, count(*) FILTER (NOT agrees) AS denied
FROM core.contradiction
WHERE flag IS NOT NULL
GROUP BY flag_concept
HAVING answers >= 20 AND denied > answers / 10;
