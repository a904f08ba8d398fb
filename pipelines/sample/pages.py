"""EDGAR's rendering of a sample filing: `FilingSummary.xml` and R pages, in the renderer's own form.

A row is known by the element's id in its link; the definitions of the elements stand at the page's end.
"""

from html import escape

from pipelines.facts.concepts import ANNUAL, CONCEPTS, INCIDENT
from pipelines.sample.filing import Fact, SampleFiling, Span, facts_of
from pipelines.sample.inline import fact_markup

_RENDERER = "v3.25.1"
_ROLES = {
    "annual": ("993410", "Cybersecurity Risk Management and Strategy Disclosure",
               "http://xbrl.sec.gov/cyd/role/CybersecurityRiskManagementAndStrategyDisclosure"),
    "incident": ("993420", "Material Cybersecurity Incident Disclosure",
                 "http://xbrl.sec.gov/cyd/role/MaterialCybersecurityIncidentDisclosure"),
}  # fmt: skip
_HEAD = """<html>
<head>
<title></title>
<link rel="stylesheet" type="text/css" href="include/report.css">
<script type="text/javascript" src="Show.js">/* Do Not Remove This Comment */</script>
</head>
<body>
"""
_MONTHS = "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec.".split()  # noqa: SIM905
_DAYS_A_MONTH = 30.4


def kind_of(filing: SampleFiling) -> str:
    """`annual` or `incident`: which table of the taxonomy the filing's facts stand in."""
    return "incident" if filing.items or filing.form.startswith("6-K") else "annual"


def filing_summary(filing: SampleFiling) -> bytes:
    """`FilingSummary.xml`: the pages by role; the last is the disclosure, where the filing is tagged."""
    reports = [
        (
            "R1.htm",
            "0000001 - Document - Cover",
            "Cover",
            f"http://www.example.com/role/{filing.company.ticker}/Cover",
            "Cover",
        )
    ]
    reports.append(
        (
            "R2.htm",
            "9952151 - Statement - BALANCE SHEETS",
            "BALANCE SHEETS",
            f"http://www.example.com/role/{filing.company.ticker}/BalanceSheets",
            "Statements",
        )
    )
    if filing.tagged:
        number, name, role = _ROLES[kind_of(filing)]
        reports.append(("R3.htm", f"{number} - Disclosure - {name}", name, role, "Cybersecurity"))
    lines = []
    for position, (file, long, short, role, menu) in enumerate(reports, 1):
        lines.append(
            f'    <Report instance="{filing.document}">\n      <IsDefault>false</IsDefault>\n'
            f"      <HasEmbeddedReports>false</HasEmbeddedReports>\n     "
            f" <HtmlFileName>{file}</HtmlFileName>\n"
            f"      <LongName>{long}</LongName>\n      <ReportType>Sheet</ReportType>\n     "
            f" <Role>{role}</Role>\n"
            f"      <ShortName>{short}</ShortName>\n      <MenuCategory>{menu}</MenuCategory>\n"
            f"      <Position>{position}</Position>\n    </Report>\n"
        )
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<FilingSummary>\n  <Version>3.25.1</Version>\n"
        f"  <ReportFormat>html</ReportFormat>\n  <ElementCount>{len(facts_of(filing)) + 5}</ElementCount>\n"
        f'  <MyReports>\n{"".join(lines)}  </MyReports>\n  <InputFiles>\n    <File doctype="{filing.form}" '
        f'original="{filing.document}">{filing.document}</File>\n  </InputFiles>\n</FilingSummary>\n'
    ).encode()


def cover_page(filing: SampleFiling) -> bytes:
    """`R1.htm`: the cover, which holds nothing of `cyd`."""
    rows = {
        "DocumentType": filing.form,
        "DocumentPeriodEndDate": _date(filing),
        "EntityRegistrantName": filing.company.name,
        "EntityCentralIndexKey": f"{filing.cik:010d}",
    }
    lines = [
        _row(f"dei_{name}", name, f'<td class="text">{escape(value)}<span></span>\n</td>')
        for name, value in rows.items()
    ]
    return _page("Cover", [(_length(filing), [_date(filing)])], lines, [f"dei_{name}" for name in rows])


def balance_page(filing: SampleFiling) -> bytes:
    """`R2.htm`: a statement of one line."""
    line = _row("us-gaap_Assets", "Total assets", '<td class="nump">$ 1,204,330<span></span>\n</td>')
    return _page("BALANCE SHEETS - USD ($)", [("", [_date(filing)])], [line], ["us-gaap_Assets"])


def disclosure_page(filing: SampleFiling) -> bytes:
    """`R3.htm`: the disclosure. Equal facts show once; a nil fact shows an empty cell; facts of a member
    stand below a row that names it."""
    facts = [fact for fact in facts_of(filing) if fact.ordinal == 0]
    order = {concept.name: place for place, concept in enumerate((*ANNUAL, *INCIDENT))}
    facts.sort(key=lambda fact: (fact.member, order[fact.concept]))
    _, name, _ = _ROLES[kind_of(filing)]
    table = (
        "MaterialCybersecurityIncident"
        if kind_of(filing) == "incident"
        else "CybersecurityRiskManagementStrategyAndGovernance"
    )
    lines, shown = [], ""
    lines.append(_row(f"cyd_{table}LineItems", f"<strong>{name} [Line Items]</strong>", _EMPTY))
    for number, fact in enumerate(facts, 1):
        if fact.member != shown:
            shown, label = fact.member, _member_label(fact.member)
            pair = f"cyd_MaterialCybersecurityIncidentAxis={filing.company.ticker.lower()}_{fact.member}"
            lines.append(_row(pair, label, _EMPTY, "rh"))
        label = escape(CONCEPTS[fact.concept].label, quote=False)
        lines.append(_row(f"cyd_{fact.concept}", label, _cell(fact), "ro" if number % 2 else "re"))
    defined = [f"cyd_{concept}" for concept in dict.fromkeys(fact.concept for fact in facts)]
    return _page(name, [(_length(filing), [_date(filing)])], lines, defined)


_EMPTY = '<td class="text">&#160;<span></span>\n</td>'


def _cell(fact: Fact) -> str:
    if fact.is_nil:
        return _EMPTY
    markup = escape(fact_markup(fact), quote=False) if isinstance(fact.node, Span) else fact_markup(fact)
    return f'<td class="text">{markup}<span></span>\n</td>'


def _member_label(member: str) -> str:
    words = "".join(
        f" {letter}" if letter.isupper() else letter for letter in member.removesuffix("Member")
    ).strip()
    return f"{words} [Member]"


def _row(element: str, label: str, cells: str, style: str = "re") -> str:
    return (
        f'<tr class="{style}">\n<td class="pl" style="border-bottom: 0px;" valign="top"><a class="a" '
        f'href="javascript:void(0);" onclick="Show.showAR( this, \'defref_{element}\', window );">{label}'
        f"</a></td>\n{cells}\n</tr>\n"
    )


def _page(title: str, heading: list[tuple[str, list[str]]], rows: list[str], defined: list[str]) -> bytes:
    lengths = "".join(f'<th class="th" colspan="{len(dates)}">{length}</th>\n' for length, dates in heading)
    dates = "".join(f'<th class="th"><div>{day}</div></th>' for _, days in heading for day in days)
    definitions = "".join(
        f'<table border="0" cellpadding="0" cellspacing="0" class="authRefData" style="display: none;"'
        f' id="defref_{name}">\n'
        '<tr><td class="hide"><a style="color: white;" href="javascript:void(0);"'
        ' onclick="Show.hideAR();">X</a></td></tr>\n'
        '<tr><td><div class="body" style="padding: 2px;"><table><tr>\n<td><strong> Name:</strong></td>\n'
        f'<td style="white-space:nowrap;">{name}</td>\n</tr></table></div></td></tr>\n</table>\n'
        for name in defined
    )
    text = (
        f'{_HEAD}<span style="display: none;">{_RENDERER}</span><table class="report" border="0"'
        f' cellspacing="2" id="id2">\n'
        f'<tr>\n<th class="tl" colspan="1" rowspan="2"><div style="width:'
        f' 200px;"><strong>{title}<br></strong></div></th>\n'
        f'{lengths}</tr>\n<tr>{dates}</tr>\n{"".join(rows)}</table>\n<div style="display:'
        f' none;">\n{definitions}</div>\n'
        "</body>\n</html>\n"
    )
    return text.encode("ascii", "xmlcharrefreplace")


def _date(filing: SampleFiling) -> str:
    end = filing.period_end
    return f"{_MONTHS[end.month - 1]} {end.day:02d}, {end.year}"


def _length(filing: SampleFiling) -> str:
    months = round(((filing.period_end - filing.period_start).days + 1) / _DAYS_A_MONTH)
    return f"{months} Months Ended"
