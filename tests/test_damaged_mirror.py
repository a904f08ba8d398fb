"""A mirror of which 1 % is damaged at random gives every other filing as it is, and names all that is damaged."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.documents import read_filings
from pipelines.edgar.archive import RawArchive
from pipelines.edgar.client import Client
from pipelines.edgar.fulltext import search_incidents
from pipelines.edgar.index import filing_index, index_documents
from pipelines.edgar.notes import notes_archives
from pipelines.facts.months import read_notes_months
from pipelines.facts.precedence import best_facts
from pipelines.filings import filings
from pipelines.nightly import wanted_filings
from pipelines.sample.generate import write_sample
from pipelines.settings import DocumentsStrategy, Settings
from pipelines.sources import source_document

from .damage import Damaged, damage_answer, damage_documents, damage_rows

MONTH, TODAY = "2026-03", date(2026, 4, 6)
SHARE = 0.01
SEEDS = range(10)
STRATEGIES: tuple[DocumentsStrategy, ...] = ("inline", "pages", "instances")
UNSAID = ["document_sha256", "accepted"]


@dataclass(frozen=True)
class Read:
    """What a night reads of a month: filings, their best facts, all sentences that it leaves in `meta`, by the paths
    of what was read."""

    filings: pl.DataFrame
    facts: pl.DataFrame
    told: set[tuple[str, str]]
    documents: list[str]
    indexes: list[str]


def night(mirror: Path, home: Path, strategy: DocumentsStrategy) -> Read:
    """The way of a month from the source to its filings and facts, step by step as the assets go it."""
    first, last = date(2026, 3, 1), date(2026, 3, 31)
    with Client(Settings(edgar_url=mirror.as_uri(), identity=None)) as client:
        archive = RawArchive(home / "raw", client)
        index = filing_index(archive, first, last, TODAY)
        found = notes_archives(archive, [MONTH], TODAY)
        assert len(found.files) == 1
        path = found.files[0].document.path
        notes = read_notes_months(path, path.name, "", [MONTH])[MONTH]
        search = search_incidents(archive, first, last)
        wanted = wanted_filings(
            index.filings, search.filings, notes.submissions, notes.facts, month=MONTH, today=TODAY
        )
        read = read_filings(archive, wanted, strategy)
    facts = best_facts([read.facts, notes.facts])
    answer = source_document("LATEST/search-index.json", "search", rejected=search.rejected)
    meta = pl.concat([index_documents(index, home / "raw"), notes.documents, answer, read.documents])
    return Read(
        filings(index.filings, notes.submissions, facts, search.filings, read.readings),
        facts.sort("accession_number", maintain_order=True),
        {*_sentences(meta, read.readings)},
        read.documents["path"].to_list(),
        [document.path.relative_to(home / "raw").as_posix() for document in index.documents],
    )


def _sentences(meta: pl.DataFrame, readings: pl.DataFrame) -> Iterator[tuple[str, str]]:
    for row in meta.iter_rows(named=True):
        yield from ((row["path"], one) for one in [row["reason"], *row["rejected"]] if one)
    for row in readings.filter(pl.col("status") == "failed").iter_rows(named=True):
        yield row["accession_number"], row["reason"]


def differing(one: pl.DataFrame, other: pl.DataFrame) -> set[str]:
    """The filings of which a row of two frames differs, is missing or is there more often."""
    both = [frame.select(pl.all().exclude(UNSAID)) for frame in (one, other)]
    marked = pl.concat([both[0].with_columns(side=pl.lit(1)), both[1].with_columns(side=pl.lit(-1))])
    odd = marked.group_by(pl.all().exclude("side")).agg(pl.col("side").sum()).filter(pl.col("side") != 0)
    return set(odd["accession_number"])


def damaged(mirror: Path, clean: Read, dice: random.Random) -> list[Damaged]:
    """Damage a hundredth of what was read."""
    documents = [path for path in clean.documents if (mirror / path).is_file()]
    return [
        *damage_documents(mirror, documents, dice, SHARE),
        *damage_rows(mirror, clean.indexes, dice, SHARE),
        *damage_answer(mirror, dice),
    ]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mirror before anything happens to it."""
    mirror = tmp_path_factory.mktemp("sound") / "mirror"
    write_sample(mirror, months=[MONTH])
    return mirror


def test_every_other_filing_is_as_it_is_and_all_that_is_damaged_is_named(sound: Path, tmp_path: Path) -> None:
    clean = {strategy: night(sound, tmp_path / strategy, strategy) for strategy in STRATEGIES}
    hit = 0
    for seed in SEEDS:
        strategy = STRATEGIES[seed % len(STRATEGIES)]
        mirror, dice = tmp_path / f"mirror{seed}", random.Random(seed)
        shutil.copytree(sound, mirror)
        done = damaged(mirror, clean[strategy], dice)
        read = night(mirror, tmp_path / f"home{seed}", strategy)
        new = read.told - clean[strategy].told
        of = {one.filing for one in done}
        assert differing(read.facts, clean[strategy].facts) <= of, seed
        assert differing(read.filings, clean[strategy].filings) <= of, seed
        unnamed = [
            one for one in done if not any(word in f"{path} {why}" for path, why in new for word in one.words)
        ]
        assert unnamed == [], (seed, new)
        hit += len(done)
    assert hit >= 8 * len(SEEDS)
