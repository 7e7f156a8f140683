"""What changed between two texts: words taken out and put in, also where the texts are long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quotes import changes
from claims.quotes.changes import changed_passages

texts = st.lists(st.sampled_from("abc"), max_size=12).map(" ".join)


@given(texts, texts)
def test_the_changes_turn_the_one_into_the_other(old: str, new: str) -> None:
    told = changed_passages(old, new)
    taken, put = (sum(len(getattr(each, side).split()) for each in told) for side in ("removed", "added"))
    assert len(old.split()) - taken + put == len(new.split())
    assert (told == []) == (old.split() == new.split())
    assert all(each.removed != each.added for each in told)


def test_words_that_changed_places_with_others_are_one_change() -> None:
    (told,) = changed_passages("the boat sails at night only", "the boat sails by day and night only")
    assert (told.before, told.removed, told.added, told.after) == ("the boat sails", "at", "by day and", "night only")


def test_a_long_text_full_of_the_same_words_is_compared_in_a_moment() -> None:
    old = "the owner of the boat and the port of the town".split() * 1_500
    new = [*old[:8_000], "never", *old[8_000:12_000], *old[12_100:]]
    started = time.process_time()
    told = changed_passages(" ".join(old), " ".join(new))
    assert time.process_time() - started < 5
    assert told[0].added == "never"
    assert sum(len(each.removed.split()) for each in told) == 100


def test_what_is_too_long_to_compare_is_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST_PAIRS", 3)
    (told,) = changed_passages("a b c d e", "a x c y e")
    assert (told.before, told.removed, told.added, told.after) == ("a", "b c d", "x c y", "e")
