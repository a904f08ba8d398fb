"""The companies of the sample and the calendar of their filings: who files what, when, and with which hard
case.

All names are invented; their CIKs lie above those that SEC has given out. What a filing says is
`disclosure.py`, what it looks like `inline.py` and `pages.py`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.sample.filing import Company
from pipelines.sample.numbers import chooser

FIRST_CIK = 2_900_101

_NAMES = (
    "ALDERBROOK BANCSHARES INC|ALDB|6022|PA", "BASALT RIVER MINERALS CORP|BSRM|1040|NV",
    "CINDERFORD TOOL WORKS INC|CNDF|3420|OH", "DOVECOTE HOME STORES INC|DVCT|5700|TN",
    "EMBERLINE ENERGY PARTNERS LP|EMBL|4922|TX", "FENWICK HOLLOW FOODS CO|FNWK|2000|MN",
    "GRANITE FERRY TRANSPORT INC|GRFY|4213|AR", "HARROW & PIKE INSURANCE GROUP INC|HRPK|6331|IL",
    "IRONWEED SEMICONDUCTOR INC|IRWD|3674|CA", "JUNIPER BEND HEALTH SERVICES INC|JNPB|8062|FL",
    "KESTREL MARSH SOFTWARE INC|KSTM|7372|WA", "LANTERN QUAY REALTY TRUST|LNTQ|6798|NY",
    "MOSSGATE PHARMACEUTICALS INC|MSGT|2834|MA", "NORTHWOLD AEROSPACE CORP|NRWD|3721|KS",
    "OXBOW LANE RESTAURANTS INC|OXBW|5812|GA", "PEREGRINE VALE ACQUISITION CORP|PRGV|6770|DE",
    "QUILLFEATHER MEDIA INC|QLFM|2711|NY", "ROWAN STRAIT SHIPPING CO|ROWS|4412|CT",
    "SALTMARSH COMMUNITY BANK CORP|SLTM|6022|SC", "TAMARACK DATA CENTERS INC|TMRK|7370|VA",
    "UMBERFIELD CHEMICAL CO|UMBR|2860|LA", "VESPER LAKE WATER UTILITIES INC|VSPL|4941|NJ",
    "WICKETSTONE APPAREL INC|WCKT|2300|NC", "YARROW PEAK ROBOTICS INC|YRWP|3569|CO",
    "ZEPHYRINE AIRWAYS GROUP INC|ZPHY|4512|TX", "ASHDOWN TIMBER PRODUCTS INC|ASHD|2421|OR",
    "BRACKENRIDGE MOTORS CORP|BRCK|3711|MI", "COPPERHEATH TELECOM INC|CPHT|4813|MO",
    "DRIFTWOOD GENOMICS INC|DRFT|8731|CA", "ELDERFLOWER BEVERAGE CO|ELDF|2080|GA",
    "FALLOWMERE FINANCIAL CORP|FLLW|6141|OH", "GORSEFIELD SOLAR INC|GRSF|3674|AZ",
    "HEATHERWICK EDUCATION INC|HTHW|8200|IL", "INGLENOOK HOTELS INC|INGL|7011|NV",
    "JACKDAW GAMES INC|JKDW|7372|CA", "KINGCUP MEDICAL DEVICES INC|KNGC|3841|MN",
    "LOOMWEAVE TEXTILES INC|LMWV|2200|SC", "MARLPIT CEMENT CO|MRLP|3240|TX",
    "NETTLEBED LOGISTICS INC|NTTL|4731|IN", "ORCHARDGATE CAPITAL BDC INC|ORCG|6726|NY",
    "PUMICE HILL DRILLING INC|PMHL|1381|OK", "QUARTZITE PAYMENTS INC|QRTZ|7389|UT",
    "REEDMACE BIOSCIENCES INC|RDMC|2836|NJ", "SORREL BAY GROCERS INC|SRLB|5411|CA",
    "THISTLEDOWN STAFFING INC|THST|7363|WI", "UNDERHILL RAIL CORP|UNDH|4011|NE",
    "VALERIAN SLEEP INC|VLRN|3841|CO", "WHINSTONE POWER CO|WHNP|4911|AL",
    "WHINSTONE POWER HOLDINGS CORP|WHNH|4911|AL", "YEWTREE SAVINGS FINANCIAL INC|YEWT|6035|MA",
    "ACORN HARBOR ACQUISITION II CORP|ACHB|6770|NY", "BITTERSWEET FOODS HOLDINGS INC|BTSW|2060|PA",
    "CLOUDBERRY NETWORKS INC|CLDB|3576|CA", "DAMSELFLY DRONES INC|DMSF|3721|FL",
    "PAPETERIE GÉNÉVRIER SA|PGNV|2621|I0", "MARISMA AZUL MINERÍA SAB|MRSM|1000|O5",
    "TORVIKEN SJØMAT ASA|TRVK|2090|Q8", "HARUKAZE DENSHI KK|HRKZ|3670|M0",
    "JADE LANTERN TECHNOLOGY LTD|JDLT|7370|F4", "KARDAMOM TRAVEL HOLDINGS PLC|KRDM|4700|X0",
)  # fmt: skip
"""Name, ticker, SIC code, and state, or EDGAR's code of a foreign country, of the business address."""

_COUNTRIES = {"I0": "FR", "O5": "MX", "Q8": "NO", "M0": "JP", "F4": "CN", "X0": "GB"}
_EXCHANGES = ("NYSE", "Nasdaq", "Nasdaq", "NYSE", "OTC")
_CATEGORIES = (
    "Large accelerated filer",
    "Accelerated filer",
    "Non-accelerated filer",
    "Non-accelerated filer",
)
_SIC = {
    1000: "Metal Mining", 1040: "Gold and Silver Ores", 2834: "Pharmaceutical Preparations",
    3674: "Semiconductors", 4911: "Electric Services", 6022: "State Commercial Banks", 6770: "Blank Checks",
    7372: "Prepackaged Software",
}  # fmt: skip


def companies() -> dict[str, Company]:
    """The companies by ticker."""
    return {company.ticker: company for company in map(_company, range(len(_NAMES)))}


def _company(place: int) -> Company:
    name, ticker, sic, state = _NAMES[place].split("|")
    choose = chooser(f"company {place}")
    foreign = state in _COUNTRIES
    return Company(
        cik=FIRST_CIK + 7 * place,
        name=name,
        ticker=ticker,
        exchange=choose.choice(_EXCHANGES),
        sic=int(sic),
        sic_description=_SIC.get(int(sic), f"Industry {sic}"),
        state=state,
        incorporated=state if foreign else choose.choice(("DE", "DE", "NV", state)),
        country=_COUNTRIES.get(state, "US"),
        category=choose.choice(_CATEGORIES),
        public_float=None if foreign else choose.randrange(4, 9_000) * 1_000_000,
    )


@dataclass(frozen=True)
class Entry:
    """A filing of the calendar: the company's ticker, the form, the day it was filed, its period, and its
    cases (each a word that `generate.py` or `disclosure.py` acts on)."""

    ticker: str
    form: str
    filed: date
    period_start: date
    period_end: date
    cases: frozenset[str] = frozenset()


def calendar() -> list[Entry]:
    """Every filing of the sample, in the order of filing."""
    entries = [*_first_season(), *_second_season(), *_others()]
    return sorted(entries, key=lambda entry: (entry.filed, entry.ticker, entry.form))


_CASES: dict[str, str] = {
    "ALDB": "frameworks_bank", "BSRM": "ligatures", "CNDF": "no_break", "DVCT": "fiscal_52_weeks",
    "EMBL": "flat", "FNWK": "contradiction", "GRFY": "continuation", "HRPK": "multiple_committees",
    "IRWD": "by_name excluded", "JNPB": "yes", "KSTM": "duplicate", "LNTQ": "management_only",
    "MSGT": "nil", "NRWD": "each", "OXBW": "full_board", "PRGV": "blank_check", "QLFM": "respectively",
    "ROWS": "team_combined", "SLTM": "external", "TMRK": "continuation ligatures", "UMBR": "not_disclosed",
    "VSPL": "team_average", "WCKT": "single_tag", "YRWP": "phrase_true", "ZPHY": "straight_quotes",
    "ASHD": "no_experience", "BRCK": "old_transforms", "CPHT": "other_prefix", "DRFT": "untagged",
    "ELDF": "untagged absent", "WHNP": "coregistrant", "ACHB": "blank_check", "JKDW": "not_stated",
    "KNGC": "hidden_flags", "LMWV": "governance_committee", "MRLP": "other_committee",
    "NTTL": "technology_committee", "ORCG": "full_board external", "QRTZ": "utf8",
    "RDMC": "full_board no_cadence", "PGNV": "no_break", "HRKZ": "risk_committee",
    "JDLT": "full_board ligatures",
}  # fmt: skip
"""Hard cases by ticker; a company without an entry is plain."""

_ANNUAL_20F = ("PGNV", "MRSM", "TRVK", "HRKZ", "JDLT", "KRDM")
_FIRST_YEAR = {"HTHW": date(2024, 9, 30), "INGL": date(2024, 10, 31), "VLRN": date(2024, 9, 30)}
"""Fiscal years that ended before 2024-12-15: Item 1C is due, its tags are not."""
_ODD_YEARS = {
    "DVCT": (date(2024, 2, 4), date(2025, 2, 1)),
    "FNWK": (date(2024, 3, 1), date(2025, 2, 28)),
    "OXBW": (date(2024, 4, 1), date(2025, 3, 30)),
}
_SECOND_YEAR = [
    "ALDB",
    "BSRM",
    "CNDF",
    "EMBL",
    "GRFY",
    "HRPK",
    "IRWD",
    "JNPB",
    "KSTM",
    "LNTQ",
    "MSGT",
    "NRWD",
    "QLFM",
    "ROWS",
    "SLTM",
    "TMRK",
    "UMBR",
    "VSPL",
    "WCKT",
    "YRWP",
    "ZPHY",
    "DRFT",
    "PRGV",
    "WHNP",
]


def _cases(ticker: str) -> frozenset[str]:
    return frozenset(_CASES.get(ticker, "").split())


def _first_season() -> list[Entry]:
    """Fiscal year 2024 (to early 2025): domestic filers January to May, foreign ones March to May."""
    entries: list[Entry] = []
    for place, ticker in enumerate(companies()):
        if ticker in ("WHNH", "DMSF"):
            continue
        start, end = _ODD_YEARS.get(ticker, (date(2024, 1, 1), date(2024, 12, 31)))
        form, cases = "20-F" if ticker in _ANNUAL_20F else "10-K", _cases(ticker)
        if ticker in _FIRST_YEAR:
            end = _FIRST_YEAR[ticker]
            start = date(end.year - 1, end.month % 12 + 1, 1)
            filed, cases = date(2025, 1, 8 + place % 12), cases | {"untagged"}
        elif ticker in _ODD_YEARS:
            filed = end + timedelta(days=46 + place % 9)
        elif form == "20-F":
            filed = date(2025, 3 + place % 3, 18 + place % 9)
        else:
            filed = date(2025, 3, 3 + place % 27) if place % 5 in (3, 4) else date(2025, 2, 10 + place % 17)
        entries.append(Entry(ticker, form, _weekday(filed), start, end, cases))
    return entries


def _second_season() -> list[Entry]:
    """Fiscal year 2025 of some of the same companies, filed February and March 2026."""
    return [
        Entry(
            ticker,
            "10-K",
            _weekday(date(2026, 2, 9 + place % 19) if place % 2 else date(2026, 3, 2 + place)),
            date(2025, 1, 1),
            date(2025, 12, 31),
            (_cases(ticker) - {"untagged", "single_tag"})
            | {"second_year"}
            | ({"yes", "exempts"} if ticker == "DRFT" else set()),
        )
        for place, ticker in enumerate(_SECOND_YEAR)
    ]


_UNTAGGED_INCIDENTS = (
    ("GRFY", "8-K", date(2024, 6, 12), date(2024, 6, 6), "first_year"),
    ("QRTZ", "8-K", date(2025, 5, 30), date(2025, 5, 28), "payment"),
    ("CPHT", "8-K", date(2025, 5, 30), date(2025, 5, 26), "flood"),
    ("DRFT", "8-K", date(2025, 5, 30), date(2025, 5, 20), "insider"),
    ("FNWK", "8-K", date(2026, 3, 30), date(2026, 3, 25), "supplier"),
    ("KNGC", "8-K", date(2026, 3, 30), date(2026, 3, 24), "extortion"),
    ("KNGC", "8-K", date(2026, 3, 27), date(2026, 3, 26), "other_item absent"),
    ("KNGC", "8-K/A", date(2026, 3, 31), date(2026, 3, 24), "extortion_amended"),
    ("KRDM", "6-K", date(2026, 3, 31), date(2026, 3, 23), "words"),
)
"""Ticker, form, day of filing, day of the event, cases (`incidents.py`): at the ends of months, so that the accession
numbers of all other filings stand; the first year's in a month that a first run does not ask for."""


def _others() -> list[Entry]:
    """Amendments, a transition report, incident reports, and a report on Form 6-K."""
    year = (date(2024, 1, 1), date(2024, 12, 31))
    incident, foreign = (date(2025, 3, 14),) * 2, (date(2026, 2, 18),) * 2
    quiet, monthly = (date(2025, 5, 19),) * 2, (date(2025, 4, 30),) * 2
    return [
        Entry("ALDB", "10-K/A", date(2025, 4, 28), *year, frozenset({"amendment_without"})),
        Entry("GRFY", "10-K/A", date(2025, 4, 14), *year, frozenset({"amendment_with"})),
        Entry(
            "DMSF",
            "10-KT",
            date(2025, 5, 29),
            date(2024, 10, 1),
            date(2025, 3, 31),
            frozenset({"transition"}),
        ),
        Entry("JKDW", "8-K", date(2025, 3, 20), *incident, frozenset({"incident"})),
        Entry("JKDW", "8-K/A", date(2025, 4, 24), *incident, frozenset({"incident", "amended", "member"})),
        Entry("SRLB", "8-K", date(2025, 5, 23), *quiet, frozenset({"incident", "untagged"})),
        Entry("NRWD", "8-K", date(2026, 3, 11), *(date(2026, 3, 6),) * 2, frozenset({"incident"})),
        Entry("TRVK", "6-K", date(2026, 2, 24), *foreign, frozenset({"incident"})),
        *(
            Entry(ticker, form, filed, event, event, frozenset({"incident", "untagged", *cases.split()}))
            for ticker, form, filed, event, cases in _UNTAGGED_INCIDENTS
        ),
        Entry("HRKZ", "6-K", date(2025, 5, 2), *monthly, frozenset({"press_release", "untagged", "absent"})),
    ]


def _weekday(day: date) -> date:
    """EDGAR takes filings on weekdays: the Friday before a weekend."""
    return date.fromordinal(day.toordinal() - max(day.weekday() - 4, 0))
