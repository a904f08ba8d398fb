-- question How much of what was expected has been read?
-- note expected: every filing in the warehouse, those that only EDGAR's index knows too; not read is not the same as
--   not said, and no figure below counts a report that was not read; tags alone: the whole item was not read, so that what stands
--   outside the tags is not known
SELECT
    form, year(filed) AS filed_in, count(*) AS filings,
    count(*) FILTER (status = 'tagged') AS tagged,
    count(*) FILTER (status = 'section') AS section,
    count(*) FILTER (status = 'tagged' AND coalesce(item_status, 'doubtful') NOT IN ('found', 'cross_reference', 'not_required'))
        AS tags_alone,
    count(*) FILTER (status = 'not_read') AS not_read,
    round(100 * count(*) FILTER (status <> 'not_read') / count(*), 1) AS percent_read
FROM core.filing
GROUP BY ALL
ORDER BY form, filed_in;
