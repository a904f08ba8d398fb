-- table core.incident: a report of a cybersecurity incident: Form 8-K Item 1.05 or Form 6-K, and amendments
-- grain accession_number
-- column accession_number: the report
-- column event_date: the report's period: day of the earliest event; rounded to a month's end where only SEC's
--   bulk archives tell it
-- column items: item numbers of the report; null where the full-text search has not named them
-- column nature: text: nature of the incident
-- column scope: text: its scope
-- column timing: text: its timing
-- column impact: text: its material impact, or reasonably likely material impact
-- column undetermined: text: what was not determined or not available (Instruction 2 to Item 1.05)
-- column section_text: the whole item, of a report without tags
-- column material_impact_stated: whether the text says that the impact is material or reasonably likely to be;
--   null where it says neither or leaves it open; derived
-- column amends: the report that it amends: the company's original report of the same event, else its latest
--   before
CREATE TABLE core.incident (
    accession_number VARCHAR PRIMARY KEY REFERENCES core.filing (accession_number),
    event_date DATE,
    items VARCHAR[],
    nature VARCHAR,
    scope VARCHAR,
    timing VARCHAR,
    impact VARCHAR,
    undetermined VARCHAR,
    section_text VARCHAR,
    material_impact_stated BOOLEAN,
    amends VARCHAR REFERENCES core.filing (accession_number)
);

INSERT INTO core.incident BY NAME
WITH report AS (
    SELECT incident.*, filing.cik, filing.filed, filing.form, filing.is_amendment
    FROM lake_incident AS incident
    JOIN core.filing AS filing USING (accession_number)
),

original AS (
    SELECT
        amendment.accession_number,
        -- Archives round an event's day to a month's end, so the same month is the same event.
        arg_max(
            earlier.accession_number,
            (
                coalesce(abs(date_diff('day', earlier.event_date, amendment.event_date)) <= 16, false),
                earlier.filed,
                earlier.accession_number
            )
        ) AS amends
    FROM report AS amendment
    JOIN report AS earlier
        ON earlier.cik = amendment.cik
        AND earlier.form || '/A' = amendment.form
        AND (earlier.filed, earlier.accession_number) < (amendment.filed, amendment.accession_number)
    GROUP BY amendment.accession_number
)

SELECT report.* EXCLUDE (cik, filed, form, is_amendment), original.amends
FROM report
LEFT JOIN original USING (accession_number)
ORDER BY report.filed, report.accession_number;
