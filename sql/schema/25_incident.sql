-- table core.incident: a report of a cybersecurity incident: Form 8-K Item 1.05 or Form 6-K, and amendments
-- grain accession_number
-- column accession_number: the report
-- column event_date: the report's period: day of the earliest event, never after the filing; null where none is told
-- column event_precision: day, or month where only SEC's bulk archives tell it, rounded to a month's end
-- codes event_precision: day, month
-- column items: item numbers of the report; null where the full-text search has not named them
-- column basis: what it was read from: tagged (tagged texts), item (the item's whole text), words (the passage of a Form
--   6-K that surely tells of an incident), perhaps (one that perhaps does), not_read
-- codes basis: tagged, item, words, perhaps, not_read
-- column nature: text: nature of the incident
-- column scope: text: its scope
-- column timing: text: its timing
-- column impact: text: its material impact, or reasonably likely material impact
-- column undetermined: text: what was not determined or not available (Instruction 2 to Item 1.05)
-- column section_text: the whole item; of a Form 6-K without tags the passage that tells of the incident
-- column kinds: kinds of the incident: ransomware, extortion, data_theft, unauthorized_access, email_compromise,
--   payment_fraud, denial_of_service, malware, insider, third_party; derived, evidence in core.incident_kind
-- codes kinds: ransomware, extortion, data_theft, unauthorized_access, email_compromise, payment_fraud, denial_of_service, malware, insider, third_party
-- column occurred: when it began or took place, as told; of a month its first day; derived, as all that follows
-- column occurred_precision: day or month, as told
-- codes occurred_precision: day, month
-- column detected: when the company learned of it
-- column detected_precision: day or month, as told
-- codes detected_precision: day, month
-- column determined: when the company determined that it is material
-- column determined_precision: day or month, as told
-- codes determined_precision: day, month
-- column contained: yes (contained, access ended, systems restored), ongoing (containment or recovery goes on) or
--   not_stated
-- codes contained: yes, ongoing, not_stated
-- column operations: disrupted (systems taken offline, services interrupted), not_disrupted (the report says so) or
--   not_stated
-- codes operations: disrupted, not_disrupted, not_stated
-- column data: kinds of data told as accessed, taken or likely so: personal, employee, health, financial_account,
--   credentials, customer_records, intellectual_property, corporate; evidence in core.incident_data
-- codes data: personal, employee, health, financial_account, credentials, customer_records, intellectual_property, corporate
-- column persons_affected: number of persons affected
-- column records_note: number of other things affected, as written
-- column law_enforcement: true where law enforcement was notified or works on it
-- column experts: true where outside experts were engaged
-- column insurance: true where insurance is spoken of as covering it
-- column material_operations: whether a material impact on operations is stated: yes, no, undetermined or not_stated
-- codes material_operations: yes, no, undetermined, not_stated
-- column material_financial: the same of financial condition or results
-- codes material_financial: yes, no, undetermined, not_stated
-- column cost_usd: cost or loss, or its estimate, in US dollars; the upper end of a range
-- column material_impact_stated: true where either material impact is stated, false where one is denied and none is
--   stated or left open
-- column days_occurred_to_detected: days from occurred to detected; null where either day is not told
-- column days_detected_to_filed: days from detected to the filing
-- column business_days_detected_to_filed: the same in EDGAR's business days
-- column business_days_determined_to_filed: EDGAR's business days from determined to the filing: the rule gives four
-- column amends: the report that it amends: the company's original report of the same event, else its latest
--   before
-- column incident: the first report of the same incident that is here, by which the incident is known: that which an
--   amendment amends, and that of a year before with the same day of detection, occurrence or event
CREATE TABLE core.incident (
    accession_number VARCHAR PRIMARY KEY REFERENCES core.filing (accession_number),
    event_date DATE,
    event_precision VARCHAR CHECK (event_precision IN ('day', 'month')),
    items VARCHAR[],
    basis VARCHAR NOT NULL CHECK (basis IN ('tagged', 'item', 'words', 'perhaps', 'not_read')),
    nature VARCHAR,
    scope VARCHAR,
    timing VARCHAR,
    impact VARCHAR,
    undetermined VARCHAR,
    section_text VARCHAR,
    kinds VARCHAR[] NOT NULL,
    occurred DATE,
    occurred_precision VARCHAR CHECK (occurred_precision IN ('day', 'month')),
    detected DATE,
    detected_precision VARCHAR CHECK (detected_precision IN ('day', 'month')),
    determined DATE,
    determined_precision VARCHAR CHECK (determined_precision IN ('day', 'month')),
    contained VARCHAR NOT NULL CHECK (contained IN ('yes', 'ongoing', 'not_stated')),
    operations VARCHAR NOT NULL CHECK (operations IN ('disrupted', 'not_disrupted', 'not_stated')),
    data VARCHAR[] NOT NULL,
    persons_affected BIGINT,
    records_note VARCHAR,
    law_enforcement BOOLEAN,
    experts BOOLEAN,
    insurance BOOLEAN,
    material_operations VARCHAR NOT NULL CHECK (material_operations IN ('yes', 'no', 'undetermined', 'not_stated')),
    material_financial VARCHAR NOT NULL CHECK (material_financial IN ('yes', 'no', 'undetermined', 'not_stated')),
    cost_usd BIGINT,
    material_impact_stated BOOLEAN,
    days_occurred_to_detected INTEGER,
    days_detected_to_filed INTEGER,
    business_days_detected_to_filed INTEGER,
    business_days_determined_to_filed INTEGER,
    amends VARCHAR REFERENCES core.filing (accession_number),
    incident VARCHAR NOT NULL REFERENCES core.filing (accession_number)
);

INSERT INTO core.incident BY NAME
WITH RECURSIVE report AS (
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
),

former AS (
    SELECT later.accession_number, arg_min(earlier.accession_number, (earlier.filed, earlier.accession_number)) AS former
    FROM report AS later
    JOIN report AS earlier
        ON earlier.cik = later.cik
        AND (earlier.filed, earlier.accession_number) < (later.filed, later.accession_number)
        AND later.filed - earlier.filed <= 400
        AND (
            earlier.detected = later.detected OR earlier.occurred = later.occurred
            OR (earlier.event_date = later.event_date AND 'day' = earlier.event_precision AND 'day' = later.event_precision)
        )
    GROUP BY later.accession_number
),

linked AS (
    SELECT report.accession_number, original.amends, coalesce(original.amends, former.former) AS link
    FROM report
    LEFT JOIN original USING (accession_number)
    LEFT JOIN former USING (accession_number)
),

root AS (
    SELECT accession_number, accession_number AS incident FROM linked WHERE link IS NULL
    UNION ALL
    SELECT linked.accession_number, root.incident FROM linked JOIN root ON linked.link = root.accession_number
)

SELECT report.* EXCLUDE (cik, filed, form, is_amendment), linked.amends, root.incident
FROM report
JOIN linked USING (accession_number)
JOIN root USING (accession_number)
ORDER BY report.filed, report.accession_number;
