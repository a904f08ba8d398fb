"""What a phrase reads, what it leaves alone, and what is said of one that cannot be read."""

import pytest

from pipelines.metrics.language.phrase import Compiled, PhraseError, compiled, pieces_of, whole_words

PIECES = pieces_of(
    {"the": "the | our", "board": "{the} board [of directors]", "loop": "{loop}", "any": "any | (a | b) c"},
    {"committee": ["⟦C\\d+⟧", "⟦C"], "digit": "\\d"},
)


def read(phrase: str, text: str, stops: str = "") -> str | None:
    match = whole_words(compiled(phrase, PIECES, stops).source).search(text)
    return match and match.group()


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("third party", "a third-party firm", "third-party"),
        ("the board through", "The Board, through its", "The Board, through"),
        ("{board} ~oversee", "Our Board of Directors also regularly oversees it", "Our Board of Directors also regularly oversees"),
        ("{board} ~oversee", "The board does not oversee it", None),
        ("{board} ~oversee", "The board may oversee it", None),
        ("{committee} ~ responsible", "⟦C0⟧, which is also responsible", "⟦C0⟧, which is also responsible"),
        ("{committee} ~ responsible", "⟦C0⟧ responsible", "⟦C0⟧ responsible"),
        ("{committee} ~ responsible", "⟦C0⟧ is not responsible", None),
        ("assist* {board}", "assisting the board", "assisting the board"),
        ("assist {board}", "assisting the board", None),
        ("IT team", "it team", None),
        ("IT team", "our IT Team", "IT Team"),
        ("~report .. to {committee}", "reports all cyber risks to ⟦C3⟧", "reports all cyber risks to ⟦C3⟧"),
        ("~report .. to {committee}", "reports one two three four to ⟦C3⟧", None),
        ("~report ..4 to {committee}", "reports one, two, three four, to ⟦C3⟧", "reports one, two, three four, to ⟦C3⟧"),
        ("~report ..4 to {committee}", "reports risks; to ⟦C3⟧", None),
        ("~report ..4 to {committee}", "reports with ⟦C1⟧ to ⟦C3⟧", None),
        ("~report ..4! to {committee}", "reports with ⟦C1⟧ to ⟦C3⟧", "reports with ⟦C1⟧ to ⟦C3⟧"),
        ("[all] risk[s] (of | to) us", "risks to us", "risks to us"),
        ("[all] risk[s] (of | to) us", "all risk of us", "all risk of us"),
        ("years[']", "20 years' work", "years'"),
        ("{any} risk", "b c risk", "b c risk"),
        ("not (~engage | ~use) any", "not currently engaging any", "not currently engaging any"),
        ("cyber_secur*", "Cyber-Security and cybersecurity", "Cyber-Security"),
        ("cyber_secur*", "cybersecurity", "cybersecurity"),
        ("non[-]employee", "nonemployee directors", "nonemployee"),
    ],
)  # fmt: skip
def test_a_phrase_reads_what_people_say(phrase: str, text: str, found: str | None) -> None:
    assert read(phrase, text) == found


def test_no_gap_passes_over_a_word_that_ends_its_reach() -> None:
    assert read("~report ..6 to us", "reports much but says little to us", "but") is None
    assert read("~report ..6 to us", "reports much and says little to us", "but") is not None


def test_a_part_has_its_name() -> None:
    match = whole_words(compiled("by <who: {committee}>", PIECES).source).search("overseen by ⟦C2⟧")
    assert match is not None and match["who"] == "⟦C2⟧"


@pytest.mark.parametrize(
    ("phrase", "needs"),
    [
        ("{board} ~delegate it", [{" the ", " our "}, {" board "}, {" delegat"}, {" it "}]),
        ("the (audit | risk) committee", [{" the "}, {" audit ", " risk "}, {" committee "}]),
        ("(audit it | our risk)", [{" audit ", " risk "}]),
        ("[audit] {committee}", [{"⟦C"}]),
        ("[audit] {digit}", []),
        ("(audit | {digit}) risk", [{" risk "}]),
        ("~lead us", [{" lead ", " leads ", " led ", " leading "}, {" us "}]),
        ("the IT", [{" the "}, {" IT "}]),
        ("cyber_secur* risk[s]", [{" cyber ", " cybersecur"}, {" risk"}]),
        ("third[-]party(s | ies)", [{" third"}, {"party"}]),
        ("the e-mail", [{" the "}, {"e-mail"}]),
    ],
)
def test_the_words_without_which_a_phrase_matches_nothing(phrase: str, needs: list[set[str]]) -> None:
    assert compiled(phrase, PIECES).needs == set(map(frozenset, needs))


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("(a b", r"'\)' is missing"),
        ("a) b", "closes nothing"),
        ("a ..", "begins or ends with a gap"),
        ("[a]", "may be left out"),
        ("", "may be left out"),
        ("a {nobody}", "no piece 'nobody'"),
        ("{loop}", "made of itself"),
        ("a {b", "cannot be read"),
    ],
)
def test_a_phrase_that_cannot_be_read_says_so(phrase: str, said: str) -> None:
    with pytest.raises(PhraseError, match=said):
        compiled(phrase, PIECES)


def test_a_raw_piece_needs_the_words_that_it_is_given_or_itself() -> None:
    assert PIECES("digit") == Compiled("(?:\\d)", frozenset())
    assert PIECES("committee").needs == {frozenset({"⟦C"})}
    assert pieces_of({}, {"board": "⟦B⟧"})("board").needs == {frozenset({"⟦B⟧"})}
