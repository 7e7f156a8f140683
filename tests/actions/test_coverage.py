"""Coverage: an article sentence by sentence, and what the ledger has of each."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.actions.report.coverage import sentences
from tests.support.ledgers import Terminal

pytestmark = pytest.mark.file


def split(text: str) -> list[str]:
    return [text[start:end] for start, end, _paragraph in sentences(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. It snowed.", ["It rained.", "It snowed."]),
        (
            '"We are ready," she said. "Are you?" Nobody was.',
            ['"We are ready," she said.', '"Are you?"', "Nobody was."],
        ),
        ("Dr. Boe met Mr. Lang. They left.", ["Dr. Boe met Mr. Lang.", "They left."]),
        ("A headline\n\nA first line\nA second", ["A headline", "A first line", "A second"]),
        ("Мост закрыт. Паром ходит.", ["Мост закрыт.", "Паром ходит."]),
        ("पुल बंद है। नाव चलती है।", ["पुल बंद है।", "नाव चलती है।"]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, found: list[str]) -> None:
    assert split(text) == found


@given(st.text(alphabet='Ab."” \n?Mr', max_size=60))
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    found = list(sentences(text))
    assert "".join("".join(text[start:end].split()) for start, end, _ in found) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_each_sentence_says_what_the_ledger_has_of_it(inbox: Terminal) -> None:
    inbox.ok("claims inbox --accept 1")
    inbox.ok("claims inbox --reject 3")
    told = inbox.json("claims report coverage 1")
    assert [(each["text"], each["state"]) for each in told["sentences"]] == [
        ("Ferry talks end", "nothing"),
        ("The ferry's owner, Ilse Marwick, told state radio that the night boat would sail again.", "recorded"),
        ('"We have a crew," she said on Tuesday, "and we have a date."', "candidate"),
        ("The port said nothing of the kind had been agreed.", "rejected"),
        ("Rain fell on the quay.", "nothing"),
    ]
    assert told["counts"] == {"recorded": 1, "candidate": 1, "rejected": 1, "nothing": 2}
    assert told["sentences"][1]["claims"][0]["id"] == 1


def test_it_reads_in_every_format(inbox: Terminal) -> None:
    inbox.ok("claims inbox --accept 1")
    text = inbox.ok("claims report coverage 1").out
    assert "● The ferry's owner" in text
    assert "#1 said: unverified, so: unverified" in text
    assert '<mark class="recorded">' in inbox.ok("claims report coverage 1 -f html").out
    assert "*(recorded; " in inbox.ok("claims report coverage 1 -f markdown").out
    assert inbox.ok("claims report coverage 1 -f csv").out.count("\n") == 6


def test_the_past_is_answered_for(inbox: Terminal) -> None:
    before = inbox.json("claims report coverage 1")
    line = inbox.json("claims history --limit 1")["events"][0]["seq"]
    inbox.ok("claims inbox --accept-all")
    assert inbox.json(f"claims report coverage 1 --as-of @{line}")["sentences"] == before["sentences"]


def test_a_source_without_a_stored_text_is_refused_with_the_next_step(inbox: Terminal) -> None:
    inbox.ok("claims source add 'A leaflet'")
    assert "has no stored text. Keep a copy first: claims archive 2" in inbox.refused("claims report coverage 2")
