-- check Two filings with the same texts have the same derived values: what is derived depends on the words alone, not on the
--   company nor on the year.
-- severity error
WITH text AS (
    -- One text of each concept is primary; all hashes of a filing's texts would have to be those of others by chance.
    SELECT accession_number, md5(CAST(list_sort(list(hash(concept, "value"))) AS VARCHAR)) AS texts
    FROM core.fact
    JOIN core.filing USING (accession_number)
    WHERE flag IS NULL AND is_primary AND form NOT LIKE '8-K%' AND form NOT LIKE '6-K%'
    GROUP BY accession_number
),

derived AS (
    SELECT accession_number, 'structure' AS metric, structure AS found FROM core.oversight
    UNION ALL
    SELECT accession_number, 'cadence', cadence FROM core.cadence
    UNION ALL
    SELECT accession_number, 'material_effect', affected FROM core.material_effect
    UNION ALL
    SELECT accession_number, 'committees', string_agg(name, '; ' ORDER BY committee_number)
    FROM core.committee GROUP BY accession_number
    UNION ALL
    SELECT accession_number, 'frameworks', string_agg(DISTINCT framework, '; ' ORDER BY framework)
    FROM core.framework GROUP BY accession_number
    UNION ALL
    SELECT accession_number, 'certifications', string_agg(DISTINCT certification, '; ' ORDER BY certification)
    FROM core.certification GROUP BY accession_number
    UNION ALL
    SELECT accession_number, 'officers', string_agg(concat_ws(' ', role, years, tenure_years), '; ' ORDER BY officer_number)
    FROM core.officer GROUP BY accession_number
)

SELECT metric, texts, min(accession_number) AS one, max(accession_number) AS other, min(found) AS said, max(found) AS says
FROM text
CROSS JOIN (SELECT DISTINCT metric FROM derived) AS metric
LEFT JOIN derived USING (accession_number, metric)
GROUP BY metric, texts
HAVING count(DISTINCT coalesce(found, '')) > 1;
