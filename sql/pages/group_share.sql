-- question Which share of an industry and size says what, and how has it changed?
-- note percent: of the group's companies this season; all_percent: of all companies; now and before: of those with a
--   report that was read in both seasons, this season and the last; a report may name several roles, standards and
--   certificates
WITH said AS (
    SELECT
        page, group_report.accession_number, season, in_both,
        unnest(list_concat(
            [{'topic': 'oversight', 'value': coalesce(oversight_structure, 'not_disclosed')}],
            [{'topic': 'cadence', 'value': coalesce(cadence, 'not_disclosed')}],
            list_transform(
                CASE WHEN len(officer_roles) > 0 THEN list_distinct(officer_roles) ELSE ['not_disclosed'] END,
                lambda one: {'topic': 'roles', 'value': one}
            ),
            list_transform(
                CASE WHEN len(frameworks) > 0 THEN list_distinct(frameworks) ELSE ['not_disclosed'] END,
                lambda one: {'topic': 'frameworks', 'value': one}
            ),
            list_transform(
                CASE WHEN len(certifications) > 0 THEN list_distinct(certifications) ELSE ['not_disclosed'] END,
                lambda one: {'topic': 'certifications', 'value': one}
            )
        ), recursive := true)
    FROM group_report
    JOIN mart.disclosure USING (accession_number)
),

base AS (
    SELECT
        page, count(*) FILTER (season = 'this season') AS base,
        count(*) FILTER (in_both AND season = 'this season') AS in_both
    FROM group_report
    GROUP BY page
),

share AS (
    SELECT
        page, topic, value,
        count(*) FILTER (season = 'this season') AS reports,
        round(100 * count(*) FILTER (season = 'this season') / any_value(base.base), 1) AS percent,
        round(100 * count(*) FILTER (said.in_both AND season = 'last season') / nullif(any_value(base.in_both), 0), 1)
            AS before,
        round(100 * count(*) FILTER (said.in_both AND season = 'this season') / nullif(any_value(base.in_both), 0), 1)
            AS now,
        any_value(base.base) AS base, any_value(base.in_both) AS in_both
    FROM said
    JOIN base USING (page)
    GROUP BY page, topic, value
)

SELECT share.page, share.topic, share.value, share.reports, share.percent, everywhere.percent AS all_percent,
    share.before, share.now, share.base, share.in_both
FROM share
JOIN share AS everywhere
    ON everywhere.page = 'all-all' AND everywhere.topic = share.topic AND everywhere.value = share.value
ORDER BY
    page,
    list_position(['oversight', 'cadence', 'roles', 'frameworks', 'certifications'], share.topic),
    share.value = 'not_disclosed', share.reports DESC, share.value;
