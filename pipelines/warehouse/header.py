"""The headers of the files in `sql/`: what a table, view, check or question is, told where it is made.

    -- table core.officer: one management position that a filing names ...
    -- grain accession_number, officer_number
    -- column role: code of the position
    -- codes role: CISO, CSO, CIO ...
    -- severity error

A header is the run of `-- key words` lines at the top of a file; a line that begins `--   ` goes on with the
one before. Comments, the dictionary, the data package and the audit are made from these lines.
"""

import re
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

_LINE = re.compile(
    r"^-- (?P<key>table|view|macro|check|question|finding|list|grain|severity|column|codes|note) (?P<rest>.+)$"
)


@dataclass
class SqlFile:
    """One file of `sql/`: its header and its text."""

    path: Path
    kind: str
    """`table`, `view`, `macro`, `check` or `question`."""
    name: str
    """Qualified name of a table or view (`core.filing`); of a check or a question, the file's name."""
    description: str
    sql: str
    grain: list[str] = field(default_factory=list)
    severity: str = "error"
    columns: dict[str, str] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    """The values that a column can have, of a column that has few; of a list, those of its items."""
    finding: str = ""
    """Of a question with one row for an answer: the answer as a sentence, its columns in braces."""
    list_of: str = ""
    """The question of `sql/queries` whose rows stand behind that sentence."""
    notes: list[str] = field(default_factory=list)


def sql_folder() -> Path:
    """The folder `sql/` of this installation."""
    return Path(str(files("sql")))


def read_sql(path: Path) -> SqlFile:
    """Read one file; raises ValueError where its header does not say what it is."""
    sql = path.read_text(encoding="utf-8")
    entries: list[list[str]] = []
    for line in sql.splitlines():
        if match := _LINE.match(line):
            entries.append([match["key"], match["rest"]])
        elif line.startswith("--   ") and entries:
            entries[-1][1] += " " + line.removeprefix("--").strip()
        else:
            break
    found = _named(path, sql, entries)
    for key, rest in entries:
        name, _, words = rest.partition(": ")
        if key == "grain":
            found.grain = [part.strip() for part in rest.split(",")]
        elif key == "severity":
            found.severity = rest.strip()
        elif key == "column":
            found.columns[name] = words
        elif key == "codes":
            found.codes[name] = [code.strip() for code in words.split(",")]
        elif key == "note":
            found.notes.append(rest)
        elif key == "finding":
            found.finding = rest
        elif key == "list":
            found.list_of = rest
    return found


def _named(path: Path, sql: str, entries: list[list[str]]) -> SqlFile:
    """What the first line of a header names."""
    key, rest = entries[0] if entries else ("", "")
    if key in ("check", "question"):
        return SqlFile(path, key, path.stem, rest, sql)
    if key in ("table", "view", "macro"):
        name, _, words = rest.partition(": ")
        return SqlFile(path, key, name, words, sql)
    raise ValueError(f"{path.name} has no header that says which table, view, check or question it is.")


def sql_files(*folders: str) -> list[SqlFile]:
    """Every file of the named folders of `sql/`, folder by folder, each in name order."""
    return [read_sql(path) for folder in folders for path in sorted((sql_folder() / folder).glob("*.sql"))]
