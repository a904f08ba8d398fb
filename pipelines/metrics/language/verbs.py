"""Inflections of English verbs: "oversee" is "oversees", "oversaw", "overseen", "overseeing".

Regular forms follow from spelling; only verbs that break the rules stand in the table. Not here: nouns made of verbs
("oversight"), which a phrase names as words.
"""

IRREGULAR = {
    "be": "am is are was were be been being",
    "become": "become becomes became becoming",
    "begin": "begin begins began begun beginning",
    "bear": "bear bears bore borne bearing",
    "bring": "bring brings brought bringing",
    "build": "build builds built building",
    "do": "do does did done doing",
    "fall": "fall falls fell fallen falling",
    "find": "find finds found finding",
    "get": "get gets got gotten getting",
    "give": "give gives gave given giving",
    "go": "go goes went gone going",
    "have": "has have had having",
    "hear": "hear hears heard hearing",
    "hold": "hold holds held holding",
    "keep": "keep keeps kept keeping",
    "know": "know knows knew known knowing",
    "lead": "lead leads led leading",
    "leave": "leave leaves left leaving",
    "lie": "lie lies lay lain lying",
    "make": "make makes made making",
    "meet": "meet meets met meeting",
    "oversee": "oversee oversees oversaw overseen overseeing",
    "put": "put puts putting",
    "rise": "rise rises rose risen rising",
    "run": "run runs ran running",
    "say": "say says said saying",
    "see": "see sees saw seen seeing",
    "seek": "seek seeks sought seeking",
    "set": "set sets setting",
    "shut": "shut shuts shutting",
    "sit": "sit sits sat sitting",
    "speak": "speak speaks spoke spoken speaking",
    "spend": "spend spends spent spending",
    "stand": "stand stands stood standing",
    "steal": "steal steals stole stolen stealing",
    "take": "take takes took taken taking",
    "tell": "tell tells told telling",
    "think": "think thinks thought thinking",
    "undergo": "undergo undergoes underwent undergone undergoing",
    "withdraw": "withdraw withdraws withdrew withdrawn withdrawing",
    "write": "write writes wrote written writing",
}
"""Verb -> all its forms."""

DOUBLING = frozenset(
    [
        "compel",
        "control",
        "plan",
        "refer",
        "run",
        "set",
        "submit",
        "transfer",
        "occur",
        "incur",
        "commit",
        "equip",
        "permit",
        "admit",
        "transmit",
        "defer",
        "map",
        "scan",
        "stop",
        "chat",
        "ship",
        "drop",
    ]
)
"""Verbs that double their last letter: "planned", "referring"."""

VOWELS = "aeiou"


def inflections(verb: str) -> tuple[str, ...]:
    """All forms of a verb, its base form first."""
    if verb in IRREGULAR:
        return tuple(IRREGULAR[verb].split())
    if verb in DOUBLING:
        doubled = verb + verb[-1]
        return (verb, f"{verb}s", f"{doubled}ed", f"{doubled}ing")
    if verb.endswith("e"):
        return (verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return (verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    ending = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return (verb, verb + ending, f"{verb}ed", f"{verb}ing")
