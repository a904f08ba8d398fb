-- check Every annual filing that was read has every metric, unless it gives flags alone; a month that
--   an older version derived is to be run again.
-- severity warning
SELECT filing.accession_number, filing.filed
FROM core.filing
LEFT JOIN core.oversight USING (accession_number)
LEFT JOIN core.cadence USING (accession_number)
LEFT JOIN core.material_effect USING (accession_number)
WHERE filing.is_annual
    AND filing.status <> 'not_read'
    AND filing.accession_number IN (
        SELECT accession_number FROM core.fact WHERE flag IS NULL AND NOT is_nil
    )
    AND (oversight.structure IS NULL OR cadence.cadence IS NULL OR material_effect.affected IS NULL);
