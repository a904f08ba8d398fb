-- table core.filing: an annual report (10-K, 10-KT, 20-F and amendments), or an incident report (8-K, 6-K and
--   amendments) that holds a cybersecurity disclosure
-- grain accession_number
-- column accession_number: EDGAR's number of the filing
-- column cik: the filer; further companies of the filing are in core.filing_company
-- column company_name: the filer's name in this filing
-- column form: form type
-- codes form: 10-K, 10-K/A, 10-KT, 10-KT/A, 20-F, 20-F/A, 40-F, 40-F/A, 8-K, 8-K/A, 6-K, 6-K/A
-- column is_amendment: whether the form amends an earlier filing (form ends in /A)
-- column is_annual: whether it is an annual report; else it is an incident report
-- column filed: date of filing
-- column accepted_at: time of acceptance by EDGAR, New York time; null where only an index knows the filing
-- column period_of_report: end of the fiscal year, or date of the incident report's event; rounded to a month's
--   end where it comes from SEC's bulk archives
-- column fiscal_year: fiscal year as the filer states it; not always the year of period_of_report
-- column fiscal_period: FY, or the quarter
-- column sic: Standard Industrial Classification code of the filer when it filed; null where only an index knows the
--   filing
-- column filer_category: filer status as SEC's archives code it (1-LAF large accelerated, 2-ACC, 4-NON ...)
-- column public_float: public float in US dollars as stated on the cover
-- column status: tagged (cyd facts were read), section (its text was found without tags), not_read (expected,
--   but nothing was read: then no metric says anything of it)
-- codes status: tagged, section, not_read
-- column reading_status: what became of the filing's own documents: tagged, or of its section found, doubtful
--   (it may not be the whole item, or not it alone), cross_reference (it points elsewhere), not_required (it need not answer), not_found, failed; null where they
--   were not asked for
-- column reading_reason: why, in one sentence
-- column item_status: what became of the whole item (1C, 16K or 1.05), tagged or not: found, doubtful (it failed a
--   proof of wholeness), cross_reference, not_required, not_found, failed; null where it was not looked for, so that
--   what the tags leave out is not known
-- column item_reason: why, in one sentence
-- column in_index: whether EDGAR's index lists it
-- column in_archive: whether a Financial Statement and Notes archive holds it
-- column amends: the annual report that an amendment amends: the company's last report of that form and period
--   before it, or where none is here its first amendment; null for an original, and for an incident report (see
--   core.incident)
-- column url: the filing's folder at SEC
CREATE TABLE core.filing (
    accession_number VARCHAR PRIMARY KEY,
    cik BIGINT NOT NULL REFERENCES core.company (cik),
    company_name VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    is_amendment BOOLEAN NOT NULL,
    is_annual BOOLEAN NOT NULL,
    filed DATE NOT NULL,
    accepted_at TIMESTAMP,
    period_of_report DATE,
    fiscal_year INTEGER,
    fiscal_period VARCHAR,
    sic INTEGER,
    filer_category VARCHAR,
    public_float DOUBLE,
    status VARCHAR NOT NULL CHECK (status IN ('tagged', 'section', 'not_read')),
    reading_status VARCHAR,
    reading_reason VARCHAR,
    item_status VARCHAR,
    item_reason VARCHAR,
    in_index BOOLEAN NOT NULL,
    in_archive BOOLEAN NOT NULL,
    amends VARCHAR,
    url VARCHAR NOT NULL
);

INSERT INTO core.filing BY NAME
WITH read AS (
    SELECT accession_number, bool_or(source NOT IN ('item', 'section')) AS tagged
    FROM lake_fact
    GROUP BY accession_number
),

item AS (
    SELECT
        accession_number, length(value) AS characters,
        lag(length(value)) OVER (
            PARTITION BY cik, concept, form NOT LIKE '%/A' ORDER BY filed, accession_number
        ) AS characters_before
    FROM (
        SELECT lake_filing.cik, accession_number, concept, form, filed, value
        FROM lake_fact
        JOIN lake_filing USING (accession_number)
        WHERE source IN ('item', 'section') AND concept <> 'Item105SectionText' AND item_status = 'found'
    )
),

-- An eighth or eight times of the company's item of the year before: cut off, or running on, until someone has looked.
suspect AS (
    SELECT
        accession_number,
        'It has ' || characters || ' characters, the company''s item before it ' || characters_before AS reason
    FROM item
    WHERE characters > 8 * characters_before OR 8 * characters < characters_before
),

report AS (
    SELECT
        accession_number, cik, filed, period_of_report,
        regexp_replace(form, '/A$', '') AS form,
        form LIKE '%/A' AS is_amendment,
        (filed, coalesce(accepted_at, filed), accession_number) AS moment
    FROM lake_filing
    WHERE form NOT LIKE '8-K%' AND form NOT LIKE '6-K%'
),

amended AS (
    SELECT
        amendment.accession_number,
        coalesce(
            arg_max(earlier.accession_number, earlier.moment) FILTER (NOT earlier.is_amendment),
            arg_min(earlier.accession_number, earlier.moment)
        ) AS amends
    FROM report AS amendment
    JOIN report AS earlier USING (cik, form)
    WHERE amendment.is_amendment
        AND earlier.moment < amendment.moment
        -- Archives round a period to a month's end; where none is known, an amendment comes within the year.
        AND coalesce(
            abs(date_diff('day', earlier.period_of_report, amendment.period_of_report)) <= 16,
            date_diff('day', earlier.filed, amendment.filed) < 365
        )
    GROUP BY amendment.accession_number
)

SELECT
    accession_number, cik, company_name, form,
    form LIKE '%/A' AS is_amendment,
    form NOT LIKE '8-K%' AND form NOT LIKE '6-K%' AS is_annual,
    filed, accepted_at, period_of_report, fiscal_year, fiscal_period, sic, filer_category, public_float,
    CASE WHEN tagged THEN 'tagged' WHEN tagged IS NULL THEN 'not_read' ELSE 'section' END AS status,
    reading_status, reading_reason,
    CASE WHEN suspect.reason IS NOT NULL THEN 'doubtful' ELSE item_status END AS item_status,
    coalesce(suspect.reason, item_reason) AS item_reason, in_index, in_archive, amended.amends,
    'https://www.sec.gov/Archives/edgar/data/' || cik || '/' || replace(accession_number, '-', '') || '/' AS url
FROM lake_filing
LEFT JOIN read USING (accession_number)
LEFT JOIN amended USING (accession_number)
LEFT JOIN suspect USING (accession_number)
ORDER BY filed, accession_number;
