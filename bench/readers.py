"""How fast single documents are read, beside the floor (lxml parsing the same bytes and nothing more) and, where
it can be run offline, edgartools reading the same document's XBRL. All figures come from one run.

    python -m bench.readers [MIRROR]      MIRROR is an EDGAR mirror's root, default ../shared/edgar
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree

from pipelines.facts.inline import read_inline
from pipelines.facts.instance import read_instance
from pipelines.facts.section import read_section

REPEATS = 5
LARGE = 500_000
"""Bytes from which a document counts as large: below, the fixed cost of making a frame outweighs parsing."""


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Seconds of the fastest of several runs."""
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def bare_parse(data: bytes) -> object:
    """The floor: lxml parses the bytes of the document itself into a tree."""
    start = max(data.find(b"<?xml"), 0)
    end = max(data.rfind(b"</html>") + 7, data.rfind(b"</xbrl>") + 7)
    return etree.fromstring(data[start:end], etree.XMLParser(huge_tree=True))


def edgartools_inline(data: bytes) -> object:
    """edgartools' reading of an inline document, its XBRL facts included."""
    from edgar.documents import ParserConfig, parse_html  # noqa: PLC0415 - takes seconds to import

    return parse_html(data.decode("utf-8", "replace"), ParserConfig(form="10-K", extract_xbrl=True))


def edgartools_instance(file: Path) -> object:
    """edgartools' load of an extracted instance, without the taxonomy that a whole filing also has."""
    from edgar.xbrl import XBRL  # noqa: PLC0415 - takes seconds to import

    return XBRL.from_files(instance_file=file)


def compare(
    title: str,
    files: list[Path],
    other: Callable[[Path, bytes], object] | None,
    read: Callable[[Path, bytes], object],
) -> None:
    """Time the reader, the floor and the other over the files and print one line of totals."""
    floor = ours = theirs = 0.0
    size = worst = 0.0
    for file in files:
        data = file.read_bytes()
        bare = best(partial(bare_parse, data))
        own = best(partial(read, file, data))
        floor, ours, size, worst = floor + bare, ours + own, size + len(data), max(worst, own / bare)
        if other:
            theirs += best(partial(other, file, data), 1)
    line = f"{title}: {len(files)} documents, {size / 1e6:.1f} MB; bare lxml {floor:.3f} s; ours {ours:.3f} s"
    line += f" = {ours / floor:.1f} x bare (worst {worst:.1f})"
    print(line + (f"; edgartools {theirs:.2f} s = {theirs / ours:.0f} x ours" if other else ""))


def main() -> None:
    """Print a line per reader."""
    mirror = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/edgar")
    filed = sorted(mirror.glob("Archives/edgar/data/*/*/*.htm"))
    inline = [file for file in filed if b"inlineXBRL" in file.read_bytes()[:20_000]]
    large = [file for file in inline if file.stat().st_size >= LARGE]
    small = [file for file in inline if file.stat().st_size < LARGE]
    instances = sorted(mirror.glob("Archives/edgar/data/*/*/*_htm.xml"))
    if not inline:
        sys.exit(f"There is no inline document under {mirror}: name an EDGAR mirror")
    if large:
        edgartools_inline(large[0].read_bytes())
        compare(
            "inline, annual reports",
            large,
            lambda _, data: edgartools_inline(data),
            lambda _, data: read_inline(("d", data)),
        )
    if small:
        compare(
            "inline, incident reports",
            small,
            lambda _, data: edgartools_inline(data),
            lambda _, data: read_inline(("d", data)),
        )
    if instances:
        compare(
            "instance",
            instances,
            lambda file, _: edgartools_instance(file),
            lambda file, _: read_instance(file),
        )
    if large:
        compare("section of annual reports", large[:5], None, lambda _, data: read_section(data))


if __name__ == "__main__":
    main()
