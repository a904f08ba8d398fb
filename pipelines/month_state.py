"""The state of a month: which of its steps are done, from what, by which run, and which partitions are the whole month.

A month is whole where each step was done and read just those partitions that stand there now. Rules and their form as
JSON alone; where a state is kept, and who reads and writes it, is `lake.py`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

STEPS: dict[str, tuple[str, ...]] = {
    "filing_index": (),
    "notes": (),
    "documents": ("filing_index", "submission", "notes_fact"),
    "fact": ("document_fact", "notes_fact"),
    "filing": ("filing_index", "submission", "fact", "incident_report", "reading"),
    "incident": ("filing", "fact", "incident_report"),
    "metrics": ("fact",),
}
"""The steps of a month in their order, and the tables of the lake that each reads."""

VERSION = 1
"""Of the form of a state; one of another form is no state, and its month is made anew."""


@dataclass(frozen=True)
class Partition:
    """A file of a month: the SHA-256 of its bytes, which is its name too, its size in bytes, and its rows."""

    sha256: str
    size: int
    rows: int


@dataclass(frozen=True)
class Step:
    """A step that was done: the partitions it made and, by table or by path below EDGAR's root, the SHA-256 of what it
    read; the version of its code, the settings that matter, the run, and the day from which it is to be done again
    though nothing has changed."""

    made: Mapping[str, Partition]
    read: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    settings: str = ""
    run: str = ""
    again: str | None = None

    def is_from(self, read: Mapping[str, str], code: str, settings: str, today: str) -> bool:
        """Whether doing it again would give the same."""
        same = (dict(self.read), self.code, self.settings) == (dict(read), code, settings)
        return same and not (self.again and self.again <= today)


@dataclass(frozen=True)
class MonthState:
    """What is known of a month.

    `steps` is how things stand; `whole` is how they stood when the month was whole last, which is what publication
    loads, and `before` the partitions of the whole month before that, which one that is at work may still load.
    `run` made it whole, `begun` is the run that works on it since, or was cut off or failed.
    """

    steps: Mapping[str, Step] = field(default_factory=dict)
    whole: Mapping[str, Step] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    run: str | None = None
    begun: str | None = None

    @property
    def partitions(self) -> dict[str, Partition]:
        """The partitions as they stand, by table."""
        return _made(self.steps)

    @property
    def whole_partitions(self) -> dict[str, Partition]:
        """The partitions of the month when it was whole last, by table; none where it never was."""
        return _made(self.whole)

    @property
    def is_done(self) -> bool:
        """Whether the month is whole as it stands, and no run was cut off in it."""
        return self.begun is None and bool(self.whole) and self.steps == self.whole

    @property
    def lacks(self) -> str | None:
        """Why the month is not whole as it stands, in words; None where it is."""
        here = self.partitions
        for name, tables in STEPS.items():
            step = self.steps.get(name)
            if step is None:
                return f"{name} was not done"
            for table in tables:
                if table not in here or step.read.get(table) != here[table].sha256:
                    return f"{name} was not done since {table} changed"
        return None

    @property
    def reason(self) -> str | None:
        """Why the month is not done, in one sentence; None where it is."""
        if self.is_done:
            return None
        why = self.lacks or "it was not closed"
        published = "as it was whole last" if self.whole else "not at all"
        return f"A run was cut off, failed or is at work: {why}; the month is published {published}."

    def with_step(self, name: str, step: Step) -> "MonthState":
        """The state after a step was done."""
        return replace(self, steps={**self.steps, name: step})

    def closed(self, run: str) -> "MonthState":
        """The state of a month that is whole as it stands. Raises ValueError, with the reason, where it is not."""
        if self.lacks:
            raise ValueError(self.lacks)
        changed = _hashes(self.whole_partitions) != _hashes(self.partitions)
        before = _hashes(self.whole_partitions) if changed else self.before
        return MonthState(self.steps, self.steps, before, run if self.steps != self.whole else self.run)

    @property
    def held(self) -> set[tuple[str, str]]:
        """Every partition that somebody may read, as table and SHA-256."""
        return {
            *_hashes(self.partitions).items(),
            *_hashes(self.whole_partitions).items(),
            *self.before.items(),
        }

    def to_json(self) -> str:
        """As it is kept: in one line, which takes a tenth of the time of a text with indents."""
        return json.dumps({"version": VERSION} | asdict(self)) + "\n"


def from_json(text: bytes) -> MonthState:
    """The state that is kept as `text`; an empty one where that is none, so that its month is made anew."""
    try:
        held = json.loads(text)
        if held["version"] != VERSION:
            return MonthState()
        return MonthState(
            _steps(held["steps"]), _steps(held["whole"]), held["before"], held["run"], held["begun"]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return MonthState()


def _steps(held: Mapping[str, Any]) -> dict[str, Step]:
    return {
        name: Step(**step | {"made": {table: Partition(**one) for table, one in step["made"].items()}})
        for name, step in held.items()
    }


def _made(steps: Mapping[str, Step]) -> dict[str, Partition]:
    return {table: partition for step in steps.values() for table, partition in step.made.items()}


def _hashes(partitions: Mapping[str, Partition]) -> dict[str, str]:
    return {table: partition.sha256 for table, partition in partitions.items()}
