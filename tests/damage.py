"""Mirrors of which some documents, rows and answers are damaged, for tests: what was done to each, and what a reader
can see of it. What nobody can see is not done: a letter in the place of another, one company's text under another's
name where neither names a company."""

import json
import random
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path

ERROR_PAGE = (
    b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"
)
"""What proxies answer, here with status 200."""
HOLE, RUN = 512, 40
"""Bytes of a block of a disk that was lost; bytes of a run that was turned over."""

Damage = Callable[[bytes, random.Random], bytes]


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data) - 8)]


def _cut_after_a_tag(data: bytes, dice: random.Random) -> bytes:
    ends = [
        at for at in range(len(data) // 4, len(data) * 3 // 4) if data[at : at + 1] == b">"
    ]  # looks like a whole one
    return data[: dice.choice(ends) + 1] if ends else data[: len(data) // 2]


def _replaced(piece: Callable[[random.Random, bytes], bytes], size: int) -> Damage:
    def damage(data: bytes, dice: random.Random) -> bytes:
        at = dice.randrange(max(len(data) - size, 1))
        return data[:at] + piece(dice, data[at : at + size]) + data[at + size :]

    return damage


DOCUMENTS: dict[str, Damage] = {
    "cut off": _cut,
    "cut off after a tag": _cut_after_a_tag,
    "empty": lambda _data, _dice: b"",
    "garbage": lambda data, dice: dice.randbytes(len(data)),
    "a hole": _replaced(lambda _dice, piece: bytes(len(piece)), HOLE),
    "noise": _replaced(lambda dice, piece: dice.randbytes(len(piece)), HOLE),
    "turned over": _replaced(lambda _dice, piece: bytes(255 - byte for byte in piece), RUN),
    "an error page": lambda _data, _dice: ERROR_PAGE,
}
"""What may become of a document."""


def _field(row: str, mark: str, number: int) -> str:
    fields = row.split(mark)
    fields[number] = "?!"
    return mark.join(fields)


ROWS: dict[str, Callable[[str, str, list[int], random.Random], str]] = {
    "a mark lost": lambda row, mark, _keys, _dice: row.replace(mark, "", 1),
    "cut off": lambda row, mark, _keys, dice: row[: row.index(mark, dice.randrange(row.rindex(mark))) + 1],
    "garbage": lambda row, _mark, _keys, dice: "".join(dice.choice("#%~^{}") for _ in row),
    "a field lost": lambda row, mark, keys, dice: _field(row, mark, dice.choice(keys)),
}
"""What may become of a row, whose fields are parted by a mark, and in which those of `keys` cannot be anything."""

HITS: dict[str, Callable[[dict[str, object]], object]] = {
    "a hit of another shape": lambda hit: str(hit["_id"]),
    "a hit without its filing": lambda hit: {"_id": hit["_id"], "_source": None},
}


@dataclass(frozen=True)
class Damaged:
    """One thing that was damaged: where and how, the filing that it is of, and words of which one has to be told."""

    path: str
    how: str
    filing: str
    words: tuple[str, ...]


def damage_documents(mirror: Path, paths: Iterable[str], dice: random.Random, share: float) -> list[Damaged]:
    """Damage a share of the filings' documents, at least three."""
    known = sorted(paths)
    done = []
    for path in dice.sample(known, max(ceil(len(known) * share), 3)):
        how = dice.choice([*DOCUMENTS])
        file = mirror / path
        file.write_bytes(DOCUMENTS[how](file.read_bytes(), dice))
        folder = Path(path).parent.name
        number = f"{folder[:10]}-{folder[10:12]}-{folder[12:]}"
        done.append(Damaged(path, how, number, (path, number, Path(path).name)))
    return done


def damage_rows(mirror: Path, indexes: Iterable[str], dice: random.Random, share: float) -> list[Damaged]:
    """Damage a share of the rows of the archives and of `indexes`, at least one of each file and member."""
    done = []
    for file in sorted(mirror.rglob("*_notes.zip")):
        with zipfile.ZipFile(file) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        for member, keys in (("sub.tsv", ["adsh", "cik", "filed"]), ("txt.tsv", ["adsh", "ddate", "qtrs"])):
            lines = members[member].decode().split("\n")
            head = lines[0].split("\t")
            # Rows of other tags are nobody's here.
            places = [at for at, line in enumerate(lines) if at and (member == "sub.tsv" or "\tcyd/" in line)]
            places = [at for at in places if "\t" in lines[at]]
            where = f"{file.relative_to(mirror)} {member}"
            numbers = [head.index(key) for key in keys]
            done += _damage(lines, places, "\t", numbers, dice, share, where)
            members[member] = "\n".join(lines).encode()
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        file.write_bytes(stream.getvalue())
    for path in sorted(indexes):
        lines = (mirror / path).read_text("latin-1").split("\n")
        places = [at for at, line in enumerate(lines) if line.count("|") == 4 and line[0].isdigit()]
        done += _damage(lines, places, "|", [0, 3, 4], dice, share, path)
        (mirror / path).write_text("\n".join(lines), "latin-1")
    return done


def _damage(  # noqa: PLR0917 (one caller of its own)
    lines: list[str],
    places: list[int],
    mark: str,
    keys: list[int],
    dice: random.Random,
    share: float,
    where: str,
) -> list[Damaged]:
    done = []
    for at in dice.sample(places, ceil(len(places) * share)):
        row, how = lines[at], dice.choice([*ROWS])
        lines[at] = ROWS[how](row, mark, keys, dice)
        number = row.split("\t")[0] if mark == "\t" else Path(row.split("|")[4]).stem
        done.append(Damaged(where, how, number, (number, lines[at][:12], lines[at][:12].replace("\t", " "))))
    return done


def damage_answer(mirror: Path, dice: random.Random) -> list[Damaged]:
    """Damage one hit of the search."""
    file = mirror / "LATEST/search-index.json"
    answer = json.loads(file.read_bytes())
    hits = answer["hits"]["hits"]
    at, how = dice.randrange(len(hits)), dice.choice([*HITS])
    number = hits[at]["_source"]["adsh"]
    hits[at] = HITS[how](hits[at])
    file.write_text(json.dumps(answer))
    return [Damaged("LATEST/search-index.json", how, number, (number,))]
