"""The inbox: nothing enters the ledger unseen, and what was decided stays decided."""

from typing import Any

import pytest

from claims.actions.inbox.decide import plain_statement, words_said
from claims.actions.inbox.walk import Walk
from claims.cli.terminal.inbox_view import view
from tests.support.ledgers import Place, Terminal
from tests.support.stocked_inboxes import ARTICLE, FOUND, keep

pytestmark = pytest.mark.file


def test_what_waits_is_listed_with_how_sure_the_reader_is(inbox: Terminal) -> None:
    assert inbox.ok("claims inbox").out.splitlines()[:2] == [
        "#1  0.90  Ilse Marwick > state radio",
        "    that the night boat would sail again",
    ]
    assert [each["id"] for each in inbox.json("claims inbox --min-confidence 0.8")["candidates"]] == [1, 2]
    assert inbox.json("claims list")["claims"] == []


def test_accepting_records_claim_chain_and_anchored_quote(inbox: Terminal) -> None:
    claim = inbox.json("claims inbox --accept 1")
    said = claim["utterances"][0]
    assert claim["text"] == "The night boat would sail again"
    assert [hop["name"] for hop in said["chain"]] == ["Ilse Marwick", "state radio", "The Strait Courier"]
    quote = said["quote"]
    assert quote["state"] == "anchored"
    assert ARTICLE[quote["start"] : quote["end"]] == quote["exact"] == "the night boat would sail again"
    assert ARTICLE[: quote["start"]].endswith(quote["prefix"])
    assert inbox.json("claims audit")["whole"]
    assert inbox.json("claims lint")["findings"] == []


def test_a_split_quote_is_kept_with_its_cut_marked(inbox: Terminal) -> None:
    said = inbox.json("claims inbox --accept 2")["utterances"][0]
    assert said["quote"]["exact"] == "We have a crew [...] and we have a date."
    assert (said["mode"], said["said_on"]) == ("direct", "2024-05-14")
    assert inbox.json("claims lint")["findings"] == []


def test_one_statement_may_be_several_claims(inbox: Terminal) -> None:
    made = inbox.json("claims inbox --accept 2 --text 'There is a crew' --text 'There is a date'")["claims"]
    assert [each["text"] for each in made] == ["There is a crew", "There is a date"]
    assert len({each["utterances"][0]["quote"]["exact"] for each in made}) == 1


def test_a_statement_may_be_a_known_claim_said_again(inbox: Terminal) -> None:
    inbox.ok("claims add 'The night boat sails again' --by 'Ilse Marwick'")
    claim = inbox.json("claims inbox --accept 1 --claim 1")
    assert (claim["id"], len(claim["utterances"])) == (1, 2)


def test_what_was_rejected_is_not_asked_again(inbox: Terminal, ledger: Place) -> None:
    inbox.ok("claims inbox --reject 3 --because 'No claim'")
    keep(ledger, "A new headline\n" + ARTICLE, tuple(moved(each, len("A new headline\n")) for each in FOUND))
    assert [each["id"] for each in inbox.json("claims inbox")["candidates"]] == [1, 2]
    assert {each["snapshot"] for each in inbox.json("claims inbox")["candidates"]} == {2}


def test_where_two_cues_lead_to_the_same_words_the_surer_reading_waits(inbox: Terminal, ledger: Place) -> None:
    (first, *_others) = FOUND
    keep(ledger, ARTICLE, (first, first | {"confidence": 0.3, "cue": "statement"}))
    waiting = inbox.json("claims inbox")["candidates"][0]
    assert (waiting["confidence"], waiting["reading"]["cue"]) == (first["confidence"], first["cue"])


def moved(found: dict[str, Any], by: int) -> dict[str, Any]:
    return found | {"content": [[start + by, end + by] for start, end in found["content"]]}


def test_a_decision_can_be_taken_back(inbox: Terminal) -> None:
    inbox.ok("claims inbox --accept 2 --text 'There is a crew' --text 'There is a date'")
    inbox.ok("claims inbox --reopen 2")
    assert inbox.json("claims list")["claims"] == []
    assert len(inbox.json("claims inbox")["candidates"]) == 3
    inbox.ok("claims inbox --accept 2")
    assert inbox.json("claims audit")["whole"]


def test_all_that_a_script_is_sure_enough_of(inbox: Terminal) -> None:
    made = inbox.json("claims inbox --accept-all --min-confidence 0.8")["claims"]
    assert [each["text"] for each in made] == [
        "The night boat would sail again",
        "We have a crew and we have a date",
    ]
    assert [each["id"] for each in inbox.json("claims inbox")["candidates"]] == [3]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("claims inbox --accept 9", "There is no candidate #9."),
        ("claims inbox --accept x", "is no number of a candidate"),
        ("claims inbox --accept 1 --claim 9", "There is no claim 9."),
        ("claims inbox --accept 1 --text ''", "claim text"),
        ("claims inbox --reject 1 --reject 1", "Candidate #1 is rejected already."),
        ("claims inbox --reopen 1", "Candidate #1 is open."),
    ],
)
def test_a_slip_changes_nothing(inbox: Terminal, line: str, said: str) -> None:
    before = inbox.ok("claims history --json").out
    assert said in inbox.refused(line)
    assert inbox.ok("claims history --json").out == before


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("that the bridge is closed", "The bridge is closed"),
        ('"We are ready,"', "We are ready"),
        ('they had agreed to "loosen" rules', 'They had agreed to "loosen" rules'),
        ("“Nobody” was warned, and “nobody” came", "“Nobody” was warned, and “nobody” came"),
        ("мост закрыт", "Мост закрыт"),
    ],
)
def test_a_statement_is_offered_as_a_claim_would_put_it(text: str, claim: str) -> None:
    assert plain_statement(text, [(0, len(text))], {"that"}) == claim


def test_a_quotation_in_two_parts_is_offered_as_two_sentences() -> None:
    text = '"It is shut," she said. "Nobody was hurt."'
    assert plain_statement(text, [(0, 13), (24, len(text))], set()) == "It is shut. Nobody was hurt."


def test_quotation_marks_inside_a_statement_stay_in_pairs() -> None:
    text = 'they spoke of a "positive atmosphere"'
    ((start, end),) = words_said(text, [(0, len(text))], {"that"})
    assert text[start:end] == text


# --- On the whole screen ----------------------------------------------------------------------------------------------


def walk_with(terminal: Terminal, keys: str) -> Walk:
    """Walk through the inbox with these keys pressed."""
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    from claims.cli.terminal.desk import Desk

    desk = Desk()
    desk.use(db=terminal.place.named, actor="ana")
    desk.heard = []
    walk = Walk(desk.reading, desk.writing)
    with create_pipe_input() as pressed:
        pressed.send_text(keys)
        view(walk, desk.heard, input=pressed, output=DummyOutput()).run()
    return walk


@pytest.mark.parametrize(
    ("keys", "claims", "left"),
    [
        ("q", [], 3),
        ("aq", ["The night boat would sail again"], 2),
        ("ra\x15q", ["We have a crew and we have a date"], 1),
        ("auq", [], 3),
        ("e\x15A night boat sails\rq", ["A night boat sails"], 2),
        ("s\x15A boat sails | It sails at night\rq", ["A boat sails", "It sails at night"], 2),
        ("nrpaq", [], 2),
        ("arr", ["The night boat would sail again"], 0),
        ("e\x15\x03q", [], 3),
        ("m99\rq", [], 3),
    ],
)
def test_one_key_a_decision(inbox: Terminal, keys: str, claims: list[str], left: int) -> None:
    walk = walk_with(inbox, keys)
    assert [each["text"] for each in reversed(inbox.json("claims list")["claims"])] == claims
    assert walk.left == left
