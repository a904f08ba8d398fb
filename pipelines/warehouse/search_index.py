"""The index of `search.py`: which word stands where in which sentence, made with each load, inside the warehouse.

So it is published, kept and rolled back with the texts it is made of. Not here: what is asked of it.
"""

from collections.abc import Iterable

import polars as pl

WORD = r"[\p{L}\p{N}]+"
"""A word: letters and digits in a row, in lower case; everything else only divides words."""

SEARCH_SCHEMAS: dict[str, dict[str, pl.DataType]] = {
    "search_word": {"word": pl.UInt32(), "letters": pl.String()},
    "search_posting": {"word": pl.UInt32(), "place": pl.UInt32()},
    "search_sentence": {
        "place": pl.UInt32(),
        "words": pl.UInt32(),
        "accession_number": pl.String(),
        "concept": pl.String(),
        "ordinal": pl.Int32(),
        "start": pl.Int32(),
        "end": pl.Int32(),
    },
}
"""The tables of the index: the words; the places of each, in order, which DuckDB stores as differences in some bits
each; and the place of each sentence's first word. A whole index has the words in order of the alphabet, so that those
of one stem stand together."""

NO_WORDS = pl.DataFrame(schema=SEARCH_SCHEMAS["search_word"])

LAST_PLACE = 2**31
"""Where numbers are so high that the next index is to be a whole one, which begins at 0."""


def search_index(
    months: Iterable[pl.DataFrame], known: pl.DataFrame = NO_WORDS, place: int = 0
) -> dict[str, pl.DataFrame]:
    """`SentenceFrame`s, one a month, to one frame per table of `SEARCH_SCHEMAS`: what is to be added to an index that
    has the words `known` and ends before `place`; without these a whole one.

    All words of all sentences are counted through, with a number left out between two sentences: words in a row have
    numbers in a row, and the sentences of a month, and of a filing, follow each other.
    """
    words, next_word = known, 0 if known.is_empty() else int(known["word"].max()) + 1  # type: ignore[arg-type]
    parts: dict[str, list[pl.DataFrame]] = {"search_posting": [], "search_sentence": []}
    for month in months:
        said, spoken = _places(month, place)
        if said.is_empty():
            continue
        place = int(spoken["place"][-1]) + 2
        letters = spoken["letters"].unique().sort()
        new = letters.to_frame().join(words, on="letters", how="anti", maintain_order="left")
        words = pl.concat([words, new.with_row_index("word", offset=next_word)])
        next_word += new.height
        numbers = letters.to_frame().join(words, on="letters", how="left", maintain_order="left")["word"]
        of_month = spoken["letters"].cast(pl.Enum(letters)).to_physical()
        parts["search_posting"].append(
            pl.DataFrame({"word": numbers.gather(of_month), "place": spoken["place"]})
        )
        parts["search_sentence"].append(said)
    frames = {
        name: pl.concat([pl.DataFrame(schema=SEARCH_SCHEMAS[name]), *found], how="vertical_relaxed")
        for name, found in parts.items()
    }
    if known.is_empty():
        rank = words["letters"].rank("ordinal").cast(pl.UInt32) - 1
        frames["search_posting"] = frames["search_posting"].with_columns(
            word=rank.gather(frames["search_posting"]["word"])
        )
        words = words.with_columns(word=rank).sort("word")
    frames["search_word"] = words.slice(known.height)
    return {
        name: frames[name].select(*schema).cast(schema)  # type: ignore[arg-type]
        for name, schema in SEARCH_SCHEMAS.items()
    }


def _places(sentences: pl.DataFrame, place: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The sentences that have words, with the place of the first, and each word with its place."""
    letters = pl.col("text").str.to_lowercase().str.extract_all(WORD)
    said = sentences.sort("accession_number", "sentence_number").with_columns(letters=letters)
    said = said.filter(pl.col("letters").list.len() > 0).with_columns(words=pl.col("letters").list.len())
    said = said.with_columns(place=place + (pl.col("words") + 1).cum_sum().shift(1, fill_value=0))
    spoken = said.select(
        "letters", place=pl.int_ranges("place", pl.col("place") + pl.col("words"), dtype=pl.UInt32)
    ).explode("letters", "place")
    return said.select(*SEARCH_SCHEMAS["search_sentence"]), spoken
