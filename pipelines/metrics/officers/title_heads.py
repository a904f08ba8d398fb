"""Reads one title on from its head: "chief", "director", "CISO", word by word to both sides (`title_words.py`).

Not here: which heads a sentence holds, and what else makes a title of them (`title_finder.py`).
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipelines.metrics.language.rules import words
from pipelines.metrics.officers.title_words import (
    DETERMINERS,
    FIELDS,
    JOINS,
    NOT_FIELDS_AS_WRITTEN,
    RANKS,
    Words,
)
from pipelines.metrics.officers.titles import spelled_out

SUBJECT = words("officer_titles", "subject")
CHIEF_WORDS = words("officer_titles", "chief")


class Span(NamedTuple):
    """Words from `first` up to but not including `last`; `of` is what its role is read from, where not from all."""

    first: int
    last: int
    bare: bool = False
    plural: bool = False
    of: str = ""


_VICE = re.compile(r"[SEAFGRD]?VPs?|(?:[SEAFGR]\.)?V\.P\.|svp|evp|vp")
_LED = words("officer_titles", "led")
"""Heads that a field may follow: "Director of IT", "Head, Cyber Security"."""
_OF_A_FIELD = words("officer_titles", "of_a_field")
"""Heads that are a title only with a field before them: "IT Supervisor"."""
_NO_TITLE_BEHIND = words("officer_titles", "no_title")
_BODY = re.compile(
    r"\s+(?:[A-Z][\w&]*\s+){0,3}(?:Committee|Council|Team|Group(?! [A-Z])|Body|Forum|Task ?[Ff]orce)\b"
)
"""Behind "Executive", "CTO": the name of a body, no title."""
_LAST = words("officer_titles", "last")
"""What ends a title that begins with "chief"."""
_MOST_BETWEEN = 9
_CHIEF_OF = words("officer_titles", "chief_of")
_SHARES = words("officer_titles", "shares")
"""What may stand alone behind "chief" where the next title brings the "officers" of both."""


def _chief(found: Words, at: int, floor: int) -> Span | None:
    """ "Chief (Information Security) Officer", "Chief of Information Security", "Chief of Staff"; of "Chief Executive
    and Chief Financial Officers" the first too."""
    start = found.rank_before(at, floor) if found.capital(at) else at
    behind = found.plain[at + 1 : at + 1 + _MOST_BETWEEN]
    if behind[:1] == ["of"]:
        field = behind[1] if len(behind) > 1 else ""
        end = at + 3 if field == "staff" else found.field_behind(at + 2) if field in _CHIEF_OF else at
        return Span(start, end) if end > at + 2 else None
    for count, plain in enumerate(behind, 1):
        if count > 1 and not found.beside(at + count) and plain != ",":
            return None
        if plain in ("chief", "general"):
            alone = (
                behind[0] in _SHARES
                and plain != behind[1]
                and {*behind[1 : count - 1]} <= JOINS | DETERMINERS
            )
            return Span(start, at + 2) if alone else None
        if not found.capital(at + count) and plain not in FIELDS | CHIEF_WORDS:
            return None
        officer = behind[count : count + 1] in (["officer"], ["officers"])
        if plain in _LAST and (plain == "officer" or not officer):
            alone = count == 1 and plain in ("officer", "officers")
            return None if alone else Span(start, at + 1 + count, plural=plain == "officers")
    return None


def _vice(found: Words, at: int, floor: int) -> Span | None:
    """ "(Senior) Vice President (of a field)", "Cybersecurity VP"."""
    last = at + 1
    if found.plain[at] == "vice":
        joined = at + 1 < len(found.plain) and found.written[at + 1] == "-"
        last = at + 2 + joined
        if last > len(found.plain) or not found.plain[last - 1].startswith("president"):
            return None
    plural = found.plain[last - 1].endswith("s")
    end = found.field_behind(last)
    if end > last and end < len(found.plain) and found.beside(end) and found.plain[end] == "officer":
        end += 1
    rank = found.rank_before(at, floor)
    start = found.field_before(rank, floor)
    glued = found.plain[last - 1] not in ("president", "presidents") and found.plain[at] == "vice"
    return Span(start, end, end == last and start == rank and not glued, plural)


def _led(found: Words, at: int, floor: int) -> Span | None:
    """ "Director of IT", "Head, Cyber Security", "IT Manager", "our SRC Director"; not "head office", nor a director
    of the board."""
    head, start, end = found.plain[at], found.field_before(at, floor), at + 1
    following = found.plain[end] if end < len(found.plain) else ""
    body = _BODY.match(found.text, found.spans[at][1]) and found.capital(at)
    if body or (following in _NO_TITLE_BEHIND and found.beside(end)):
        return None
    if start > floor + 1 and found.written[start - 1] == "-" and found.plain[start - 2] == "non":
        return None
    if found.plain[end : end + 3] == ["in", "charge", "of"] and found.is_field(
        min(end + 3, len(found.plain) - 1)
    ):
        return Span(found.rank_before(start, floor), found.field_behind(end + 3))
    if following and head in _LED and _may_follow(found, at, start, following):
        tail = found.field_behind(end)
        of = following in ("of", "for") and head == "head"
        next_title = following == "," and found.beside(tail) and found.plain[tail] in _READERS
        if tail > end and not next_title and (of or names_subject(found, end, tail)):
            end = tail
    if (start, end) == (at, at + 1):
        start = _own_name_before(found, at)
    named = names_subject(found, start, at)
    if (start, end) == (at, at + 1) or (head in _OF_A_FIELD and not named and end == at + 1):
        return None
    start = found.rank_before(start, floor)
    bare = end == at + 1 and all(word in RANKS for word in found.plain[start:at])
    of_board = start > 0 and found.plain[start - 1] == "board"  # "the Board Cyber Lead"
    if of_board or (head in ("lead", "leader") and end == at + 1 and (bare or _is_verb(found, start, at))):
        return None
    return Span(start, end, bare)


def _may_follow(found: Words, at: int, start: int, following: str) -> bool:
    if found.written[at].endswith("'s") or (
        following == "," and names_subject(found, start, at) and not _capital_tail(found, at + 2)
    ):
        return False
    if following in (",", "/", "-", "of", "for", "over"):
        return True
    return found.plain[at] in ("director", "head") and found.capital(at + 1)


def _capital_tail(found: Words, at: int) -> bool:
    """Whether a field in capitals follows a comma: "IT Director, Cyber Security"."""
    return at < len(found.plain) and found.capital(at) and found.plain[at] in SUBJECT


def _is_verb(found: Words, start: int, at: int) -> bool:
    """Whether "lead" is a verb: "information security and IT lead our efforts"."""
    behind = found.plain[at + 1] if at + 1 < len(found.plain) else ""
    return (
        found.plain[at] == "lead"
        and behind in {"our", "the", "a", "an", "its", "to", "by", "and", "efforts"}
        and not found.capital(start)
    )


def names_subject(found: Words, first: int, last: int) -> bool:
    """Whether one of the words from `first` up to `last` makes it an officer's title and not a board member's."""
    return any(
        plain in SUBJECT and written not in NOT_FIELDS_AS_WRITTEN
        for plain, written in zip(found.plain[first:last], found.written[first:last], strict=True)
    )


_OWNER = frozenset({"our", "its", "the", "company", "company's"})
_NO_NAME = words("officer_titles", "no_name")


MOST_OWN = 3
"""How many words of a field's own name may stand before "Director"."""


def _own_name_before(found: Words, at: int) -> int:
    """Where capitals before "Director" begin that are no known field: "our SRC Director"."""
    start = at
    while start > max(0, at - MOST_OWN) and found.beside(start):
        if not found.capital(start - 1) or found.plain[start - 1] in _NO_NAME | _OWNER:
            break
        start -= 1
    owned = found.capital(at) and start > 0 and found.plain[start - 1] in _OWNER
    return start if owned else at


def _officer(found: Words, at: int, floor: int) -> Span | None:
    """ "Information Security Officer(s)", "officer in charge of cybersecurity"."""
    start = found.field_before(at, floor)
    if found.plain[at] == "officers":
        several = found.plain[at - 2 : at] == ["information", "security"]
        return Span(start, at + 1, plural=True, of="information security officer") if several else None
    if names_subject(found, start, at):
        return Span(found.rank_before(start, floor), at + 1)
    if start > floor and found.plain[start - 1] == "principal" and start == at:
        return None
    behind = found.plain[at + 1 : at + 4]
    of = (
        3
        if behind == ["in", "charge", "of"]
        else 2
        if behind[:2] == ["responsible", "for"]
        else behind[:1] == ["of"]
    )
    if not of:
        return None
    first = at + 1 + of + (at + 1 + of < len(found.plain) and found.plain[at + 1 + of] in ("the", "our"))
    end = found.field_behind(first)
    subject = names_subject(found, first, first + 2)
    return (
        Span(at, end, of=f"officer of {found.text[found.spans[first][0] :]}"[:60])
        if end > first and subject
        else None
    )


def _principal(found: Words, at: int, floor: int) -> Span | None:
    """ "Principal Financial Officer"."""
    plain = found.plain[at + 1 : at + 3]
    if plain[1:] == ["officer"] and plain[0] in ("executive", "financial", "accounting"):
        return Span(at, at + 3)
    return _led(found, at, floor)


_COUNSEL = frozenset({"general", "corporate", "legal", "house"})


def _counsel(found: Words, at: int, floor: int) -> Span | None:
    """ "General Counsel", "Corporate Counsel"; no outside counsel, no counsel in lower case but the general one."""
    kind = found.plain[at - 1] if at > floor and found.beside(at) else ""
    firm = at + 1 < len(found.plain) and found.plain[at + 1] == "firm"
    if kind not in _COUNSEL or firm:
        return None
    start = at - 3 if kind == "house" and at >= floor + 3 else at - 1
    outside = found.plain[start - 1] if start > floor else ""
    lower = not found.capital(start)
    if kind != "general" and (
        lower or outside in {"external", "outside", "internal", "our", "or", "and", "with"}
    ):
        return None
    return Span(found.rank_before(start, floor), at + 1)


def _plain(found: Words, at: int, floor: int) -> Span | None:
    """ "Corporate Controller", "Treasurer", "Corporate Secretary", "our controller"."""
    before = found.plain[at - 1] if at > floor else ""
    behind = found.plain[at + 1 : at + 4]
    earlier = found.plain[at - 2] if at > floor + 1 and before in ("corporate", "group") else before
    if found.plain[at] == "secretary" and before not in ("corporate", "company", "companys"):
        return Span(at, at + 4) if behind == ["of", "the", "company"] else None
    if not found.capital(at) and earlier not in ("our", "the", "and", "company"):
        return None
    owned = before in ("corporate", "group") or (found.plain[at] == "secretary" and before == "company")
    return Span(at - 1 if owned and found.beside(at) else at, at + 1)


def _president(found: Words, at: int, floor: int) -> Span | None:
    """ "President", "our president", "President of Technology"."""
    before = found.plain[at - 1] if at > floor else ""
    if not found.capital(at) and before not in ("our", "the"):
        return None
    end = found.field_behind(at + 1)
    if not names_subject(found, at + 1, end) or not found.written[at].istitle() or "'" in found.written[at]:
        end = at + 1
    return Span(at, end, bare=end == at + 1)


def _short(found: Words, at: int, floor: int) -> Span | None:
    """ "CISO", "vCISO", "GC"; not "GC&C", nor "GC Advisors"."""
    if _FIRM.match(found.text, found.spans[at][1]):
        return None
    return Span(found.rank_before(at, floor), at + 1)


_FIRM = re.compile(r"&| Advis[eo]rs\b")
_ISO_ACTS = re.compile(
    r"\s(?:has|is|was|also|will|who|reports|leads|oversees|manages|provides|works|serves|maintains|holds|brings|meets|presents|monitors)\b"
)


def _iso(found: Words, at: int, floor: int) -> Span | None:
    """ "The ISO" as one who does something, and no standard: "the virtual ISO has over 30 years"."""
    start = found.rank_before(at, floor)
    owned = start > 0 and found.plain[start - 1] in _OWNER | {"bank", "bank's"}
    acts = _ISO_ACTS.match(found.text, found.spans[at][1])
    return Span(start, at + 1, of="information security officer") if owned and acts else None


_Reader = Callable[[Words, int, int], Span | None]
_READERS: Mapping[str, _Reader] = {
    "chief": _chief, "vice": _vice, "director": _led, "head": _led, "manager": _led, "leader": _led, "lead": _led,
    "supervisor": _led, "executive": _led, "administrator": _led, "engineer": _led, "specialist": _led,
    "architect": _led, "analyst": _led, "coordinator": _led, "officer": _officer, "officers": _officer, "principal": _principal,
    "counsel": _counsel, "controller": _plain, "treasurer": _plain, "secretary": _plain, "president": _president,
}  # fmt: skip
"""The word at which a title is found, and what reads on from it."""


class _ReaderAt(dict[str, _Reader | None]):
    """What reads on from a word, if it begins a title: worked out once for each word of the language."""

    def __missing__(self, word: str) -> _Reader | None:
        plain, short = word.lower().removesuffix("'s"), word.removesuffix("'s").removesuffix("s")
        reader = _READERS.get(plain)
        if _VICE.fullmatch(word):
            reader = _vice
        elif word == "ISO":
            reader = _iso
        elif reader is None and (short.isupper() or word[0] == "v") and spelled_out(short):
            reader = _short
        self[word] = reader
        return reader


READER_AT = _ReaderAt()
