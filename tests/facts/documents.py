"""Small inline XBRL documents and instances in the tests' own words."""

BOARD = "CybersecurityRiskBoardOfDirectorsOversightTextBlock"
ROLE = "CybersecurityRiskRoleOfManagementTextBlock"
PROCESSES = "CybersecurityRiskManagementProcessesForAssessingIdentifyingAndManagingThreatsTextBlock"
INTEGRATED = "CybersecurityRiskManagementProcessesIntegratedFlag"
ENGAGED = "CybersecurityRiskManagementThirdPartyEngagedFlag"
NATURE = "MaterialCybersecurityIncidentNatureTextBlock"

NAMESPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" '
    'xmlns:ixt-sec="http://www.sec.gov/inlineXBRL/transformation/2015-08-31" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dei="http://xbrl.sec.gov/dei/2024" '
    'xmlns:cyd="http://xbrl.sec.gov/cyd/2024"'
)


def context(name: str = "c", start: str = "2024-01-01", end: str = "2024-12-31", segment: str = "") -> str:
    """A context of the entity 77."""
    members = f"<xbrli:segment>{segment}</xbrli:segment>" if segment else ""
    return (
        f'<xbrli:context id="{name}"><xbrli:entity>'
        f'<xbrli:identifier scheme="http://www.sec.gov/CIK">0000000077</xbrli:identifier>{members}</xbrli:entity>'
        f"<xbrli:period><xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"
        "</xbrli:period></xbrli:context>"
    )


def fact(
    concept: str, content: str, attributes: str = "", *, prefix: str = "cyd", reference: str = "c"
) -> str:
    """An `ix:nonNumeric` element."""
    head = f'<ix:nonNumeric name="{prefix}:{concept}" contextRef="{reference}" {attributes}'
    return f"{head}>{content}</ix:nonNumeric>"


def document(
    body: str, *, contexts: str | None = None, hidden: str = "", namespaces: str = NAMESPACES
) -> bytes:
    """An inline XBRL document with one context, `c`."""
    inner = f"<ix:hidden>{hidden}</ix:hidden>" if hidden else ""
    resources = f"<ix:resources>{context() if contexts is None else contexts}</ix:resources>"
    header = f'<div style="display:none"><ix:header>{inner}{resources}</ix:header></div>'
    return (
        f"<?xml version='1.0' encoding='ASCII'?>\n<html {namespaces} xml:lang=\"en-US\"><head><title>t</title></head>"
        f"<body>{header}{body}</body></html>"
    ).encode("ascii", "xmlcharrefreplace")


def instance(facts: str, contexts: str | None = None) -> bytes:
    """An extracted instance with one context, `c`."""
    body = (context() if contexts is None else contexts).replace("xbrli:", "")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<xbrl xmlns="http://www.xbrl.org/2003/instance" '
        'xmlns:cyd="http://xbrl.sec.gov/cyd/2024" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:other="http://example.org/other" '
        f'xml:lang="en-US">{body}{facts}</xbrl>'
    ).encode()
