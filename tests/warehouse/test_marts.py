"""Each mart says of a few rows what a reader of those rows would say."""

import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.warehouse.header import sql_files
from pipelines.warehouse.read import query

NOW, BEFORE = "0002999001-26-000005", "0002999001-25-000018"
"""Two annual reports of one company of the sample."""


@pytest.fixture
def changed(loaded: Path, tmp_path: Path) -> Path:
    """A copy of the sample's warehouse that the test may change."""
    path = tmp_path / "changed.duckdb"
    shutil.copyfile(loaded, path)
    return path


def run(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def remade(path: Path, mart: str) -> None:
    """Make a mart that is a table anew from the changed rows."""
    (file,) = (file for file in sql_files("marts") if file.name == f"mart.{mart}")
    run(path, f"DROP TABLE mart.{mart}", file.sql)


def flag(accession_number: str, concept: str, answer: str) -> str:
    return (
        f"UPDATE core.fact SET flag = {answer} WHERE accession_number = '{accession_number}'"
        f" AND concept = (SELECT concept FROM core.concept WHERE column_name = '{concept}' AND kind = 'flag')"
    )


def test_a_change_names_the_flags_that_turned_and_those_that_came_and_went(changed: Path) -> None:
    turned = {
        "third_party_engaged": ("true", "false"),
        "third_party_oversight": ("false", "true"),
        "processes_integrated": ("true", "NULL"),
        "management_responsible": ("NULL", "true"),
        "management_reports_to_board": ("true", "true"),
        "materially_affected": ("false", "false"),
    }
    for concept, (before, now) in turned.items():
        run(changed, flag(BEFORE, concept, before), flag(NOW, concept, now))
    (row,) = query(changed, f"FROM mart.change WHERE accession_number = '{NOW}'").to_dicts()
    assert row["previous_accession_number"] == BEFORE
    assert row["months"] == 12
    assert (row["to_yes"], row["to_no"]) == (["third_party_oversight"], ["third_party_engaged"])
    assert (row["answered"], row["unanswered"]) == (["management_responsible"], ["processes_integrated"])


@pytest.fixture
def told_otherwise(changed: Path) -> Path:
    """Two reports of a company that differ in one sentence: "Now." and "Before."; both hold "Always."."""
    both = f"accession_number IN ('{NOW}', '{BEFORE}')"
    run(
        changed,
        f"UPDATE core.comparison SET added = ['Now.'], removed = ['Before.'] WHERE accession_number = '{NOW}'",
        *(
            f"DELETE FROM core.{table} WHERE {both}"
            for table in ("officer", "framework", "committee", "certification")
        ),
        *(
            "INSERT INTO core.officer (accession_number, officer_number, title, role, years, scope, evidence)"
            f" VALUES ({values})"
            for values in (
                f"'{BEFORE}', 0, 'Head of IT', 'DIR_IT', NULL, NULL, 'Before.'",
                f"'{BEFORE}', 1, 'our CISO', 'CISO', 20, 'individual', 'Before.'",
                f"'{BEFORE}', 2, 'CFO', 'CFO', NULL, NULL, 'Always.'",
                f"'{NOW}', 0, 'Chief Information Security Officer', 'CISO', 21, 'individual', 'Now.'",
                f"'{NOW}', 1, 'CIO', 'CIO', NULL, NULL, 'Now.'",
                f"'{NOW}', 2, 'CTO', 'CTO', NULL, NULL, 'Always.'",
            )
        ),
        f"UPDATE mart.disclosure SET ciso_years = 21, oversight_structure = 'full_board', cadence = 'annual'"
        f" WHERE accession_number = '{NOW}'",
        f"UPDATE mart.disclosure SET ciso_years = 20, oversight_structure = 'audit_committee', cadence = 'quarterly'"
        f" WHERE accession_number = '{BEFORE}'",
        f"UPDATE mart.disclosure SET committees = NULL WHERE {both}",
        f"UPDATE core.oversight SET evidence = 'Always.' WHERE {both}",
        f"UPDATE core.cadence SET evidence = 'Always.' WHERE {both}",
    )
    return changed


def the_change(warehouse: Path) -> dict[str, object]:
    return query(warehouse, f"FROM mart.change WHERE accession_number = '{NOW}'").row(0, named=True)


def test_a_change_names_who_came_and_went_in_sentences_that_came_and_went(told_otherwise: Path) -> None:
    row = the_change(told_otherwise)
    assert (row["roles_in"], row["titles_in"]) == (["CIO"], ["CIO"]), (
        "of the CTO the report said the same before"
    )
    assert (row["roles_out"], row["titles_out"]) == (["DIR_IT"], ["Head of IT"])
    assert row["ciso_years_gained"] == 1
    assert (row["previous_ciso_years_evidence"], row["ciso_years_evidence"]) == ("Before.", "Now.")


def test_what_rests_on_the_same_sentence_has_not_changed(told_otherwise: Path) -> None:
    row = the_change(told_otherwise)
    assert (row["structure_changed"], row["cadence_changed"]) == (False, False)
    run(told_otherwise, f"UPDATE core.cadence SET evidence = 'Before.' WHERE accession_number = '{BEFORE}'")
    run(told_otherwise, f"UPDATE core.oversight SET evidence = 'Now.' WHERE accession_number = '{NOW}'")
    row = the_change(told_otherwise)
    assert (row["structure_changed"], row["cadence_changed"]) == (True, True)
    assert (row["previous_structure_evidence"], row["structure_evidence"]) == ("Always.", "Now.")
    run(
        told_otherwise,
        f"UPDATE mart.disclosure SET cadence = 'not_disclosed' WHERE accession_number = '{BEFORE}'",
    )
    assert the_change(told_otherwise)["cadence_changed"] is False, (
        "what was not disclosed has come, not changed"
    )


def test_committees_frameworks_and_certificates_come_and_go_by_their_sentences(told_otherwise: Path) -> None:
    run(
        told_otherwise,
        "INSERT INTO core.committee (accession_number, committee_number, name, category, evidence, rule, board_rule) VALUES"
        f" ('{NOW}', 0, 'Risk Committee', 'risk_committee', 'Now.', '', ''), ('{BEFORE}', 0, 'risk committee',"
        f" 'risk_committee', 'Before.', '', ''), ('{BEFORE}', 1, 'Quarry Committee', 'other_committee', 'Before.', '', '')",
        f"INSERT INTO core.framework (accession_number, framework, relation, evidence, rule) VALUES ('{NOW}', 'NIST',"
        f" 'company', 'Now.', ''), ('{NOW}', 'SOC', 'company', 'Always.', '')",
        f"INSERT INTO core.certification (accession_number, certification, evidence, rule) VALUES ('{BEFORE}', 'CISM',"
        " 'Before.', '')",
    )
    row = the_change(told_otherwise)
    assert (row["committees_in"], row["committees_out"]) == ([], ["Quarry Committee"])
    assert row["structure_changed"] is False, "they rest on the same sentence"
    run(
        told_otherwise,
        f"UPDATE core.oversight SET evidence = 'Now.' WHERE accession_number = '{NOW}'",
        f"UPDATE mart.disclosure SET committees = ['Quarry Committee'] WHERE accession_number = '{BEFORE}'",
    )
    assert the_change(told_otherwise)["structure_changed"] is True
    run(
        told_otherwise,
        "UPDATE core.fact SET value = 'The quarry committees meet.' WHERE concept = (SELECT any_value(concept) FROM"
        f" core.fact WHERE accession_number = '{NOW}' AND flag IS NULL) AND accession_number = '{NOW}'",
    )
    still = the_change(told_otherwise)
    assert (still["committees_out"], still["structure_changed"]) == ([], False), "the other text speaks of it"
    assert (row["frameworks_in"], row["frameworks_out"]) == (["NIST"], [])
    assert (row["certifications_in"], row["certifications_out"]) == ([], ["CISM"])


def test_the_sentences_of_a_change_are_those_of_the_two_filings(loaded: Path) -> None:
    rows = query(loaded, "FROM mart.change")
    assert rows.height == query(loaded, "FROM core.comparison").height > 20
    for row in rows.iter_rows(named=True):
        assert row["sentences_added"] == len(row["added"])
        both = 2 * row["sentences_kept"] + len(row["added"]) + len(row["removed"])
        assert row["similarity"] == pytest.approx(2 * row["sentences_kept"] / both)


def test_a_share_is_its_count_by_its_base_and_small_bases_are_marked(loaded: Path) -> None:
    rows = query(loaded, "FROM mart.peer WHERE kind = 'share'")
    assert (rows["value"] - rows["count"] / rows["base"]).abs().max() == pytest.approx(0)
    assert (rows["is_small"] == (rows["base"] < 10)).all()
    assert set(rows["is_small"]) == {True, False}


def test_what_changed_among_peers_is_told_of_the_same_companies(changed: Path) -> None:
    run(
        changed,
        "UPDATE mart.disclosure SET frameworks = CASE WHEN year(filed) = 2026 THEN ['NIST'] END WHERE words IS NOT NULL",
    )
    remade(changed, "peer")
    group = "measure = 'named_nist' AND (form, sic_division, filer_size) = ('10-K', 'all', 'all')"
    row = query(changed, f"FROM mart.peer WHERE season = 2026 AND {group}").row(0, named=True)
    both = query(
        changed,
        "SELECT count(*) AS n FROM (SELECT cik FROM mart.annual_report WHERE form = '10-K' AND status <> 'not_read'"
        " GROUP BY cik HAVING count(DISTINCT year(filed)) FILTER (year(filed) IN (2025, 2026)) = 2)",
    )["n"][0]
    assert (row["matched"], row["matched_before"], row["matched_value"]) == (both, 0.0, 1.0)
    assert 0 < row["matched"] <= row["base"]
    first = query(changed, f"FROM mart.peer WHERE {group} ORDER BY season").row(0, named=True)
    assert (first["matched"], first["matched_value"]) == (0, None)


def test_a_company_has_one_annual_report_a_year_whatever_it_filed(changed: Path) -> None:
    reports = query(changed, "FROM mart.annual_report")
    assert reports.height == reports.unique(["cik", "form", "report_year"]).height > 20
    assert reports["amendments"].sum() > 0
    row = reports.row(by_predicate=pl.col("accession_number") == NOW, named=True)
    assert (row["is_matched"], row["previous_accession_number"], row["originals"]) == (True, BEFORE, 1)
    run(
        changed,
        f"UPDATE mart.disclosure SET period_of_report = (SELECT period_of_report FROM mart.disclosure WHERE"
        f" accession_number = '{NOW}') WHERE accession_number = '{BEFORE}'",
    )
    (row,) = query(changed, "FROM mart.annual_report WHERE originals = 2").to_dicts()
    assert (row["accession_number"], row["is_matched"]) == (NOW, False)
    assert query(changed, "FROM mart.annual_report").height == reports.height - 1


def test_the_structures_of_a_group_add_up_to_it(loaded: Path) -> None:
    groups = query(
        loaded,
        """
        SELECT any_value(base) AS base, sum(count) AS counted
        FROM mart.peer WHERE measure LIKE 'oversight%'
        GROUP BY form, season, sic_division, filer_size
        """,
    )
    assert groups.height > 10
    assert (groups["base"] == groups["counted"]).all()


def test_a_group_of_peers_holds_one_report_of_each_company_and_season(loaded: Path) -> None:
    told = query(
        loaded,
        "SELECT sum(base) AS n FROM mart.peer WHERE measure = 'words' AND (sic_division, filer_size) = ('all', 'all')",
    )["n"][0]
    reports = query(
        loaded,
        "SELECT count(DISTINCT (cik, year(filed))) AS n FROM mart.disclosure WHERE words IS NOT NULL",
    )["n"][0]
    assert told == reports


def test_medians_are_of_those_who_state_a_figure(changed: Path) -> None:
    run(
        changed,
        "UPDATE mart.disclosure SET ciso_years = NULL",
        "UPDATE mart.disclosure SET ciso_years = 30, officers = 1 WHERE form = '20-F' AND filed <= '2025-04-01'",
    )
    remade(changed, "peer")
    row = query(
        changed, "FROM mart.peer WHERE measure = 'ciso_years' AND (sic_division, filer_size) = ('all', 'all')"
    )
    assert row.select("form", "kind", "value", "base").rows() == [("20-F", "median", 30.0, 2)]
    assert row["count"].to_list() == [None]


def test_coverage_and_the_untagged_account_for_every_annual_filing(loaded: Path) -> None:
    rows = query(loaded, "FROM mart.coverage ORDER BY month, form")
    annual = rows.filter(rows["is_annual"])
    untagged = query(loaded, "FROM mart.untagged")
    assert annual["filings"].sum() == annual["tagged"].sum() + untagged.height
    assert untagged.height > 0
    assert rows["facts"].sum() == query(loaded, "FROM core.fact").height


def test_a_filing_that_need_not_answer_lowers_no_share(changed: Path) -> None:
    run(
        changed,
        "UPDATE core.filing SET status = 'not_read', reading_status = NULL WHERE form = '20-F' AND filed = '2025-03-18'",
    )
    where = "FROM mart.coverage WHERE form = '20-F' AND month = DATE '2025-03-01'"
    (row,) = query(changed, where).to_dicts()
    assert (row["filings"], row["tagged"], row["not_read"], row["share_tagged"]) == (2, 1, 1, 0.5)
    run(changed, "UPDATE core.filing SET reading_status = 'not_required' WHERE status = 'not_read'")
    (row,) = query(changed, where).to_dicts()
    assert (row["tagged"], row["not_required"], row["share_tagged"], row["share_read"]) == (1, 1, 1.0, 1.0)


@pytest.fixture
def with_annual_report(changed: Path) -> Path:
    """The sample, with the tagged 6-K of a company moved before its annual report."""
    run(
        changed, "UPDATE core.filing SET filed = '2025-01-02' WHERE accession_number = '0002999001-26-000012'"
    )
    return changed


def test_an_incident_is_told_from_its_report_to_the_next_annual_report(with_annual_report: Path) -> None:
    rows = query(with_annual_report, "FROM mart.incident_timeline ORDER BY incident, step")
    assert set(rows["kind"]) == {"report", "amendment", "other_item", "annual_report"}
    for incident in rows.partition_by("incident"):
        assert incident["step"].to_list() == list(range(1, incident.height + 1))
        assert incident["filed"].is_sorted()
        first = incident.filter(pl.col("kind") == "report").row(0, named=True)
        assert (first["days"], first["accession_number"]) == (0, first["incident"])
    told = (
        rows.filter(~rows["kind"].is_in(["annual_report", "other_item"]))["accession_number"].sort().to_list()
    )
    assert told == query(with_annual_report, "FROM core.incident")["accession_number"].sort().to_list()


def test_the_next_annual_report_is_the_first_that_was_filed_later(with_annual_report: Path) -> None:
    (row,) = query(
        with_annual_report,
        "SELECT timeline.form, timeline.filed, timeline.days, timeline.materially_affected, timeline.says, evidence"
        " FROM mart.incident_timeline AS timeline LEFT JOIN core.material_effect USING (accession_number)"
        " WHERE kind = 'annual_report' AND timeline.form = '20-F'",
    ).to_dicts()
    assert (row["form"], str(row["filed"]), row["days"]) == ("20-F", "2025-05-20", 138)
    assert row["materially_affected"] is not None
    assert row["says"] == row["evidence"]


def test_an_incident_is_one_row_with_its_latest_known_state(loaded: Path) -> None:
    row = query(loaded, "FROM mart.incident WHERE incident = '0002999001-25-000045'").row(0, named=True)
    assert (row["reports"], row["amendments"], row["last_accession_number"]) == (2, 1, "0002999001-25-000058")
    assert (row["kinds"], row["cost_usd"]) == (["data_theft", "ransomware", "unauthorized_access"], 3_200_000)
    assert (row["days_detected_to_filed"], row["business_days_detected_to_filed"]) == (6, 4)
    steps = query(loaded, "FROM mart.incident_timeline WHERE incident = '0002999001-25-000045' ORDER BY step")
    assert steps["kind"].to_list() == ["report", "amendment"]
    assert steps["adds"].to_list()[1] == ["cost_usd 3200000", "insurance true"], (
        "what was told before is not told anew"
    )


def test_a_date_that_an_archive_rounded_is_no_day_of_an_event(changed: Path) -> None:
    number = "0002999001-25-000045"
    event = f"SELECT event_date FROM mart.incident WHERE incident = '{number}'"
    assert query(changed, event).item() is not None
    run(changed, f"UPDATE core.incident SET event_precision = 'month' WHERE incident = '{number}'")
    assert query(changed, event).item() is None


def test_what_was_known_of_an_incident_on_a_day_holds_nothing_later(loaded: Path) -> None:
    def as_of(day: str) -> list[dict[str, object]]:
        found = query(loaded, f"FROM incident_as_of(DATE '{day}') WHERE incident = '0002999001-25-000045'")
        return found.to_dicts()

    assert as_of("2025-03-19") == []
    (before,), (after,) = as_of("2025-04-23"), as_of("2025-04-24")
    assert (before["reports"], before["cost_usd"]) == (1, None)
    assert (after["reports"], after["cost_usd"]) == (2, 3_200_000)


def test_reports_of_one_detection_are_one_incident_and_other_items_are_steps_of_it(changed: Path) -> None:
    later = "0002999001-25-000064"
    run(
        changed,
        f"UPDATE core.incident SET incident = '0002999001-25-000045' WHERE accession_number = '{later}'",
        "INSERT INTO core.incident_mention SELECT '0000000001-25-000001', cik, company_name, '8-K', filed - 1, ['8.01'],"
        " url FROM core.filing WHERE accession_number = '0002999001-25-000045'",
    )
    steps = query(
        changed, "FROM mart.incident_timeline WHERE incident = '0002999001-25-000045' ORDER BY step"
    )
    assert steps["kind"].to_list() == ["other_item", "report", "amendment", "update"]
    assert steps["days"][0] == -1
