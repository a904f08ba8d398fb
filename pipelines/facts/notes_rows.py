"""Which rows of a notes archive are sound: every other row is left out and told, one sentence each.

Rules of single rows only, each with the words it is refused with. Not here: unpacking (`notes.py`), and what a row
means.
"""

from datetime import UTC, datetime, timedelta

import polars as pl

from pipelines.facts.concepts import CONCEPTS

EARLIEST, LATEST = "19930101", "20991231"
"""EDGAR began in 1993. A fact's period lies between these days, whatever is filed."""
MOST_QUARTERS = 40
"""Longest period of a fact, ten years; the longest measured in 99,480 has four quarters."""
MOST_DAYS_FROM_FILING = 3660
MOST_ORDINAL = 100_000
LOST_CHARACTERS, LOST_SHARE = 500, 0.5
"""A text shorter than `txtlen` says by more than both is cut off. The archives lose characters outside ASCII: 124 at
most, and never a tenth of a text (99,480 facts)."""

_NUMBER = r"^\d{10}-\d{2}-\d{6}$"
_CYD_VERSION = r"^cyd/20\d\d$"
_WELL_QUOTED = r'^(?:[^"]*|"(?:[^"]|"")*")$'

Rule = tuple[str, pl.Expr]
"""How the sentence goes on after "the row … is left out: ", and when it applies (null: it does not)."""


def unquoted(frame: pl.DataFrame, member: str, rejected: list[str]) -> pl.DataFrame:
    """The rows whose values are quoted as they should be, without their quotes."""
    holding = [name for name in frame.columns if frame[name].str.contains('"', literal=True).any()]
    if not holding:
        return frame
    wrong = pl.any_horizontal(~pl.col(name).str.contains(_WELL_QUOTED) for name in holding).fill_null(
        value=False
    )
    whole = _sound(frame, member, [("its quotes are not doubled", wrong)], rejected)
    return whole.with_columns(
        pl.when(pl.col(name).str.starts_with('"'))
        .then(
            pl.col(name)
            .str.slice(1, pl.col(name).str.len_chars() - 2)
            .str.replace_all('""', '"', literal=True)
        )
        .otherwise(name)
        .alias(name)
        for name in holding
    )


def sound_submissions(submissions: pl.DataFrame, rejected: list[str]) -> pl.DataFrame:
    """The rows of `sub.tsv` that describe a filing, each filing once. Columns that the archive lacks are null and
    judged by nobody."""
    filed, period = _day("filed"), _day("period")
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    fiscal_year = pl.col("fy").cast(pl.Int64, strict=False)
    number = pl.col("pubfloatusd").cast(pl.Float64, strict=False)
    rules: list[Rule] = [
        ("it has no accession number", ~pl.col("adsh").str.contains(_NUMBER)),
        ("its CIK is no number", ~pl.col("cik").str.contains(r"^0*[1-9]\d{0,9}$")),
        ("it names no company", _blank("name")),
        ("it names no form", _blank("form")),
        ("its date of filing is none", filed.is_null() & pl.col("filed").is_not_null()),
        ("its date of filing is before EDGAR began", pl.col("filed") < EARLIEST),
        ("its date of filing is still to come", filed > tomorrow),
        ("its period is no date", _given("period") & period.is_null()),
        ("its period ends after it was filed", period > filed + timedelta(days=31)),
        ("its fiscal year is none", _given("fy") & fiscal_year.is_null()),
        (
            "its fiscal year is not that of its time",
            ~fiscal_year.is_between(filed.dt.year() - 10, filed.dt.year() + 1),
        ),
        ("its industry is no code", _given("sic") & ~pl.col("sic").str.contains(r"^\d{1,4}$")),
        ("its public float is no number", _given("pubfloatusd") & ~number.is_finite().fill_null(value=False)),
        ("it repeats a row before it", ~pl.col("adsh").is_first_distinct()),
    ]
    return _sound(submissions, "sub.tsv", rules, rejected)


def sound_texts(texts: pl.DataFrame, submissions: pl.DataFrame, rejected: list[str]) -> pl.DataFrame:
    """The rows of `txt.tsv` that are facts of a `cyd` taxonomy, with the `cik` of their filing.

    Rows of other taxonomies are passed over. A text that is cut off and a fact whose filing `sub.tsv` does not
    describe are kept and told.
    """
    ours = pl.col("version").str.contains(_CYD_VERSION)
    texts = texts.filter(ours | pl.col("version").str.starts_with("cyd/") | _of_concept())
    filed = submissions.select("adsh", cik=pl.col("cik").cast(pl.Int64, strict=False), filed=_day("filed"))
    texts = texts.join(filed, on="adsh", how="left", maintain_order="left")
    end = _day("ddate")
    ordinal = pl.col("iprx").replace("", "0").cast(pl.Int64, strict=False)
    quarters = pl.col("qtrs").cast(pl.Int64, strict=False)
    rules: list[Rule] = [
        ("it has no accession number", ~pl.col("adsh").str.contains(_NUMBER)),
        ("its version is no year of the taxonomy", ~ours),
        ("its tag is no name", ~pl.col("tag").str.contains(r"^[A-Za-z]\w*$")),
        (
            "it has no readable date",
            end.is_null() | ~pl.col("ddate").is_between(pl.lit(EARLIEST), pl.lit(LATEST)),
        ),
        (
            "its date is far from that of its filing",
            (end - pl.col("filed")).dt.total_days().abs() > MOST_DAYS_FROM_FILING,
        ),
        ("it has no readable length", ~quarters.is_between(0, MOST_QUARTERS).fill_null(value=False)),
        (
            "its number among equal facts is none",
            pl.col("iprx").is_not_null() & ~ordinal.is_between(0, MOST_ORDINAL).fill_null(value=False),
        ),
    ]
    sound = _sound(texts, "txt.tsv", rules, rejected)
    key = pl.struct(
        "adsh", "tag", "ddate", quarters.alias("qtrs"), "dimh", ordinal.fill_null(0).alias("iprx")
    )
    sound = _sound(sound, "txt.tsv", [("it repeats a row before it", ~key.is_first_distinct())], rejected)
    _tell_cut_texts(sound, rejected)
    _tell_orphans(sound, rejected)
    return sound


def _tell_cut_texts(texts: pl.DataFrame, rejected: list[str]) -> None:
    length, announced = (
        pl.col("value").str.len_chars().cast(pl.Int64),
        pl.col("txtlen").cast(pl.Int64, strict=False),
    )
    lost = announced - length
    cut = texts.filter((lost > LOST_CHARACTERS) & (lost > LOST_SHARE * announced))
    for number, tag, told, has in cut.select("adsh", "tag", "txtlen", length.alias("length")).iter_rows():
        rejected.append(f"txt.tsv: {tag} of {number} is cut off: {has} of {told} characters")


def _tell_orphans(texts: pl.DataFrame, rejected: list[str]) -> None:
    orphans = texts.filter(pl.col("cik").is_null()).group_by("adsh").len().sort("adsh")
    for number, count in orphans.iter_rows():
        rejected.append(f"txt.tsv: {count} facts of {number}, of which sub.tsv has no sound row")


def _sound(rows: pl.DataFrame, member: str, rules: list[Rule], rejected: list[str]) -> pl.DataFrame:
    """The rows to which no rule applies; of each other the first rule that does is told."""
    reason = pl.coalesce(pl.when(wrong.fill_null(value=False)).then(pl.lit(words)) for words, wrong in rules)
    judged = rows.with_columns(reason.alias("_reason"))
    begin = pl.concat_str([pl.col(name) for name in rows.columns[:2]], separator=" ", ignore_nulls=True)
    wrong = judged.filter(pl.col("_reason").is_not_null()).select(begin.str.slice(0, 100), "_reason")
    rejected += [f"{member}: the row {row!r} is left out: {why}" for row, why in wrong.iter_rows()]
    return judged.filter(pl.col("_reason").is_null()).drop("_reason")


def _day(name: str) -> pl.Expr:
    return (
        pl.when(pl.col(name).str.contains(r"^\d{8}$")).then(pl.col(name)).str.to_date("%Y%m%d", strict=False)
    )


def _blank(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars() == ""


def _given(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars() != ""


def _of_concept() -> pl.Expr:
    """A tag of the taxonomy whose version is no other taxonomy's and not the filer's own: it is damaged."""
    elsewhere = pl.col("version").str.contains(_NUMBER) | pl.col("version").str.contains(r"^[a-z-]+/\d{4}")
    return pl.col("tag").is_in(list(CONCEPTS)) & ~elsewhere
