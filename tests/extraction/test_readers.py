"""Readers of other packages: what they propose is worded by the text alone, or refused."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from msgspec.structs import replace

from claims.errors import Refused
from claims.extraction import readers, transcript
from claims.extraction.readers import candidates
from claims.extraction.spans import FoundStatement

TEXT = "CHAIR: The session is open.\n\nVOSS: The pillars are sound."
Offer = Callable[[Callable[[str, str], Any]], None]


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Offers a function as the reader `guest`."""

    def give(read: Callable[[str, str], Any]) -> None:
        point = EntryPoint("guest", "guest:read", readers.GROUP)
        monkeypatch.setattr(EntryPoint, "load", lambda _self: read)
        monkeypatch.setattr(readers, "entry_points", lambda **_asked: [point])

    return give


def changed(**fields: Any) -> Callable[[str, str], list[FoundStatement]]:
    return lambda text, language: [replace(each, **fields) for each in transcript.read(text, language)[:1]]


def test_an_invented_quote_gives_way_to_what_stands_there(offer: Offer) -> None:
    offer(changed(text="The session is a farce", cue="lied"))
    (found,) = candidates(TEXT, reader="guest")
    assert (found.text, found.cue) == ("The session is open", None)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"content": [(7, 900)]}, "points to code points 7 to 900"),
        ({"content": [(-3, 4)]}, "points to code points -3 to 4"),
        ({"content": [(27, 29)]}, "points to code points 27 to 29"),
        ({"content": []}, "parts are missing or out of order"),
        ({"content": [(20, 26), (7, 19)]}, "parts are missing or out of order"),
        ({"source": (0, 0)}, "points to code points 0 to 0"),
        ({"mode": "sung"}, "a mode or a confidence that doesn't exist"),
        ({"confidence": 7.0}, "a mode or a confidence that doesn't exist"),
    ],
)
def test_words_outside_the_text_are_refused(offer: Offer, fields: dict[str, Any], problem: str) -> None:
    offer(changed(**fields))
    with pytest.raises(Refused, match=problem):
        candidates(TEXT, reader="guest")


def test_a_reader_that_fails_or_returns_nonsense_is_named(offer: Offer) -> None:
    offer(lambda _text, _language: 1 / 0)
    with pytest.raises(Refused, match="'guest' failed: ZeroDivisionError"):
        candidates(TEXT, reader="guest")
    offer(lambda _text, _language: ["The session is open"])
    with pytest.raises(Refused, match="something other than a list of candidates"):
        candidates(TEXT, reader="guest")


def test_turns_of_a_transcript_run_to_the_next_name() -> None:
    text = "Д-р Иванова: Да.\nИ ещё.\n\nJ. O'Neil (guest): No: not yet.\nit is late: go home."
    found = candidates(text, reader="transcript")
    assert [(each.speaker.name, each.text) for each in found if each.speaker] == [
        ("Д-р Иванова", "Да. И ещё."),
        ("J. O'Neil", "No: not yet. it is late: go home."),
    ]
