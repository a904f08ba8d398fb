"""Audit a candidate: run every check of `sql/checks` and keep what each found in `meta.check_result`.

A check is a query that returns the offending rows; it passes when it returns none. A failed check of severity
`error` stops publication.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.warehouse.header import SqlFile, sql_files

SAMPLE_ROWS = 5


@dataclass(frozen=True)
class CheckResult:
    """What one check found; `rows` counts the offending rows, `sample` shows the first of them as JSON."""

    name: str
    severity: str
    rows: int
    description: str
    sample: str | None

    @property
    def passed(self) -> bool:
        """Whether no row offends."""
        return self.rows == 0

    @property
    def blocks(self) -> bool:
        """Whether it stops publication."""
        return not self.passed and self.severity == "error"


def audit(path: Path) -> list[CheckResult]:
    """Run every check on the candidate at `path` and write the results into its `meta.check_result`."""
    with duckdb.connect(str(path)) as connection:
        results = [judge(connection, check) for check in sql_files("checks")]
        connection.execute("DELETE FROM meta.check_result")
        connection.executemany(
            "INSERT INTO meta.check_result VALUES (?, ?, ?, ?, ?, ?)",
            [[r.name, r.severity, r.passed, r.rows, r.description, r.sample] for r in results],
        )
        connection.execute("CHECKPOINT")
    return results


def judge(connection: duckdb.DuckDBPyConnection, check: SqlFile) -> CheckResult:
    """Run one check on an open warehouse."""
    found = connection.sql(check.sql).pl()
    sample = json.dumps(found.head(SAMPLE_ROWS).to_dicts(), default=str) if found.height else None
    return CheckResult(check.name, check.severity, found.height, check.description, sample)
