-- check What the filings of a month answer and disclose is much what those of the same month a year before did: no share
--   moves by more than 15 points and four standard errors. Months of one year differ, for large companies file first.
-- severity warning
WITH report AS (
    SELECT
        left(form, 4) AS form,
        CAST(date_trunc('month', filed) AS DATE) AS month,
        unnest([
            {'measure': 'processes_integrated', 'holds': processes_integrated},
            {'measure': 'third_party_engaged', 'holds': third_party_engaged},
            {'measure': 'third_party_oversight', 'holds': third_party_oversight},
            {'measure': 'materially_affected', 'holds': materially_affected},
            {'measure': 'management_responsible', 'holds': management_responsible},
            {'measure': 'management_reports_to_board', 'holds': management_reports_to_board},
            {'measure': 'third_party_engaged is answered', 'holds': third_party_engaged IS NOT NULL},
            {'measure': 'audit_committee', 'holds': oversight_structure = 'audit_committee'},
            {'measure': 'full_board', 'holds': oversight_structure = 'full_board'},
            {'measure': 'structure not_disclosed', 'holds': oversight_structure = 'not_disclosed'},
            {'measure': 'cadence not_disclosed', 'holds': cadence = 'not_disclosed'},
            {'measure': 'no officer named', 'holds': officers = 0},
            {'measure': 'years stated', 'holds': CASE WHEN officers IS NOT NULL THEN most_years IS NOT NULL END},
            {'measure': 'a framework named', 'holds': CASE WHEN words IS NOT NULL THEN frameworks IS NOT NULL END}
        ], recursive := true)
    FROM mart.disclosure
    WHERE status = 'tagged' AND NOT is_amendment
),

month AS (
    SELECT form, month, measure, count(*) AS reports, avg(CAST(holds AS DOUBLE)) AS share
    FROM report
    WHERE holds IS NOT NULL
    GROUP BY ALL
)

SELECT
    now.form, now.month, now.measure, now.reports, round(before.share, 3) AS share_before, round(now.share, 3) AS share
FROM month AS now
JOIN month AS before
    ON before.form = now.form AND before.measure = now.measure AND before.month = now.month - INTERVAL 1 YEAR
WHERE least(now.reports, before.reports) >= 20
    AND abs(now.share - before.share) > greatest(
        0.15,
        4 * sqrt((now.share * (1 - now.share)) / now.reports + (before.share * (1 - before.share)) / before.reports)
    );
