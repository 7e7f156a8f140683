"""Anchoring: a quote stands where its letters and digits stand, in every script, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quotes.anchoring import AROUND, fitting, places

TEXT = "He said: “We have a crew”, and — later — “we have a date.” We have a crew. It cost $5.2m, not 52m; it's done."


@pytest.mark.parametrize(
    ("text", "quote", "exact"),
    [
        (TEXT, "we have a date", "we have a date"),
        (TEXT, '"we have a date."', "“we have a date.”"),
        (TEXT, "and - later - “we", "and — later — “we"),
        (TEXT, "It  cost\n$5.2m", "It cost $5.2m"),
        ("Он сказал, что мост закрыт.", "мост закрыт", "мост закрыт"),
        ("قال إن الجسر مغلق اليوم", "الجسر مغلق", "الجسر مغلق"),
        ("他说桥关了。明天再开。", "桥关了", "桥关了"),
        ("قال \u200fإن\u200f الجسر مغلق", "إن الجسر", "إن\u200f الجسر"),
        ("उसने कहा पुल बंद है।", "पुल बंद है", "पुल बंद है"),
        ("fine 👩‍👩‍👧 day 🙂!", "👩‍👩‍👧 day 🙂", "👩‍👩‍👧 day 🙂"),
        ("the soft\u00adened stance", "softened stance", "soft\u00adened stance"),
        ("Caf\u00e9 is shut", "Cafe\u0301 is shut", "Caf\u00e9 is shut"),
    ],
)
def test_a_quote_is_found_however_it_is_set(text: str, quote: str, exact: str) -> None:
    (found,) = places(text, quote)
    assert (found.exact, text[found.start : found.end]) == (exact, exact)


@pytest.mark.parametrize(
    "quote",
    ["52m, it", "2m, not", "5.2", "we had a date", "date a have", "crew and date", "ate.", "We have a crewmate", ""],
)
def test_a_quote_that_is_not_there_is_not_found(quote: str) -> None:
    assert places(TEXT, quote) == []


def test_a_marked_cut_holds_in_order_only() -> None:
    (found, *_others) = places(TEXT, "He said ... a crew ... a date")
    assert found.exact == "He said [...] a crew [...] a date"
    assert places(TEXT, "a date ... He said") == []


def test_of_several_places_what_is_around_decides() -> None:
    found = places(TEXT, "We have a crew")
    assert len(found) == 2
    assert [place.start for place in fitting(found, "He said: “", None)] == [10]
    assert [place.start for place in fitting(found, None, ". It cost")] == [59]
    assert fitting(found, "nobody", None) == []


@pytest.mark.parametrize("character", ["e\u0301", "👩\u200d👩\u200d👧", "🇩🇪", "क्षि"])
@pytest.mark.parametrize("off", range(7))
def test_what_is_kept_around_a_quote_cuts_no_character(character: str, off: int) -> None:
    text = f"{character * AROUND}{'.' * off} safe {'.' * off}{character * AROUND}"
    (place,) = places(text, "safe")
    assert place.prefix.removesuffix(f"{'.' * off} ").replace(character, "") == ""
    assert place.suffix.removeprefix(f" {'.' * off}").replace(character, "") == ""
    assert AROUND - len(character) < len(place.prefix) <= AROUND
    assert fitting([place], text[: place.start][-AROUND:], text[place.end :][:AROUND]) == [place]


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@given(words, words, words)
def test_whatever_is_cut_out_at_white_space_is_found_there_again(before: str, inside: str, after: str) -> None:
    text = f"{before} {inside} {after}"
    start = len(before) + 1
    for place in places(text, inside):
        assert text[place.start : place.end] == place.exact
        assert place.prefix == text[max(0, place.start - AROUND) : place.start]
    if any(char.isalnum() for char in inside) and "".join(inside.split()) == inside and inside.isalnum():
        assert any(place.start <= start < place.end for place in places(text, inside))
