"""A quote in its sentence, and the address that shows it in its page."""

import pytest

from claims.reports.layout.fragments import surroundings, text_fragment
from claims.views import Quote


def quote(text: str, exact: str, state: str = "anchored", around: int = 160) -> Quote:
    start = text.index(exact)
    end = start + len(exact)
    return Quote(exact, text[max(0, start - around) : start], text[end : end + around], start, end, state, 1)


@pytest.mark.parametrize(
    ("text", "exact", "before", "after"),
    [
        ("It rained. He said the pier was safe, she said. It snowed.", "the pier was safe", "He said", ", she said."),
        ("The pier was safe.", "The pier was safe", "", "."),
        ("He said: “The pier is safe.” It rained.", "The pier is safe.", "He said:", ""),
        ('It rained. "The pier is safe," he said. It snowed.', "The pier is safe", "", ", he said."),
        ("It rained. «The pier is safe» he said.", "The pier is safe", "", " he said."),
        ('He called the pier "old but safe" twice.', 'the pier "old but safe', "He called", " twice."),
        ("Title\nThe pier is safe, he said.\nMore", "The pier is safe", "", ", he said."),
    ],
)
def test_a_quote_stands_in_its_sentence(text: str, exact: str, before: str, after: str) -> None:
    assert surroundings(quote(text, exact)) == (before, after)


@pytest.mark.parametrize(
    ("text", "exact", "before", "after"),
    [
        ('He called the pier "old but safe" twice.', 'the pier "old but safe', "He called", '" twice.'),
        ('He held it was "safe". It rained.', 'it was "safe', "He held", '".'),
        ("He said the pier was safe, she said.", "the pier was safe", "He said", ", she said."),
    ],
)
def test_a_mark_that_closes_within_indirect_speech_stays(text: str, exact: str, before: str, after: str) -> None:
    assert surroundings(quote(text, exact), to_the_letter=True) == (before, after)


def test_a_sentence_that_goes_on_further_is_cut_openly() -> None:
    text = "one two three four five six seven eight nine ten"
    assert surroundings(quote(text, "five", around=10)) == ("… four", " six …")


@pytest.mark.parametrize(
    ("url", "exact", "address"),
    [
        ("https://a.example/b", "50 %, at least", "https://a.example/b#:~:text=50%20%25%2C%20at%20least"),
        ("https://a.example/b#top", "well-kept", "https://a.example/b#top:~:text=well%2Dkept"),
        ("https://a.example/b", "a b [...] c d", "https://a.example/b#:~:text=a%20b,c%20d"),
        (
            "https://a.example/b",
            "a b c d e f g h i j k l m",
            "https://a.example/b#:~:text=a%20b%20c%20d%20e,i%20j%20k%20l%20m",
        ),
        ("file:///a", "a", ""),
        ("javascript:alert(1)", "a", ""),
        (None, "a", ""),
    ],
)
def test_the_address_leads_to_the_words(url: str | None, exact: str, address: str) -> None:
    assert text_fragment(url, Quote(exact, None, None, 0, len(exact), "anchored", 1)) == address


def test_an_orphan_has_no_place_to_lead_to() -> None:
    assert text_fragment("https://a.example/", Quote("a", None, None, None, None, "orphan", None)) == ""
