"""How many and how much: persons affected, other things counted, cost in US dollars.

Not here: dates, nor what the numbers mean for materiality.
"""

import re

from pipelines.metrics.incidents.finding import Finding
from pipelines.metrics.incidents.report import Report, Sentence

_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: ?(?P<scale>thousand|million|billion)\b)?"
_PEOPLE = (
    r"(?:individuals|people|persons|customers|clients|consumers|patients|employees|members|users|accounts"
    r"|students|donors|residents|guests|buyers|subscribers|borrowers|depositors|data subjects|\w*holders|beneficiaries"
    r"|dependents|participants|applicants|workers|associates|passengers|travel(?:l)?ers|readers|drivers|cards"
    r"|investors|purchasers|families|taxpayers|teachers|tenants|claimants)"
)


def _number(name: str) -> str:
    """A number in groups of its own name."""
    return _NUMBER.replace("<number>", f"<number{name}>").replace("<scale>", f"<scale{name}>")


_PERSONS = re.compile(
    rf"(?<![\w.,-])(?<!Microsoft )(?<!Office )(?!(?:19|20)\d\d ){_number('1')}(?! ?%)(?: of)?"
    rf"(?: (?!\d|(?:that|who|which|by|to|in|on)\b)[\w'-]+){{0,5}}? {_PEOPLE}\b"
    rf"|\b{_PEOPLE} (?:\w+ )?(?:is|was|totals?) (?:\w+ ){{0,2}}{_number('2')}\b"
    rf"|\b{_PEOPLE} \((?:\w+ ){{0,2}}{_number('3')}\b",
    re.IGNORECASE,
)
_AFFECTED = re.compile(
    r"\b(?:affect|impact|involv|notif|expos|display|visible|contain|compris|hold|held|sold|compromis|access|acquir|exfiltrat|belong"
    r"|relat\w+ to|pertain|concern|with respect to|includ|obtain|copied|taken|stolen|captur|disclos|notice|letters?|whose"
    r"|number of|count\b|(?:data|information|records|details) (?:of|on|about|for))\w*",
    re.IGNORECASE,
)
_NOT_PERSONS = re.compile(
    r"\b(?:serv(?:es?|ing)|employs?|employees worldwide|offices|(?<!united )states|countries)\b",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    rf"(?:approximately |about |over |more than )?{_NUMBER} (?:\w+ ){{0,2}}?(?:files|records|documents|gigabytes|GB|terabytes|TB|e-?mails"
    r"|bitcoins?|servers|devices|computers|mailboxes|e-?mail accounts|tokens|ether)\b",
    re.IGNORECASE,
)
_DOLLARS = re.compile(
    rf"(?<![A-Z])(?:(?:US|U\.S\. ?)?\$|USD) ?{_number('1')}(?: ?(?:-|to|and) ?(?:US|U\.S\. ?)?\$? ?{_number('2')})?",
    re.IGNORECASE,
)
_COST = re.compile(
    r"\b(?:cost|expens|miss(?:ed|ing)|shortfall|loss|lost|charge|estimat|incur|impact|reduc|lower|decreas|declin|transfer|worth|remit"
    r"|value|misappropriat|misdirect|stolen|theft|fraud|pay\b|credits|paid|payment|remediat|unrecovered|disburs|spent"
    r"|totall?(?:ed|ing))\w*",
    re.IGNORECASE,
)
_NO_COST = re.compile(
    r"\b(?:insurance|coverage|deductible|retention|limit of|policy limit|recovered|(?<!lost )revenue of|ransom|loan|credit facility"
    r"|reward|per share|aggregate principal|fine of up to)\b",
    re.IGNORECASE,
)
_NO_COST_EITHER = re.compile(
    r" (?!of which)(?:\w+ ){0,3}(?:insurance|coverage|deductible|retention|limit|loan|credit)", re.IGNORECASE
)
"""What stands behind an amount that is no cost: "$5 million in coverage"."""
_BEFORE_INSURANCE = re.compile(r"\b(?:before|excluding|net of|prior to)\b(?: \w+){0,4}", re.IGNORECASE)


def persons_affected(report: Report) -> Finding | None:
    """The greatest number of persons that a sentence on the affected tells."""
    best: tuple[int, Sentence] | None = None
    for sentence in report.sentences:
        text = sentence.text
        for match in _PERSONS.finditer(text):
            number = round(_last(match), 2)
            told = _AFFECTED.search(text, 0, match.end() + 80)
            of_other = _NOT_PERSONS.search(text, max(0, match.start() - 100), match.end() + 80)
            whole = number == int(number) and "$" not in text[max(0, match.start() - 2) : match.start()]
            if whole and told and not of_other and (best is None or number > best[0]):
                best = (int(number), sentence)
    return Finding("persons_affected", best[0], "a number of persons affected", best[1]) if best else None


def records_note(report: Report) -> Finding | None:
    """The first number of other things that were affected, as written."""
    for sentence in report.sentences:
        if match := _RECORDS.search(sentence.text):
            return Finding("records_note", match[0], "a number of files or devices", sentence)
    return None


def cost_usd(report: Report) -> Finding | None:
    """A cost or loss in US dollars, or its estimate: the upper end of a range; of several the greatest."""
    best: tuple[float, Sentence] | None = None
    for sentence in report.sentences:
        text = sentence.text
        for match in _DOLLARS.finditer(text):
            before = _BEFORE_INSURANCE.sub("", text[max(0, match.start() - 60) : match.start()])
            is_cost = _COST.search(text, max(0, match.start() - 120), match.end() + 60)
            if not is_cost or _NO_COST.search(before) or _NO_COST_EITHER.match(text, match.end()):
                continue
            amount = _last(match)
            if best is None or amount > best[0]:
                best = (amount, sentence)
    return Finding("cost_usd", round(best[0]), "an amount of cost or loss", best[1]) if best else None


def _last(match: re.Match[str]) -> float:
    """The last number of a match: the upper end of a range."""
    name = max(group for group, value in match.groupdict().items() if value and group.startswith("number"))
    scale = match[name.replace("number", "scale")] or ""
    return float(match[name].replace(",", "")) * _SCALE.get(scale.lower(), 1)
