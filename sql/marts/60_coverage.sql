-- view mart.coverage: by month of filing and form, the filings that EDGAR's index leads us to expect, those tagged,
--   those read, and their facts; who did not tag is in mart.untagged
-- grain month, form
-- column month: first day of the month
-- column form: form type
-- column is_annual: whether it is an annual report, all of which are expected; of incident reports only those with a
--   disclosure are here
-- column filings: filings in core.filing
-- column in_index: those that EDGAR's index lists
-- column in_archive: those that SEC's bulk archive of the month holds
-- column tagged: those whose cyd facts were read
-- column section: those without tags whose section was read
-- column item: those whose whole item was read, tagged or not
-- column tags_alone: those tagged whose whole item was not read: what their tags leave out is not known
-- column doubtful: those whose item may not be whole; see core.filing
-- column not_required: those not read because they need not answer
-- column not_read: those not read for any other reason
-- column is_census: whether the index lists filings besides those that were read; where it lists none, it was made of
--   what was read, as that of a mirror, and a share of it would say nothing
-- column share_tagged: tagged by all that need to answer; null where none does, and where there is no census
-- column share_read: tagged or read as a section, by all that need to answer; null likewise
-- column facts: facts in core.fact, pseudo-facts of sections with them
-- column facts_archive: those of them that an archive tells best
CREATE VIEW mart.coverage AS
WITH told AS (
    SELECT accession_number, count(*) AS facts, count(*) FILTER (source = 'notes') AS facts_archive,
        bool_or(source IN ('item', 'section')) AS has_item
    FROM core.fact
    GROUP BY accession_number
),

counted AS (
    SELECT
        CAST(date_trunc('month', filed) AS DATE) AS month, form,
        bool_or(is_annual) AS is_annual,
        count(*) AS filings,
        count(*) FILTER (in_index) AS in_index,
        count(*) FILTER (in_archive) AS in_archive,
        count(*) FILTER (status = 'tagged') AS tagged,
        count(*) FILTER (status = 'section') AS section,
        count(*) FILTER (has_item) AS item,
        count(*) FILTER (
            status = 'tagged' AND has_item IS NOT true AND item_status IS DISTINCT FROM 'not_required'
        ) AS tags_alone,
        count(*) FILTER (item_status = 'doubtful') AS doubtful,
        count(*) FILTER (status = 'not_read' AND reading_status = 'not_required') AS not_required,
        count(*) FILTER (status = 'not_read' AND reading_status IS DISTINCT FROM 'not_required') AS not_read,
        CAST(coalesce(sum(facts), 0) AS BIGINT) AS facts,
        CAST(coalesce(sum(facts_archive), 0) AS BIGINT) AS facts_archive
    FROM core.filing
    LEFT JOIN told USING (accession_number)
    GROUP BY month, form
)

SELECT
    month, form, is_annual, filings, in_index, in_archive, tagged, section, item, tags_alone, doubtful, not_required, not_read,
    bool_or(tagged < in_index) OVER () AS is_census,
    CASE WHEN is_census THEN tagged / nullif(filings - not_required, 0) END AS share_tagged,
    CASE WHEN is_census THEN (tagged + section) / nullif(filings - not_required, 0) END AS share_read,
    facts, facts_archive
FROM counted;
