"""Months of a lake of which only it matters whether they are whole."""

from dataclasses import replace

from pipelines.lake import Lake
from pipelines.month_state import STEPS, MonthState, Step


def whole(lake: Lake, *months: str) -> None:
    """Months of which every step is done; what they hold beside stays."""

    def done(state: MonthState) -> MonthState:
        hashes = {table: one.sha256 for table, one in state.partitions.items()}
        steps = {
            name: Step({}, {t: hashes[t] for t in tables if t in hashes}) for name, tables in STEPS.items()
        }
        steps |= {name: step for name, step in state.steps.items() if name not in STEPS}
        return MonthState(steps, steps, run="a run")

    for month in months:
        lake.change(month, done)


def cut_off(lake: Lake, *months: str) -> None:
    """Months in which a run was cut off."""
    for month in months:
        lake.change(month, lambda state: replace(state, begun="a run that was killed"))
