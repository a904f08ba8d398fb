"""The concepts of the `cyd` taxonomy (2024 to 2026, one and the same set) and the pseudo-concepts of ours.

Concepts are keyed by namespace and local name. Labels serve only where a document has nothing else (an R page
as text): the 2024 taxonomy labels the Scope element "Timing", so a label never wins over a name.
"""

import re
from dataclasses import dataclass

NAMESPACE = re.compile(r"^http://xbrl\.sec\.gov/cyd/(\d{4})$")
"""A `cyd` namespace; group 1 is the taxonomy's year. The prefix is a convention only."""


@dataclass(frozen=True)
class Concept:
    """A concept: its local name, type (`flag` or `text`), the rule item it answers, and its standard label."""

    name: str
    kind: str
    item: str
    label: str
    column: str
    """Name of its column in `mart.disclosure` (annual concepts) or `core.incident` (incident concepts)."""


_RM = "CybersecurityRiskManagement"
_RISK = "CybersecurityRisk"
_INCIDENT = "MaterialCybersecurityIncident"
_MATERIAL = "MateriallyAffectedOrReasonablyLikelyToMateriallyAffectRegistrant"
_PROCESSES = "ProcessesForAssessingIdentifyingAndManagingThreats"
_OFFICERS = "PositionsOrCommitteesResponsible"


def _words(local_name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name)


def _concept(name: str, item: str, column: str, label: str = "") -> Concept:
    for suffix, kind, mark in (("TextBlock", "text", "[Text Block]"), ("Flag", "flag", "[Flag]")):
        if name.endswith(suffix):
            words = _words(name.removesuffix(suffix)).replace(" And ", " and ").replace(" Or ", " or ")
            for small in ("Of", "To", "For"):
                words = words.replace(f" {small} ", f" {small.lower()} ")
            return Concept(name, kind, item, label or f"{words} {mark}", column)
    raise ValueError(name)


ANNUAL: tuple[Concept, ...] = (
    _concept(f"{_RM}{_PROCESSES}TextBlock", "106(b)(1)", "processes_text",
             "Cybersecurity Risk Management Processes for Assessing, Identifying, and Managing Threats [Text Block]"),
    _concept(f"{_RM}ProcessesIntegratedFlag", "106(b)(1)(i)", "processes_integrated"),
    _concept(f"{_RM}ProcessesIntegratedTextBlock", "106(b)(1)(i)", "processes_integrated_text"),
    _concept(f"{_RM}ThirdPartyEngagedFlag", "106(b)(1)(ii)", "third_party_engaged"),
    _concept(f"{_RISK}ThirdPartyOversightAndIdentificationProcessesFlag", "106(b)(1)(iii)", "third_party_oversight"),
    _concept(f"{_RISK}{_MATERIAL}Flag", "106(b)(2)", "materially_affected"),
    _concept(f"{_RISK}{_MATERIAL}TextBlock", "106(b)(2)", "materially_affected_text"),
    _concept(f"{_RISK}BoardOfDirectorsOversightTextBlock", "106(c)(1)", "board_oversight_text"),
    _concept(f"{_RISK}BoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock", "106(c)(1)",
             "board_committee_text"),
    _concept(f"{_RISK}ProcessForInformingBoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock",
             "106(c)(1)", "informing_board_text"),
    _concept(f"{_RISK}RoleOfManagementTextBlock", "106(c)(2)", "role_of_management_text"),
    _concept(f"{_RM}{_OFFICERS}Flag", "106(c)(2)(i)", "management_responsible"),
    _concept(f"{_RM}{_OFFICERS}TextBlock", "106(c)(2)(i)", "management_responsible_text"),
    _concept(f"{_RM}ExpertiseOfManagementResponsibleTextBlock", "106(c)(2)(i)", "management_expertise_text"),
    _concept(f"{_RISK}ProcessForInformingManagementOrCommitteesResponsibleTextBlock", "106(c)(2)(ii)",
             "informing_management_text"),
    _concept(f"{_RM}{_OFFICERS}ReportToBoardFlag", "106(c)(2)(iii)", "management_reports_to_board"),
)  # fmt: skip
"""Regulation S-K Item 106 (17 CFR 229.106); Form 20-F Item 16K asks the same under its own numbers."""

INCIDENT: tuple[Concept, ...] = (
    _concept(f"{_INCIDENT}NatureTextBlock", "8-K 1.05(a)", "nature"),
    _concept(f"{_INCIDENT}ScopeTextBlock", "8-K 1.05(a)", "scope"),
    _concept(f"{_INCIDENT}TimingTextBlock", "8-K 1.05(a)", "timing"),
    _concept(f"{_INCIDENT}MaterialImpactOrReasonablyLikelyMaterialImpactTextBlock", "8-K 1.05(a)", "impact"),
    _concept(
        f"{_INCIDENT}InformationNotAvailableOrUndeterminedTextBlock", "8-K 1.05 Instr. 2", "undetermined"
    ),
)

SECTION: tuple[Concept, ...] = (
    Concept("Item1CSectionText", "text", "106", "Item 1C of a Form 10-K, whole", "section_text"),
    Concept("Item16KSectionText", "text", "16K", "Item 16K of a Form 20-F, whole", "section_text"),
    Concept("Item105SectionText", "text", "8-K 1.05", "Item 1.05 of a Form 8-K, whole", "section_text"),
)
"""Pseudo-concepts of ours (taxonomy `section`): the whole item as one text fact."""

CONCEPTS: dict[str, Concept] = {concept.name: concept for concept in (*ANNUAL, *INCIDENT, *SECTION)}
FLAGS: frozenset[str] = frozenset(name for name, concept in CONCEPTS.items() if concept.kind == "flag")
