"""The filed document of a sample filing and the instance that SEC extracts from it.

The inline document holds each construct that the cases name: nested blocks, `ix:continuation` over pages,
`ix:exclude`, `ix:hidden`, nil, both generations of boolean transforms, a prefix of the filer's own choice. An
untagged filing is the same document in plain HTML. R pages are `pages.py`.
"""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from pipelines.facts.concepts import FLAGS
from pipelines.sample.filing import Block, Fact, Node, Paragraph, SampleFiling, Span, facts_of

_TRANSFORMS = {
    True: "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26",
    False: "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12",
}
"""Transform registries 3 (2015, names `booleantrue`) and 4 (2020, names `fixed-true`); both are in use."""

_HEADINGS = {
    "10-K": ("Item 1B.", "Unresolved Staff Comments", "Item 1C.", "Cybersecurity", "Item 2.", "Properties"),
    "20-F": (
        "Item 16J.",
        "Insider Trading Policies",
        "Item 16K.",
        "Cybersecurity",
        "Item 17.",
        "Financial Statements",
    ),
    "8-K": (
        "",
        "",
        "Item 1.05",
        "Material Cybersecurity Incidents",
        "Item 9.01",
        "Financial Statements and Exhibits",
    ),
    "8-K Item 8.01": ("", "", "Item 8.01", "Other Events", "Item 9.01", "Financial Statements and Exhibits"),
    "6-K": ("", "", "", "Information contained in this report", "", "Signatures"),
}
"""Items before, of and after the disclosure, by form."""
_BEFORE = (
    "None of the comments of the staff that we received more than 180 days before the year's end is open."
)
_AFTER = "Our head office is leased until 2031 and gives us the room we need."


class Writer:
    """Writes one filing as inline XBRL, or as plain HTML where it is untagged; `number` counts ids."""

    def __init__(self, filing: SampleFiling) -> None:
        """A writer of this filing, to be used once."""
        self.filing = filing
        self.number = 0
        self.hidden: list[str] = []
        self.prefix = "cyber" if "other_prefix" in filing.cases else "cyd"

    def nodes(self, nodes: tuple[Node, ...], member: str = "") -> str:
        """Nodes as markup, tags included."""
        return "".join(
            self.block(node, member) if isinstance(node, Block) else self.paragraph(node, member)
            for node in nodes
        )

    def paragraph(self, node: Paragraph, member: str) -> str:
        """A paragraph with its phrases tagged; a page's foot is excluded from the facts around it."""
        inner = "".join(
            escape(part, quote=False) if isinstance(part, str) else self.span(part, member)
            for part in node.parts
        )
        if node.kind == "foot":
            foot = f'<p style="text-align:center">{inner}</p><hr/>'
            return f"<ix:exclude>{foot}</ix:exclude>" if self.filing.tagged else foot
        return _plain(node, inner)

    def span(self, part: Span, member: str) -> str:
        """Words as a fact; a flag's words stay readable, and its value goes by a transform or into the
        header."""
        words = escape(part.text, quote=False)
        if not self.filing.tagged:
            return words
        if part.nil:
            return self.hide(part, member, ' xsi:nil="true"', "", words)
        if part.concept not in FLAGS:
            return f"<ix:nonNumeric {self.attributes(part.concept, member)}>{words}</ix:nonNumeric>"
        if "hidden_flags" in self.filing.cases:
            return self.hide(part, member, "", str(part.flag).lower(), words)
        kind = "boolean" if "old_transforms" in self.filing.cases else "fixed-"
        transform = f'format="ixt:{kind}{str(part.flag).lower()}"'
        return f"<ix:nonNumeric {self.attributes(part.concept, member)} {transform}>{words}</ix:nonNumeric>"

    def hide(self, part: Span, member: str, more: str, value: str, words: str) -> str:
        """Put a fact into the hidden part of the header; its words stay as they are."""
        start = f"<ix:nonNumeric {self.attributes(part.concept, member)}{more}>"
        self.hidden.append(f"{start}{value}</ix:nonNumeric>")
        return words

    def block(self, node: Block, member: str) -> str:
        """A block, split over `pieces` pages: a page foot stands between, and each piece names the next."""
        member = node.member or member
        if not self.filing.tagged:
            return self.nodes(node.children, member)
        attributes = f'{self.attributes(node.concept, member)} escape="true"'
        own = self.number
        pieces = list(_split(node.children, node.pieces))
        names = [f"f-{own}-{n}" for n in range(1, len(pieces))]
        markup = []
        for n, piece in enumerate(pieces):
            following = f' continuedAt="{names[n]}"' if n < len(names) else ""
            inner = self.nodes(piece, member)
            if n == 0:
                markup.append(f"<ix:nonNumeric {attributes}{following}>{inner}</ix:nonNumeric>")
            else:
                markup.append(f'<ix:continuation id="{names[n - 1]}"{following}>{inner}</ix:continuation>')
        return '<p style="text-align:center">Page break</p><hr/>'.join(markup)

    def attributes(self, concept: str, member: str) -> str:
        """The attributes that make an element a fact."""
        self.number += 1
        context = "c-2" if member else "c-1"
        return f'name="{self.prefix}:{concept}" contextRef="{context}" id="f-{self.number}"'


def document(filing: SampleFiling) -> bytes:
    """The primary document; UTF-8 where the case says so, else ASCII with character references."""
    writer = Writer(filing)
    body = f"{_cover(filing)}{_item(filing, writer.nodes(filing.body))}"
    if filing.tagged or "amendment_without" in filing.cases:
        start = f"<html {_namespaces(filing, writer.prefix)}>"
        header = _header(filing, writer.hidden)
        text = "<?xml version='1.0' encoding='UTF-8'?>\n"
        text += f"{start}\n<head><title>{filing.document}</title></head>\n"
        text += f'<body>\n<div style="display:none">{header}</div>\n{body}\n</body>\n</html>\n'
    else:
        text = f"<html>\n<head><title>{filing.document}</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    return text.encode() if "utf8" in filing.cases else text.encode("ascii", "xmlcharrefreplace")


def instance(filing: SampleFiling) -> bytes:
    """The instance that SEC extracts (`X_htm.xml`): blocks as escaped markup, flags as `true` and `false`."""
    prefixes = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _instance_namespaces(filing).items())
    lines = [
        f'<?xml version="1.0" encoding="utf-8"?>\n<xbrl xml:lang="en-US"'
        f' xmlns="http://www.xbrl.org/2003/instance" {prefixes}>'
    ]
    lines.append(
        f'<link:schemaRef xlink:href="{filing.document.removesuffix(".htm")}.xsd" xlink:type="simple"/>'
    )
    lines.append(_contexts(filing, ""))
    lines += [
        f'<dei:{name} contextRef="c-1">{escape(value)}</dei:{name}>' for name, value in _dei(filing).items()
    ]
    for number, fact in enumerate(facts_of(filing), 1):
        context = "c-2" if fact.member else "c-1"
        start = f'<cyd:{fact.concept} contextRef="{context}" id="f-{number}"'
        lines.append(
            f'{start} xsi:nil="true"/>'
            if fact.is_nil
            else f"{start}>{escape(fact_markup(fact), quote=False)}</cyd:{fact.concept}>"
        )
    return ("\n".join(lines) + "\n</xbrl>\n").encode()


def fact_markup(fact: Fact) -> str:
    """A fact's value as the instance holds it before escaping: markup of a block, else its plain text."""
    if isinstance(fact.node, Span):
        return fact.value if fact.flag is not None else fact.node.text
    return "".join(_markup(child) for child in fact.node.children)


def _markup(node: Node) -> str:
    if isinstance(node, Block):
        return "".join(_markup(child) for child in node.children)
    if node.kind == "foot":
        return ""
    return _plain(
        node,
        "".join(escape(part if isinstance(part, str) else part.text, quote=False) for part in node.parts),
    )


def _plain(node: Paragraph, inner: str) -> str:
    if node.kind == "h":
        return f'<p style="font-style:italic"><b>{inner}</b></p>\n'
    if node.kind == "li":
        return f'<ul style="margin:0"><li>{inner}</li></ul>\n'
    return f'<p style="margin-top:6pt"><span style="font-size:10pt">{inner}</span></p>\n'


def _split(children: tuple[Node, ...], pieces: int) -> Iterator[tuple[Node, ...]]:
    """The children in at most so many runs of about equal length."""
    pieces = min(pieces, len(children))
    cuts = [round(n * len(children) / pieces) for n in range(pieces + 1)]
    yield from (children[start:end] for start, end in pairwise(cuts))


def _namespaces(filing: SampleFiling, prefix: str) -> str:
    uris = {
        "": "http://www.w3.org/1999/xhtml",
        "ix": "http://www.xbrl.org/2013/inlineXBRL",
        "ixt": _TRANSFORMS["old_transforms" in filing.cases],
        "xbrli": "http://www.xbrl.org/2003/instance",
        **{prefix if name == "cyd" else name: uri for name, uri in _instance_namespaces(filing).items()},
    }
    return " ".join(f'xmlns{":" if name else ""}{name}="{uri}"' for name, uri in uris.items())


def _instance_namespaces(filing: SampleFiling) -> dict[str, str]:
    year = filing.taxonomy.removeprefix("cyd/")
    ticker = filing.company.ticker.lower()
    return {
        "cyd": f"http://xbrl.sec.gov/cyd/{year}",
        "dei": f"http://xbrl.sec.gov/dei/{year}",
        "link": "http://www.xbrl.org/2003/linkbase",
        "xbrldi": "http://xbrl.org/2006/xbrldi",
        "xlink": "http://www.w3.org/1999/xlink",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        ticker: f"http://www.example.com/{ticker}/{filing.period_end:%Y%m%d}",
    }


def _contexts(filing: SampleFiling, prefix: str) -> str:
    members = sorted({fact.member for fact in facts_of(filing) if fact.member})
    texts = []
    for number, member in enumerate(("", *members), 1):
        axis = "cyber" if "other_prefix" in filing.cases and prefix else "cyd"
        segment = (
            f'<{prefix}segment><xbrldi:explicitMember dimension="{axis}:MaterialCybersecurityIncidentAxis">'
            f"{filing.company.ticker.lower()}:{member}</xbrldi:explicitMember></{prefix}segment>"
            if member
            else ""
        )
        texts.append(
            f'<{prefix}context id="c-{number}"><{prefix}entity><{prefix}identifier scheme="http://www.sec.gov/CIK">'
            f"{filing.cik:010d}</{prefix}identifier>{segment}</{prefix}entity><{prefix}period>"
            f"<{prefix}startDate>{filing.period_start}</{prefix}startDate>"
            f"<{prefix}endDate>{filing.period_end}</{prefix}endDate></{prefix}period></{prefix}context>"
        )
    return "\n".join(texts)


def _dei(filing: SampleFiling) -> dict[str, str]:
    return {
        "DocumentType": filing.form,
        "AmendmentFlag": str(filing.form.endswith("/A")).lower(),
        "DocumentPeriodEndDate": f"{filing.period_end}",
        "EntityRegistrantName": filing.company.name,
        "EntityCentralIndexKey": f"{filing.cik:010d}",
    }


def _header(filing: SampleFiling, hidden: list[str]) -> str:
    own = "".join(
        f'<ix:nonNumeric name="dei:{name}" contextRef="c-1" id="d-{n}">{escape(value)}</ix:nonNumeric>'
        for n, (name, value) in enumerate(_dei(filing).items())
        if name in ("AmendmentFlag", "EntityCentralIndexKey", "DocumentPeriodEndDate")
    )
    schema = f'<link:schemaRef xlink:href="{filing.document.removesuffix(".htm")}.xsd" xlink:type="simple"/>'
    return (
        f"<ix:header><ix:hidden>{own}{''.join(hidden)}</ix:hidden><ix:references>{schema}</ix:references>"
        f"<ix:resources>{_contexts(filing, 'xbrli:')}</ix:resources></ix:header>"
    )


def _cover(filing: SampleFiling) -> str:
    end = filing.period_end
    names = "".join(f"<p><b>{escape(company.name)}</b></p>\n" for company in filing.companies)
    label = (
        "Date of Report (date of earliest event reported)"
        if filing.form.startswith("8-K")
        else "For the period ended"
    )
    return (
        "<p>UNITED STATES<br/>SECURITIES AND EXCHANGE COMMISSION</p>\n"
        f"<p><b>FORM {filing.form}</b></p>\n<p>{label}: {end:%B} {end.day}, {end.year}</p>\n{names}"
        f"<p>Commission file number 001-{filing.cik % 100_000:05d}</p><hr/>\n"
    )


def _item(filing: SampleFiling, body: str) -> str:
    form = filing.form.removesuffix("/A").replace("10-KT", "10-K")
    if "amendment_without" in filing.cases:
        return f"<p><b>Explanatory Note</b></p>\n{body}<p>Item 15. Exhibits</p>\n"
    if "other_item" in filing.cases:
        form = "8-K Item 8.01"
    earlier, earlier_name, number, name, later, later_name = _HEADINGS[form]
    before = f"<p><b>{earlier} {earlier_name}</b></p>\n<p>{_BEFORE}</p>\n" if earlier else ""
    contents = (
        f"<p>TABLE OF CONTENTS</p>\n<table><tr><td>{earlier}</td><td>{earlier_name}</td><td>26</td></tr>"
        f"<tr><td>{number}</td><td>{name}</td><td>27</td></tr>"
        f"<tr><td>{later}</td><td>{later_name}</td><td>29</td></tr></table>\n"
        if earlier
        else ""
    )
    heading = f"<p><b>{number} {name}</b></p>\n"
    return f"{contents}{before}{heading}{body}<p><b>{later} {later_name}</b></p>\n<p>{_AFTER}</p>\n"
