"""Finds the titles of officers in a sentence, with all their words: "Senior Vice President, IT and Security".

A title is read on from its head ("chief", "director", "CISO") to both sides, by the grammar in `rules/officer_titles.toml`.
Not here: the role that a title has (`roles.py`).
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipelines.metrics.language.expression import Expression
from pipelines.metrics.officers.roles import Role, role
from pipelines.metrics.officers.word_kinds import Words, kinds


class Title(NamedTuple):
    """A title in a sentence: its offsets, its words, its role, whether it names no field of work ("Vice President"
    alone), and whether it is plural."""

    start: int
    end: int
    text: str
    role: Role
    bare: bool = False
    plural: bool = False


class Span(NamedTuple):
    """Words from `first` up to but not including `last`; `of` is what its role is read from, where not from all."""

    first: int
    last: int
    bare: bool = False
    plural: bool = False
    of: str = ""


def _chief(found: Words, at: int, floor: int) -> Span | None:
    """ "Chief (Information Security) Officer", "Chief of Staff"; of "Chief Executive and Chief Financial Officers" both."""
    end = found.behind("chief", at + 1)
    start = found.before("ranks", at, floor) if found.has("<capital>", at, at + 1) else at
    return Span(start, end, plural=found.has("<officers>", end - 1, end)) if end > at + 1 else None


def _vice(found: Words, at: int, floor: int) -> Span | None:
    """ "(Senior) Vice President (of a field)", "Cybersecurity VP"."""
    last = found.behind("vice", at)
    rank, end = found.before("ranks", at, floor), found.behind("tail", last)
    start, plural = (
        found.before("field_before", rank, floor),
        found.written(last - 1).removesuffix("'s").endswith("s"),
    )
    bare = (start, end) == (rank, last)
    return (
        Span(start, found.behind("<officer>", end) if end > last else end, bare, plural)
        if last > at
        else None
    )


def _led(found: Words, at: int, floor: int) -> Span | None:
    """ "Director of IT", "Head, Cyber Security", "IT Manager", "our SRC Director"; not "head office", nor a director
    of the board."""
    start, charge = found.before("field_before", at, floor), found.behind("in_charge", at)
    if found.behind("no_title", at) > at:
        return None
    if charge > at:
        return Span(found.before("ranks", start, floor), charge)
    end = _led_field(found, at, named=found.has("<subject>", start, at))
    if (start, end) == (at, at + 1) and found.has("<capital>", at, end):
        start = found.before("own_name", at, 0)
    alone, named = end == at + 1, found.has("<subject>", start, at)
    first = found.before("ranks", start, floor)
    if found.before("of_the_board", first, 0) < first or (alone and start == at):
        return None
    bare = alone and not found.has(r"(?!<rank>|\.) .", start, at)
    verb = found.behind("leads", at) > at and not found.has("<capital>", start, start + 1)
    no_title = (found.has("<of_a_field>", at, at + 1) and not named) or (
        found.has("lead", at, at + 1) and (bare or verb)
    )
    return None if alone and no_title else Span(first, end, bare)


def _led_field(found: Words, at: int, *, named: bool) -> int:
    """Where the field behind a director's title ends, if it is one: behind a field before the title ("IT Director, Cyber
    Security") in capitals alone, and not the next title of a list."""
    end = at + 1
    comma = found.tags[end : end + 1] == ","
    if found.written(at).endswith("'s") or found.behind("led", at) == at:
        return end
    tail = found.behind("tail", end)
    if comma and (
        found.has("<title>", tail, tail + 1)
        or (named and not found.has("<capital subject>", end + 1, end + 2))
    ):
        return end
    return tail if found.has("<subject>", end, tail) or found.behind("<head> <of|for>", at) > at else end


def _officer(found: Words, at: int, floor: int) -> Span | None:
    """ "Information Security Officer(s)", "officer in charge of cybersecurity"."""
    start = found.before("field_before", at, floor)
    if found.has("<officers>", at, at + 1):
        several = found.has("security_officers", at, at + 1)
        return Span(start, at + 1, plural=True, of="information security officer") if several else None
    if found.has("<subject>", start, at):
        return Span(found.before("ranks", start, floor), at + 1)
    first = found.behind("in_charge_of", at + 1)
    end = found.behind("tail", first)
    if not end > first > at + 1 or not found.has("<subject>", first, first + 2):
        return None
    return Span(at, end, of=f"officer of {found.text[found.start(first) :]}"[:60])


def _principal(found: Words, at: int, floor: int) -> Span | None:
    """ "Principal Financial Officer"."""
    end = found.behind("principal", at)
    return Span(at, end) if end > at else _led(found, at, floor)


def _counsel(found: Words, at: int, floor: int) -> Span | None:
    """ "General Counsel", "Corporate Counsel"; no outside counsel, no counsel in lower case but the general one."""
    start = found.before("counsel", at, floor)
    return (
        Span(found.before("ranks", start, floor), at + 1)
        if start < at and not found.has("<firm>", at + 1, at + 2)
        else None
    )


def _plain(found: Words, at: int, floor: int) -> Span | None:
    """ "Corporate Controller", "Treasurer", "our controller", "Corporate Secretary", "Secretary of the Company"."""
    start, end = found.before("plain", at + 1, floor), found.behind("secretary", at)
    return Span(min(start, at), max(end, at + 1)) if start <= at or end > at else None


def _president(found: Words, at: int, floor: int) -> Span | None:
    """ "President", "our president", "President of Technology"."""
    if not found.has("<capital>", at, at + 1) and found.before("owned", at, floor) == at:
        return None
    end = found.behind("tail", at + 1)
    if not found.has("<subject>", at + 1, end) or found.written(at) != "President":
        end = at + 1
    return Span(at, end, bare=end == at + 1)


_FIRM = re.compile(r"&| Advis[eo]rs\b")
_ISO_ACTS = re.compile(
    r"\s(?:has|is|was|also|will|who|reports|leads|oversees|manages|provides|works|serves|maintains|holds|brings|meets|presents|monitors)\b"
)


def _short(found: Words, at: int, floor: int) -> Span | None:
    """ "CISO", "vCISO", "GC"; not "GC&C", nor "GC Advisors"; "ISO" as one who does something, and no standard: "the virtual ISO
    has over 30 years"."""
    start, behind = found.before("ranks", at, floor), found.end(at)
    if found.written(at) == "ISO":
        owned = found.before("owned", start, 0) < start
        return (
            Span(start, at + 1, of="information security officer")
            if owned and _ISO_ACTS.match(found.text, behind)
            else None
        )
    return None if _FIRM.match(found.text, behind) else Span(start, at + 1)


_Reader = Callable[[Words, int, int], Span | None]
_READERS: Mapping[str, _Reader] = {
    "chief": _chief, "vice": _vice, "officer": _officer, "officers": _officer, "principal": _principal, "counsel": _counsel,
    "controller": _plain, "treasurer": _plain, "secretary": _plain, "president": _president,
}  # fmt: skip
"""What reads a title on from its head, where that is no director or the like (`_led`)."""
_HEADS = kinds("<title|vp|short>|{iso}")


def _reader(found: Words, at: int) -> _Reader:
    if found.has("<vp>", at, at + 1):
        return _vice
    plain = found.written(at).lower().removesuffix("'s")
    return _READERS.get(plain, _led if found.has("<title>", at, at + 1) else _short)


class Aliases(NamedTuple):
    """Abbreviations that a filing defines for itself, with title and role, and the pattern that finds them."""

    meanings: Mapping[str, tuple[str, Role]]
    pattern: re.Pattern[str] | None


NO_ALIASES = Aliases({}, None)


def find_titles(text: str, aliases: Aliases = NO_ALIASES) -> list[Title]:
    """The titles of one sentence, in order and without overlaps."""
    found, titles, floor = Words(text), list[Title](), 0
    for head in _HEADS.finditer(found.tags):
        at = head.start()
        span = _reader(found, at)(found, at, floor) if at >= floor else None
        if span is None or span.first < floor:
            continue
        floor = span.last
        if not _certificate(found, span):
            titles.append(_title(found, span))
    titles = _with_lists(text, titles)
    for match in aliases.pattern.finditer(text) if aliases.pattern else ():
        over = [title for title in titles if title.start < match.end() and match.start() < title.end]
        if all(match.start() <= title.start and title.end <= match.end() for title in over):
            titles = [title for title in titles if title not in over]
            titles.append(Title(match.start(), match.end("name"), *aliases.meanings[match["name"]]))
    return sorted(titles)


BRACKET = re.compile(r"\s*\([^()]*\)(?=\s)")


def _title(found: Words, span: Span) -> Title:
    start, end = found.start(span.first), found.end(span.last - 1)
    text = BRACKET.sub("", found.text[start:end]).removesuffix("'s")
    if text[-2:-1].isupper():
        text = text.removesuffix("s")  # "our CISOs experience": SEC's archives lose the apostrophe
    end -= 2 * found.text[start:end].endswith("'s")
    return Title(start, end, text, role(span.of or text), span.bare, span.plural)


_CERTIFICATE_BEHIND = re.compile(
    r"\s+(?:\([A-Za-z|]+\)\s+)?(?:[Cc]ertificat|[Dd]esignation\b|Executive\s+Educ|Charter\b|communit|[Ss]ummit|Forum\b)"
)
_CERTIFIED = re.compile(r"(?<![\w-])(?:Certified|CompTIA Secure|SANS|(?<![A-Z]{3} )certified) ")


def _certificate(found: Words, span: Span) -> bool:
    """Whether it is a certificate or a circle of peers: "a Certified Information Security Manager" is no manager; "a CISSP-certified
    CISO" is one."""
    start, end = found.start(span.first), found.end(span.last - 1)
    return bool(
        _CERTIFIED.search(found.text[max(0, start - 16) : start + 10])
        or _CERTIFICATE_BEHIND.match(found.text, end)
    )


_LISTED = Expression(
    r"\b(?P<rank>[Hh]eads|[Dd]irectors|[Vv]ice [Pp]residents) of (?:our |the )?"
    r"(?P<fields>(?:(?:[A-Z][\w&/'-]*|and|&|of),? ){1,40}(?:and|&) [A-Z][\w&/]*(?: [A-Z][\w&/]*)*)"
)
"""A list of fields under one plural title: "the Heads of Privacy, Information Security and IT Infrastructure"."""
_MANAGERS = Expression(
    r"\w+ed by (?:our |the |its |local |regional )+(?P<who>(?:IT|[Ii]nformation|[Cc]yber)(?: ?[A-Za-z]+)? "
    r"(?:[Mm]anagers|[Dd]irectors|[Ll]eaders))\b"
)
"""Several who have one title and a part: "controls are evaluated by our IT managers"."""


def _with_lists(text: str, titles: list[Title]) -> list[Title]:
    """The titles with those that stand in a plural: each of a list is written out."""
    for heads in _LISTED.finditer(text) if "s of " in text else ():
        titles = [title for title in titles if title.end <= heads.start() or title.start >= heads.end()]
        for item in re.finditer(r"[^,;]+?(?=,|;|\s+and\s+|$)", heads["fields"]):
            field = re.sub(r"^\s*(?:and|&)?\s*", "", item[0])
            written = f"{heads['rank'][:-1]} of {field}"
            if (words_of := Words(field)).has("<subject>", 0, len(words_of.tags)):
                start = heads.start("fields") + item.end() - len(field)
                titles.append(Title(start, start + len(field.rstrip()), written, role(written)))
    for managers in _MANAGERS.finditer(text) if "s" in text and "by " in text else ():
        titles.append(Title(*managers.span("who"), managers["who"], role(managers["who"][:-1]), plural=True))
    return sorted(titles)
