"""The index of `search.py`: which word stands where in which sentence, made with each load, inside the warehouse.

So it is published, kept and rolled back with the texts it is made of. Not here: what is asked of it.
"""

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
"""The tables of the index: the words in order of the alphabet, so that those of one stem stand together; the places of
each, in order, which DuckDB stores as differences in some bits each; and the place of each sentence's first word."""


def search_index(sentences: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """`SentenceFrame` of all filings to one frame per table of `SEARCH_SCHEMAS`.

    All words of all sentences are counted through, with a number left out between two sentences: words in a row have
    numbers in a row, and a filing's sentences follow each other.
    """
    letters = pl.col("text").str.to_lowercase().str.extract_all(WORD)
    said = sentences.sort("accession_number", "sentence_number").with_columns(letters=letters)
    said = said.filter(pl.col("letters").list.len() > 0).with_columns(words=pl.col("letters").list.len())
    said = said.with_columns(place=(pl.col("words") + 1).cum_sum().shift(1, fill_value=0))
    words = said.select(
        "letters", place=pl.int_ranges("place", pl.col("place") + pl.col("words"), dtype=pl.UInt32)
    ).explode("letters", "place")
    alphabet = words.select(pl.col("letters").unique().sort()).with_row_index("word")
    posting = words.select(
        "place", word=pl.col("letters").cast(pl.Enum(alphabet["letters"])).to_physical()
    ).sort("word", maintain_order=True)
    frames = {"search_word": alphabet, "search_posting": posting, "search_sentence": said}
    return {
        name: frames[name].select(*schema).cast(schema)  # type: ignore[arg-type]
        for name, schema in SEARCH_SCHEMAS.items()
    }
