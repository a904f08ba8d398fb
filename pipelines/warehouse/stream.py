"""Rows on their way from DuckDB to Polars, by Arrow's own interface and without PyArrow.

Nothing else belongs here, and nothing may be imported here: Polars 2.1 never lets go of what it was handed, and what
that object's module holds stays with it; DuckDB 2.0 then complains, at the end of the process, of what was leaked.
"""


class Stream:
    """Gives the capsule of a relation once, and keeps nothing of it."""

    def __init__(self, capsule: object) -> None:
        self._capsule: object | None = capsule

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object | None:
        capsule, self._capsule = self._capsule, None
        return capsule
