"""The queue: every reason to look again, in order, with a command that can be typed."""

import shlex
from collections.abc import Callable
from typing import Any

import click
import pytest

from claims.actions.report.queue import DueKind
from claims.cli import main
from docs.from_commands import walk
from tests.support.ledgers import Terminal

COMMANDS = {path[1:]: command for path, command in walk(main, ("claims",))}

POLICY = """
name = "two of us"
[content.verified]
primary = 1
rationale = 8
approvals = 1
recheck_days = 30
"""

EVERYTHING = (
    "claims source add https://vesta.example/wire/7 --title 'Wire 7' --kind wire",
    "claims source add https://ledger.example/pier --title 'The Ledger'",
    "claims source link 2 syndicates 1",
    "claims add 'The pier opens in June' --by 'Elena Voss'",
    "claims add 'The pier stays shut' --by 'Bo Lind'",
    "claims add 'The ferry sails at night' --by 'Elena Voss' --source https://courier.example/ferry",
    "claims add 'The bridge is closed' --by 'Bo Lind'",
    "claims add 'The tunnel is closed' --by 'Bo Lind'",
    "claims relate 2 contradicts 1",
    "claims verify 1 --because 'The Ledger has it' --evidence 2",
    "claims verify 2 --because 'He has the keys'",
    "claims verify 3 --because 'The timetable says so' --on 2025-03-01 --recheck-on 2025-04-01",
    "claims verify 3 --attribution --because 'On tape' --evidence https://courier.example/tape",
    "claims evidence retire 2 --because 'The tape is of somebody else'",
    "claims refute 4 --because 'I drove over it' --rating True",
    "claims verify 5 --because 'The sign says so' --policy p.toml --recheck-on 'in 20 days'"
    " --evidence https://sign.example/1 --override 'The sign is the only source'",
    "claims source retract 1 --because 'The agency withdrew it'",
)


@pytest.fixture
def busy(terminal: Terminal, stocked: Callable[[tuple[str, ...]], Terminal]) -> Terminal:
    """A desk with something due of every kind."""
    (terminal.folder / "p.toml").write_text(POLICY, encoding="utf-8")
    return stocked(EVERYTHING)


def due(terminal: Terminal, asked: str = "") -> list[dict[str, Any]]:
    """What is due."""
    answer = terminal.run(f"claims queue {asked} --json")
    found: list[dict[str, Any]] = answer.json["due"]
    assert answer.code == bool(found)
    return found


def test_kinds_come_by_urgency_and_within_a_kind_by_date(busy: Terminal) -> None:
    order = [kind.value for kind in DueKind]
    found = due(busy, "--policy p.toml")
    places = [(order.index(each["kind"]), each["since"]) for each in found]
    assert places == sorted(places)
    assert {"retracted", "withdrawn", "contradiction", "recheck", "flaw", "shortfall"} <= {
        each["kind"] for each in found
    }


def test_without_a_policy_what_is_wrong_in_itself_is_due(busy: Terminal) -> None:
    kinds = [(each["kind"], each["code"], each["claim"]) for each in due(busy)]
    assert kinds == [
        ("retracted", "E202", 1),
        ("withdrawn", "E203", 3),
        ("contradiction", "L602", 1),
        ("recheck", "P108", 3),
        ("flaw", "R501", 4),
    ]


def test_the_queue_and_lint_find_the_same(busy: Terminal) -> None:
    for policy in ("", "--policy p.toml"):
        findings = busy.run(f"claims lint {policy} --json").json["findings"]
        told = {(each["code"], each["record"], each["said"]) for each in findings}
        assert {(each["code"], each["record"], each["why"]) for each in due(busy, policy)} == told


def test_every_command_that_it_names_can_be_typed(busy: Terminal) -> None:
    for each in due(busy, "--policy p.toml"):
        program, *words = shlex.split(each["do"])
        assert program == "claims"
        depth = 2 if tuple(words[:2]) in COMMANDS else 1
        command = COMMANDS[tuple(words[:depth])]
        given = ["2025-05-01" if word == "DATE" else word for word in words[depth:]]
        command.make_context(words[depth - 1], given, parent=click.Context(main))


@pytest.mark.parametrize("kind", ["retracted", "withdrawn", "contradiction"])
def test_the_command_takes_the_item_off_the_queue(busy: Terminal, kind: str) -> None:
    (item,) = [each for each in due(busy) if each["kind"] == kind]
    busy.ok(item["do"])
    assert kind not in {each["kind"] for each in due(busy)}


def test_it_is_due_since_the_last_thing_that_it_takes(busy: Terminal) -> None:
    busy.ok("claims source retract 2 --because 'The paper, too' --on 2025-04-09")
    busy.ok("claims verify 4 --because 'It is' --evidence 2 --on 2025-04-02")
    since = {each["record"]: each["since"] for each in due(busy) if each["kind"] == "retracted"}
    assert since == {"verification #1": "2025-04-11", "verification #7": "2025-04-11"}


def test_a_pending_ruling_waits_in_the_queue_with_or_without_a_policy(terminal: Terminal) -> None:
    (terminal.folder / "p.toml").write_text('name = "two"\n[attribution.verified]\napprovals = 1\n', encoding="utf-8")
    terminal.ok("claims add 'The pier opens in June' --by 'Elena Voss'")
    terminal.ok("claims verify 1 --attribution --because 'On tape' --policy p.toml")
    for policy in ("", "--policy p.toml"):
        (item,) = due(terminal, policy)
        assert (item["kind"], item["do"]) == ("approval", "claims approve 1 --attribution --as NAME")


def test_a_code_that_the_policy_allows_is_not_due(terminal: Terminal) -> None:
    (terminal.folder / "p.toml").write_text('name = "calm"\nallow = ["P108"]\n', encoding="utf-8")
    terminal.ok("claims add 'The pier opens in June' --by 'Elena Voss'")
    terminal.ok("claims verify 1 --because 'The minutes say so' --recheck-on today")
    assert len(due(terminal)) == 1
    assert due(terminal, "--policy p.toml") == []


def test_what_was_due_then(busy: Terminal) -> None:
    assert {each["kind"] for each in due(busy, "--as-of @24")} < {each["kind"] for each in due(busy)}


def test_a_limit_cuts_lines_and_says_so(busy: Terminal) -> None:
    answer = busy.run("claims queue --limit 2 --json").json
    assert (len(answer["due"]), answer["more"], answer["policy"]) == (2, True, None)
    assert len(busy.run("claims queue --limit 2 --jsonl").lines) == 2
    assert len(busy.run("claims queue --limit 0 --jsonl").lines) == 5


# --- Retraction -------------------------------------------------------------------------------------------------------


def test_retracting_names_every_standing_ruling_through_links_and_merges(terminal: Terminal) -> None:
    for line in (
        "claims source add https://vesta.example/wire/7 --title 'Wire 7'",
        "claims source add https://ledger.example/pier --title 'The Ledger'",
        "claims source add https://beacon.example/pier --title 'The Beacon'",
        "claims source add https://m.beacon.example/pier --title 'The Beacon for telephones'",
        "claims source link 2 syndicates 1",
        "claims source link 3 quotes 2",
        "claims add 'One' --by Ana",
        "claims add 'Two' --by Ana",
        "claims add 'Three' --by Ana",
        "claims add 'Four' --by Ana",
        "claims verify 1 --because x --evidence 1",
        "claims verify 2 --attribution --because x --evidence 4",
        "claims source merge 4 3",
        "claims verify 3 --because x --evidence https://other.example/1",
        "claims verify 4 --because x --evidence 2",
        "claims reopen 4 --because 'not sure'",
    ):
        terminal.ok(line)
    said = terminal.ok("claims source retract 1 --because 'The agency withdrew it'").err.splitlines()
    assert said == [
        "note: Claim #1, content verified, rests on it through evidence #1: see claims queue.",
        "note: Claim #2, attribution verified, rests on it through evidence #2: see claims queue.",
    ]
    assert [each["claim"] for each in due(terminal) if each["kind"] == "retracted"] == [1, 2]


def test_a_circle_of_sources_is_walked_once(terminal: Terminal) -> None:
    for line in (
        "claims source add https://a.example/1",
        "claims source add https://b.example/1",
        "claims source link 1 quotes 2",
        "claims source link 2 quotes 1",
        "claims add 'One' --by Ana",
        "claims verify 1 --because x --evidence 1",
    ):
        terminal.ok(line)
    assert "Claim #1" in terminal.ok("claims source retract 2 --because 'gone'").err
