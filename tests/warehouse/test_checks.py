"""Each check returns the row that offends it, and none of a sound warehouse."""

import re
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.audit import audit, judge
from pipelines.warehouse.header import sql_files
from pipelines.warehouse.read import check_results, query

CHECKS = {file.name: file for file in sql_files("checks")}
ONE_FACT = """
INSERT INTO core.fact
SELECT * REPLACE ({}) FROM core.fact ORDER BY accession_number, concept LIMIT 1
"""
MARTS = {file.path.stem.partition("_")[2]: file for file in sql_files("marts") if file.kind != "macro"}


def twice(mart: str) -> str:
    """Statements after which the mart holds each of its rows twice."""
    return (
        f"CREATE TABLE core.once AS FROM mart.{mart}; DROP {MARTS[mart].kind} mart.{mart};"
        f"CREATE VIEW mart.{mart} AS FROM core.once UNION ALL FROM core.once"
    )


FLAG = "concept = 'CybersecurityRiskManagementThirdPartyEngagedFlag'"

OFFENCES = {
    "annual_report_grain": twice("annual_report"),
    "archive_counts": "DELETE FROM core.fact WHERE document = '2026_02_notes.zip' AND flag",
    "archive_failed": "UPDATE meta.source_document SET status = 'failed', reason = 'It is cut off.'",
    "company_latest_grain": twice("company_latest"),
    "change_grain": twice("change"),
    "company_filing": "UPDATE core.company SET last_filed = last_filed + 1",
    "contradiction_grain": "UPDATE core.contradiction SET grade = 'denied'; " + twice("contradiction"),
    "coverage_counts": ONE_FACT.format("'0000000001-25-000001' AS accession_number"),
    "coverage_grain": twice("coverage"),
    "disclosure_grain": "DELETE FROM mart.disclosure WHERE form = '20-F'",
    "domains": "UPDATE core.officer SET role = 'JANITOR'",
    "drift_facts": "UPDATE core.filing SET filed = '2025-03-31' WHERE filed > '2025-03-31'; DELETE FROM core.fact WHERE flag IS NULL AND accession_number IN"
    " (SELECT accession_number FROM core.filing WHERE form = '10-K' AND filed BETWEEN '2025-03-01' AND '2025-03-31')",
    "drift_values": "UPDATE mart.disclosure SET third_party_engaged = false, filed = filed + INTERVAL 1 YEAR"
    " WHERE form = '10-K' AND filed BETWEEN '2025-03-01' AND '2025-03-31'; INSERT INTO mart.disclosure SELECT * REPLACE"
    " ('again' || accession_number AS accession_number, filed - INTERVAL 1 YEAR AS filed, true AS third_party_engaged)"
    " FROM mart.disclosure WHERE form = '10-K' AND filed BETWEEN '2026-03-01' AND '2026-03-31'",
    "evidence_offsets": 'UPDATE core.oversight SET "start" = "start" + 1 WHERE evidence IS NOT NULL',
    "fact_concept": ONE_FACT.format("'NoSuchConceptFlag' AS concept"),
    "fact_contradiction": f"INSERT INTO core.fact SELECT * REPLACE (7 AS ordinal, NOT flag AS flag) FROM core.fact WHERE {FLAG}",
    "fact_difference": "INSERT INTO meta.fact_difference SELECT accession_number, concept, period_end, '', 0, 'page',"
    f" 'notes', 'flag', 'true', 'false' FROM core.fact WHERE {FLAG} LIMIT 1",
    "fact_document": ONE_FACT.format("'of-unknown-origin.htm' AS document, 9 AS ordinal"),
    "fact_filing": ONE_FACT.format("'0000000001-25-000001' AS accession_number"),
    "fact_flag": f"UPDATE core.fact SET flag = NULL, is_nil = false WHERE {FLAG}",
    "fact_key": ONE_FACT.format("value AS value"),
    "fact_period": "UPDATE core.fact SET period_start = period_end + 1",
    "row_rejected": "INSERT INTO meta.rejected_row VALUES ('master.idx', 'index', NULL, 'The row is none.')",
    "facts_lost": "INSERT INTO meta.previous_filing SELECT accession_number, any_value(filed), count(*) + 1"
    " FROM core.fact JOIN core.filing USING (accession_number) GROUP BY accession_number LIMIT 1",
    "facts_vanished": "INSERT INTO meta.previous_filing SELECT accession_number, any_value(filed), 2 * count(*)"
    " FROM core.fact JOIN core.filing USING (accession_number) GROUP BY accession_number",
    "filing_accepted": "UPDATE core.filing SET accepted_at = filed + 1",
    "filing_amends": "UPDATE core.filing SET amends = accession_number WHERE form = '10-K/A'",
    "filing_archive": "UPDATE core.filing SET in_archive = false WHERE form = '20-F' AND filed < '2025-04-01'",
    "filing_derived": "DELETE FROM core.officer WHERE officer_number = 1",
    "filing_float": "UPDATE core.filing SET public_float = 6e12 WHERE form = '10-KT'",
    "filing_index": "UPDATE core.filing SET in_index = false WHERE form = '20-F'",
    "item_whole": "UPDATE core.filing SET item_status = 'doubtful' WHERE form = '20-F'",
    "filing_not_read": "UPDATE core.filing SET status = 'not_read' WHERE form = '20-F'",
    "flag_text": "UPDATE core.contradiction SET agrees = false",
    "incident_index": "UPDATE core.filing SET in_index = false WHERE form = '8-K'",
    "incident_values": "UPDATE core.incident SET detected = DATE '2099-01-01'",
    "incident_timeline_grain": twice("incident_timeline"),
    "incident_grain": twice("incident"),
    "incident_annual_grain": "DROP VIEW mart.incident_annual; CREATE VIEW mart.incident_annual AS SELECT 'one' AS incident FROM range(2)",
    "metric_missing": "DELETE FROM core.cadence",
    "month_coverage": "UPDATE core.filing SET status = 'not_read', reading_status = 'failed' WHERE is_annual",
    "month_drift": "INSERT INTO mart.disclosure BY NAME SELECT one.* REPLACE (format('{}-{}', year, copy) AS accession_number, 'tagged' AS status, year = 0 AS"
    " third_party_engaged, DATE '2025-02-03' + year * INTERVAL 1 YEAR AS filed) FROM (FROM mart.disclosure LIMIT 1)"
    " AS one, range(2) AS years(year), range(60) AS copies(copy)",
    "officer_years": "UPDATE core.officer SET years = 90, scope = 'individual', qualifier = 'over'",
    "peer_grain": twice("peer"),
    "same_text": "UPDATE core.fact SET value = 'One text.' WHERE flag IS NULL",
    "structure_committees": "UPDATE core.oversight SET structure = 'multiple_committees'",
    "untagged_grain": twice("untagged"),
}
"""One statement for each check that makes a sound warehouse offend it."""

EMPTIED = "filing_any"
"""The check that only an empty warehouse offends."""


@pytest.fixture
def sound(candidate: Path) -> Path:
    """A warehouse without what the sample holds to be warned of: filings absent from its archives or its index."""
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(
            "UPDATE core.filing SET is_annual = false WHERE status = 'not_read';"
            "DELETE FROM mart.disclosure WHERE status = 'not_read';"
            "UPDATE core.filing SET in_index = true WHERE NOT in_index"
        )
    return candidate


def test_every_check_has_its_offence() -> None:
    assert {*OFFENCES, EMPTIED} == set(CHECKS)


def test_the_grain_of_every_mart_is_proved_by_a_check() -> None:
    for name, file in MARTS.items():
        check = CHECKS[f"{name}_grain"]
        assert check.severity == "error"
        assert f"mart.{name}" in check.sql
        assert all(re.search(rf"\b{column}\b", check.sql) for column in file.grain), name


def test_a_sound_warehouse_passes_every_check(sound: Path) -> None:
    failed = {result.name: result.sample for result in audit(sound) if not result.passed}
    assert failed == {}


@pytest.mark.parametrize("name", [name for name in CHECKS if name != EMPTIED])
def test_an_offending_row_is_returned(sound: Path, name: str) -> None:
    with duckdb.connect(str(sound)) as connection:
        connection.execute(OFFENCES[name])
        result = judge(connection, CHECKS[name])
    assert result.rows > 0
    assert result.sample and result.sample.startswith("[{")
    assert result.blocks == (CHECKS[name].severity == "error")


def test_an_empty_warehouse_is_returned() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core; CREATE TABLE core.filing (accession_number VARCHAR)")
        assert connection.sql(CHECKS[EMPTIED].sql).fetchall() == [(0,)]


def test_the_audit_keeps_what_every_check_found(audited: Path) -> None:
    kept = check_results(audited)
    assert [result.name for result in kept] == sorted(CHECKS)
    rows = query(audited, "SELECT check_name, passed, rows, description FROM meta.check_result")
    for row in rows.iter_rows(named=True):
        assert row["passed"] == (row["rows"] == 0)
        assert row["description"] == CHECKS[row["check_name"]].description


def test_an_audit_counts_all_rows_and_shows_the_first_five(sound: Path) -> None:
    with duckdb.connect(str(sound)) as connection:
        connection.execute("UPDATE core.fact SET period_start = period_end + 1")
        facts = connection.execute("SELECT count(*) FROM core.fact").fetchone()
    result = {result.name: result for result in audit(sound)}["fact_period"]
    assert (result.rows,) == facts
    assert result.sample and result.sample.count("accession_number") == 5


def test_a_second_audit_replaces_the_first(audited: Path) -> None:
    again = audit(audited)
    assert check_results(audited) == sorted(again, key=lambda result: result.name)
