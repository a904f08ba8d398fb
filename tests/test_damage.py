"""What bytes show of damage: refused where there is much, told where there is little, and nothing where all is well."""

import pytest

from pipelines.damage import MOST_CONTROLS, damage
from pipelines.errors import DocumentError

SOUND = b"<html><body>" + b"<p>We keep watch.</p>" * 40 + b"</body></html>\n"


def _with(piece: bytes) -> bytes:
    return SOUND.replace(b"watch", b"watch" + piece, 1)


@pytest.mark.parametrize(
    "data",
    [
        SOUND,
        SOUND + b"\x1a\0\0\0" * 100,
        _with("é".encode()),
        _with("é".encode("cp1252")),
        b"plain text\r\n\f of any length",
        SOUND.replace(b"html>", b"x:html>"),
    ],
)
def test_a_sound_document_shows_nothing(data: bytes) -> None:
    assert damage(data) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_with(b"\0" * (MOST_CONTROLS + 1)), "control characters"),
        (_with(bytes(512)), "512 of its characters"),
        (SOUND[: SOUND.rindex(b"</html")], "cut off"),
        (SOUND[: len(SOUND) // 2], "cut off"),
    ],
)
def test_much_damage_is_refused_with_its_reason(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        damage(data)


@pytest.mark.parametrize(
    ("data", "of_edgar", "words"),
    [
        (_with(b"\x07"), False, "1 in all"),
        (_with(b"\x8d\x90"), False, "characters are of no encoding"),
        (b"<?xml version='1.0' encoding='utf-8'?>" + _with(b"\xe9"), False, "not those of its encoding"),
        (_with(b"\xe9"), True, "not those of its encoding"),
    ],
)
def test_a_little_damage_is_told(data: bytes, of_edgar: bool, words: str) -> None:
    (sentence,) = damage(data, of_edgar=of_edgar)
    assert words in sentence
