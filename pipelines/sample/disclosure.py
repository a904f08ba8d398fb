"""Compose the disclosure of a filing: a profile in, a tree of tagged text and its truth out.

A profile says what is to be true; the same seed chooses the same words. The words are `words.py`; which
company has which profile is `companies.py`.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pipelines.sample import words
from pipelines.sample.filing import Block, Node, Officer, Paragraph, Span, Truth
from pipelines.sample.incidents import EXEMPTS
from pipelines.sample.numbers import chooser, in_words, years_phrase

_PROCESSES = "CybersecurityRiskManagementProcessesForAssessingIdentifyingAndManagingThreatsTextBlock"
_INTEGRATED = "CybersecurityRiskManagementProcessesIntegrated"
_ENGAGED = "CybersecurityRiskManagementThirdPartyEngagedFlag"
_VENDORS = "CybersecurityRiskThirdPartyOversightAndIdentificationProcessesFlag"
_EFFECT = "CybersecurityRiskMateriallyAffectedOrReasonablyLikelyToMateriallyAffectRegistrant"
_BOARD = "CybersecurityRiskBoardOfDirectorsOversightTextBlock"
_COMMITTEE = "CybersecurityRiskBoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock"
_INFORMING = (
    "CybersecurityRiskProcessForInformingBoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock"
)
_ROLE = "CybersecurityRiskRoleOfManagementTextBlock"
_POSITIONS = "CybersecurityRiskManagementPositionsOrCommitteesResponsible"
_EXPERTISE = "CybersecurityRiskManagementExpertiseOfManagementResponsibleTextBlock"
_INFORMED = "CybersecurityRiskProcessForInformingManagementOrCommitteesResponsibleTextBlock"
_REPORTS = "CybersecurityRiskManagementPositionsOrCommitteesResponsibleReportToBoardFlag"

Expertise = str
"""How experience is told: `individual`, `by_name`, `each`, `respectively`, `team_combined`, `team_average`,
`none`."""


@dataclass(frozen=True)
class Profile:
    """What a disclosure is to say. `officers[0]` leads; `typography` is any of `curly`, `ligatures`,
    `no_break`."""

    seed: str
    structure: str = "audit_committee"
    committees: tuple[str, ...] = ("Audit Committee",)
    cadence: str = "quarterly"
    officers: tuple[Officer, ...] = ()
    expertise: Expertise = "individual"
    frameworks: tuple[str, ...] = ("NIST",)
    effect: str = "no"
    effect_flag: bool | None = False
    integrated: bool = True
    engaged: bool = True
    nested: bool = True
    typography: frozenset[str] = frozenset({"curly"})
    cases: frozenset[str] = field(default_factory=frozenset)


def annual_disclosure(profile: Profile) -> tuple[tuple[Node, ...], Truth]:
    """The body of an annual report's Item 1C (or 16K) and what is true of it."""
    choose = chooser(profile.seed)
    role, team = _management(profile, choose)
    processes = _processes(profile, choose)
    board = _board(profile, choose)
    inside = (*processes, role) if profile.nested and role else processes
    body: list[Node] = [Paragraph(("Risk Management and Strategy",), "h")]
    body.append(Block(_PROCESSES, inside, pieces=3 if "continuation" in profile.cases else 1))
    body += [_effect(profile, choose), Paragraph(("Governance",), "h"), *board]
    if role and not profile.nested:
        body.append(role)
    if "duplicate" in profile.cases:
        body.append(
            Paragraph(
                ("As said above, we ", Span(_ENGAGED, "retain outside assessors", profile.engaged), ".")
            )
        )
    if "phrase_true" in profile.cases:
        body.append(Paragraph(("Processes as described: ", Span(f"{_INTEGRATED}TextBlock", "true"), ".")))
    officers = tuple(_as_told(officer, profile.expertise) for officer in profile.officers) + team
    held = {code for officer in officers for code in officer.certifications}
    truth = Truth(
        officers=officers,
        oversight_structure=profile.structure,
        committees=profile.committees if _has_committees(profile) else (),
        cadence=profile.cadence,
        frameworks=profile.frameworks,
        certifications=tuple(sorted(held)),
        material_effect=profile.effect,
    )
    return tuple(_typeset(node, profile.typography) for node in body), truth


def _has_committees(profile: Profile) -> bool:
    return profile.structure.endswith(("_committee", "_committees"))


def _as_told(officer: Officer, expertise: Expertise) -> Officer:
    """Experience counts only where the chosen form of telling tells it."""
    if officer.years is None or expertise in ("individual", "by_name"):
        return officer
    if expertise == "each":
        return replace(officer, scope="each", certifications=())
    if expertise == "respectively":
        return replace(officer, qualifier="exact", certifications=())
    return replace(officer, years=None, qualifier=None, scope=None, certifications=())


def _processes(profile: Profile, choose: random.Random) -> tuple[Node, ...]:
    named = [words.FRAMEWORKS[code] for code in profile.frameworks if code != "SOC"]
    design = [words.FRAMEWORK_SENTENCE.format(frameworks=_and(named))] if named else []
    if "SOC" in profile.frameworks:
        design.append(words.SOC_SENTENCE)
    before, carried, after = choose.choice(words.INTEGRATED) if profile.integrated else words.NOT_INTEGRATED
    integrated = Paragraph(
        (before, Span(f"{_INTEGRATED}Flag", carried, profile.integrated, "nil" in profile.cases), after)
    )
    start, engaged, end = choose.choice(words.ENGAGED) if profile.engaged else words.NOT_ENGAGED
    lead, vendors, close = choose.choice(words.VENDORS)
    third = Paragraph(
        (
            start,
            Span(_ENGAGED, engaged, profile.engaged),
            f"{end} {lead}",
            Span(_VENDORS, vendors, True),
            close,
        )
    )
    practices = [Paragraph((text,), "li") for text in choose.sample(words.PRACTICES, 3)]
    foot = [Paragraph(("Page 27 of 94",), "foot")] if "excluded" in profile.cases else []
    opening = Paragraph((" ".join([choose.choice(words.OPENINGS), *design]),))
    return (opening, *foot, *practices, Block(f"{_INTEGRATED}TextBlock", (integrated,)), third)


def _effect(profile: Profile, choose: random.Random) -> Node:
    before, carried, after = choose.choice(words.EFFECT[profile.effect])
    if "exempts" in profile.cases:
        before, carried, after = EXEMPTS
    part = carried if profile.effect_flag is None else Span(f"{_EFFECT}Flag", carried, profile.effect_flag)
    return Block(f"{_EFFECT}TextBlock", (Paragraph((before, part, after)),))


def _board(profile: Profile, choose: random.Random) -> tuple[Node, ...]:
    """The board's oversight, with the committee as a phrase of its own inside it."""
    if profile.structure == "not_disclosed":
        return ()
    key = profile.structure if profile.structure in words.BOARD else "one"
    pieces = re.split(r"\{(\d)\}", choose.choice(words.BOARD[key]))
    names = dict(zip("01", profile.committees, strict=False))
    names_first = [Span(_COMMITTEE, names[piece]) if key == "one" and n % 2 else names.get(piece, piece)
                   for n, piece in enumerate(pieces)]  # fmt: skip
    charge = Paragraph(tuple(names_first))
    whole = key in ("full_board", "multiple_committees")
    children: list[Node] = [Block(_COMMITTEE, (charge,)) if whole else charge]
    body = profile.committees[0] if _has_committees(profile) else "Board of Directors"
    lead = profile.officers[0].title if profile.officers else ""
    if lead and profile.structure != "management_only":
        if profile.cadence == "not_disclosed":
            told = words.INCIDENT_REPORT.format(lead=lead, body=body)
        else:
            cadence = choose.choice(words.CADENCE[profile.cadence])
            told = choose.choice(words.REPORTS).format(
                lead=lead, body=body, cadence=cadence, Cadence=cadence[0].upper() + cadence[1:]
            )
        before, _, after = told.partition(lead)
        children.append(Block(_INFORMING, (Paragraph((before, Span(_REPORTS, lead, True), after)),)))
    return (Block(_BOARD, tuple(children), pieces=2 if "continuation" in profile.cases else 1),)


def _management(profile: Profile, choose: random.Random) -> tuple[Block | None, tuple[Officer, ...]]:
    """The role of management, its experience inside it; and the team that the experience is told of, if
    any."""
    if not profile.officers:
        return None, ()
    lead, *others = profile.officers
    if lead.role == "EXTERNAL":
        text = words.EXTERNAL_LEAD.format(title=lead.title)
    else:
        text = choose.choice(words.LEADS).format(title=lead.title) + choose.choice((words.SUPERIOR, "")) + "."
    before, _, after = text.partition(lead.title)
    led = Paragraph((before, Span(f"{_POSITIONS}Flag", lead.title, True), after))
    seconds = [
        Paragraph((words.SECONDS[other.role in words.TECHNICAL].format(title=other.title),))
        for other in others
    ]
    positions = Block(f"{_POSITIONS}TextBlock", (led, *seconds))
    sentences, team = _expertise(profile, choose)
    for officer in profile.officers:
        if officer.tenure_years is not None:
            number = choose.choice((str(officer.tenure_years), in_words(officer.tenure_years)))
            sentences.append(choose.choice(words.TENURE).format(title=officer.title, n=number))
    expertise = [Block(_EXPERTISE, (Paragraph((" ".join(sentences),)),))] if sentences else []
    informed = Paragraph((choose.choice(words.INFORMED).format(lead=lead.title),))
    return Block(_ROLE, (positions, *expertise, Block(_INFORMED, (informed,)))), team


def _expertise(profile: Profile, choose: random.Random) -> tuple[list[str], tuple[Officer, ...]]:
    told = [officer for officer in profile.officers if officer.years is not None]
    if profile.expertise in ("each", "respectively") and told[1:]:
        first, second = told[:2]
        if profile.expertise == "respectively":
            figures = {"a": first.years, "b": second.years}
            return [words.PAIR_RESPECTIVELY.format(first.title, second.title, **figures)], ()
        years = years_phrase(first.years or 0, first.qualifier or "exact", choose)
        return [words.PAIR_EACH.format(first.title, second.title, years=years)], ()
    if profile.expertise.startswith("team_") and told:
        scope = profile.expertise.removeprefix("team_")
        qualifier = told[0].qualifier or "exact"
        figure = sum(officer.years or 0 for officer in told) if scope == "combined" else told[0].years or 0
        sentence = words.TEAM_COMBINED if scope == "combined" else words.TEAM_AVERAGE
        team = Officer("information security team", "TEAM", figure, qualifier, scope)
        return [sentence.format(years=years_phrase(figure, qualifier, choose))], (team,)
    if profile.expertise == "none":
        return [], ()
    return [_individual(officer, profile, choose) for officer in told], ()


def _individual(officer: Officer, profile: Profile, choose: random.Random) -> str:
    held = [words.CERTIFICATES[code] for code in officer.certifications]
    certificate = words.HOLDS.format(held[0]) if held else ""
    by_name = profile.expertise == "by_name"
    pattern = words.EXPERTISE_BY_NAME if by_name else choose.choice(words.EXPERTISE)
    years = years_phrase(officer.years or 0, officer.qualifier or "exact", choose)
    name = choose.choice(words.SURNAMES)
    return pattern.format(title=officer.title, years=years, certificate=certificate, name=name)


def blank_check_disclosure() -> tuple[tuple[Node, ...], Truth]:
    """A shell company's short text: four blocks, two flags, no officers."""
    processes, effect, board = words.BLANK_CHECK
    before, carried, after = effect.partition("have not")
    body: tuple[Node, ...] = (
        Block(_PROCESSES, (Paragraph((processes,)),)),
        Paragraph(
            ("We ", Span(f"{_INTEGRATED}Flag", "have no", False), " risk management system beyond our board.")
        ),
        Block(f"{_EFFECT}TextBlock", (Paragraph((before, Span(f"{_EFFECT}Flag", carried, False), after)),)),
        Block(_BOARD, (Paragraph((board,)),)),
    )
    return body, Truth(oversight_structure="full_board", material_effect="no")


def single_tag_disclosure() -> tuple[tuple[Node, ...], Truth]:
    """An annual report that tags one fact: the whole item as one block."""
    text = words.OPENINGS[1]
    board = words.BOARD["full_board"][1]
    body = (Block(_PROCESSES, (Paragraph((text,)), Paragraph((board,)))),)
    return body, Truth(oversight_structure="full_board")


def incident_disclosure(name: str, day: str, *, amended: bool = False, member: str = "") -> tuple[Node, ...]:
    """The text of Item 1.05 of Form 8-K: the nature stands inside the scope."""
    prefix, text = "MaterialCybersecurityIncident", words.INCIDENT
    timing = Paragraph((text["timing"].format(day=day, name=name),))
    nature = Block(f"{prefix}NatureTextBlock", (Paragraph((text["nature"],)),), member=member)
    impact = f"{prefix}MaterialImpactOrReasonablyLikelyMaterialImpactTextBlock"
    body: list[Node] = [Block(f"{prefix}TimingTextBlock", (timing,), member=member)]
    body.append(Block(f"{prefix}ScopeTextBlock", (nature, Paragraph((text["scope"],))), member=member))
    body.append(Block(impact, (Paragraph((text["amended" if amended else "impact"],)),), member=member))
    if not amended:
        open_points = f"{prefix}InformationNotAvailableOrUndeterminedTextBlock"
        body.append(Block(open_points, (Paragraph((text["undetermined"],)),), member=member))
    return tuple(_typeset(node, frozenset({"curly"})) for node in body)


def _and(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


_TYPOGRAPHY: dict[str, Callable[[str], str]] = {
    "curly": lambda text: re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text).replace("'", "\u2019"),
    "ligatures": lambda text: re.sub("(?<!f)fi", "\ufb01", re.sub("(?<!f)fl", "\ufb02", text)),
    "no_break": lambda text: text.replace("Ms. ", "Ms.\u00a0").replace(" years", "\u00a0years"),
}
"""How a filer's software sets text; each costs SEC's archives some characters."""


def _typeset(node: Node, styles: frozenset[str]) -> Node:
    def style(text: str) -> str:
        for name in sorted(styles):
            text = _TYPOGRAPHY[name](text)
        return text

    if isinstance(node, Block):
        return replace(node, children=tuple(_typeset(child, styles) for child in node.children))
    parts = tuple(
        style(part) if isinstance(part, str) else replace(part, text=style(part.text)) for part in node.parts
    )
    return replace(node, parts=parts)
