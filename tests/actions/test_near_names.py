"""A new name that may well be a known one: somebody who is there is asked, and few names are read for it."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.read.near_names import Near, near_names
from claims.cli.terminal.desk import Desk
from tests.database.test_statements import counted
from tests.support.ledgers import Place, Terminal

KNOWN = (
    "claims add 'Flights resume' --by 'Alexander Darchiev' --via 'Example Agency'",
    "claims source add 'The Harbour Courier, 10 April' --publisher 'Harbour Press'",
)


@pytest.fixture
def desk(stocked: Callable[[tuple[str, ...]], Terminal], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A ledger with names, and somebody who can be asked."""
    terminal = stocked(KNOWN)
    monkeypatch.setattr(Desk, "asks", True)
    return terminal


def names(desk: Terminal) -> list[str]:
    return sorted(row[0] for row in desk.place.ask("SELECT name FROM claimant"))


BEFORE = ["Alexander Darchiev", "Example Agency", "Harbour Press"]


@pytest.mark.parametrize("written", ["Darchiev", "A. Darchiev", "Alexandr Darchiev", "Darchiev, Alexander"])
def test_whoever_says_yes_means_the_known_one(desk: Terminal, written: str) -> None:
    said = desk.ok(f"claims add 'It is so' --by '{written}' --source https://a.example/1 --via 'Example Agency'", "y\n")
    assert said.err.startswith(f"{written} is new here. Is that Alexander Darchiev (#1)? [y/N]: ")
    assert "did you mean" not in said.err
    assert names(desk) == BEFORE
    assert "Alexander Darchiev > Example Agency" in said.out


@pytest.mark.parametrize("typed", ["n\n", "\n"])
def test_whoever_says_no_means_somebody_new(desk: Terminal, typed: str) -> None:
    said = desk.ok("claims add 'It is so' --by Darchiev", typed)
    assert "claimant merge" not in said.err
    assert names(desk) == sorted([*BEFORE, "Darchiev"])


def test_among_several_the_number_is_asked(desk: Terminal) -> None:
    desk.ok("claims claimant add 'Viktor Darchiev'")
    said = desk.ok("claims add 'It is so' --by Darchiev", "2\n")
    assert "Darchiev is new here. It may be:" in said.err
    assert "(1 to 2, 0 for a new claimant)" in said.err
    assert "Darchiev" not in names(desk)
    desk.ok("claims add 'It is not so' --by Darchiev", "0\n")
    assert "Darchiev" in names(desk)


def test_each_name_of_a_command_is_asked_about_once(desk: Terminal) -> None:
    said = desk.ok("claims add 'It is so' --by Darchiev --via 'Exemple Agency' --source 3x", "y\ny\n")
    assert (said.err.count("is new here"), said.err.count("[y/N]")) == (2, 2)
    assert names(desk) == BEFORE


def test_nobody_adds_a_claimant_who_is_said_to_be_known(desk: Terminal) -> None:
    said = desk.run("claims claimant add Darchiev", "y\n")
    assert said.code == 1
    advised = said.err.partition("theirs: ")[2].strip()
    assert desk.ok(advised).code == 0
    assert names(desk) == BEFORE


def test_a_source_of_nearly_the_same_title_is_asked_about(desk: Terminal) -> None:
    desk.ok("claims evidence add 1 'The Harbour Courier, 10 Apirl' --stance supports", "y\n")
    assert desk.place.ask("SELECT source_id FROM evidence") == [(1,)]
    said = desk.run("claims source add 'The Harbour Courier, 10 Aprl'", "y\n")
    assert "That is source #1." in said.err
    assert desk.place.ask("SELECT count(*) FROM source") == [(1,)]


def test_strict_refuses_and_asks_nobody(desk: Terminal) -> None:
    said = desk.refused("claims add 'It is so' --by Darchiev --strict")
    assert "did you mean" in said
    assert "[y/N]" not in said


def test_a_confidential_name_is_not_shown_in_the_question(desk: Terminal) -> None:
    desk.ok("claims claimant add 'Quirin Ambach' --confidential 'an official'")
    said = desk.ok("claims add 'It is so' --by Ambach", "y\n")
    assert "Is that claimant #4, who is confidential?" in said.err
    assert "Quirin" not in said.err


def test_accepting_from_the_inbox_asks(desk: Terminal) -> None:
    page = desk.folder / "talks.txt"
    page.write_text('Alexandr Darchiev said that "the bridge is closed to lorries".', encoding="utf-8")
    desk.ok("claims source add talks.txt --archive")
    desk.ok("claims extract 2")
    assert desk.json("claims inbox")["candidates"]
    said = desk.ok("claims inbox --accept 1", "y\n")
    assert "Is that Alexander Darchiev (#1)?" in said.err
    assert names(desk) == BEFORE


def test_names_of_one_command_are_held_against_each_other(terminal: Terminal) -> None:
    said = terminal.ok("claims add 'It is so' --by 'Elena Voss' --via 'Elena Vos'")
    assert 'did you mean "Elena Voss"?' in said.err


SLIPS = ["Mirela Ionescu", "Mirela Ionsecu", "Mierla Ionescuu", "Nirela Ionescu", "irela Ionescu", "Mirela Jonescu"]


@pytest.mark.parametrize("written", [*SLIPS[1:], "Marela Ionesku", "Mirela Ionexcw"])
def test_a_slip_in_any_letter_is_near(terminal: Terminal, written: str) -> None:
    terminal.ok(f"claims claimant add '{SLIPS[0]}'")
    with terminal.place.reading() as session:
        assert [each.name for each in near_names(session, written, "claimant")] == [SLIPS[0]]


@pytest.mark.parametrize("written", ["Reuters", "Retuers", "Reuterss", "Ruters", "Euters", "Reters", "Teuters"])
def test_a_slip_in_a_name_of_one_word_is_near(terminal: Terminal, written: str) -> None:
    terminal.ok("claims claimant add Reuters")
    with terminal.place.reading() as session:
        assert bool(near_names(session, written, "claimant")) is (written != "Reuters")


@pytest.mark.parametrize("written", ["!!!!", "?? ??", "«»«»«»", "'; DROP", '"a" OR b*', "the of and"])
def test_signs_are_no_query(terminal: Terminal, written: str) -> None:
    terminal.ok("claims claimant add Reuters")
    with terminal.place.reading() as session:
        assert near_names(session, written, "claimant") == near_names(session, written, "source") == []


def test_what_is_read_for_a_new_name_does_not_grow_with_the_ledger(
    ledger: Place, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claims.actions.read import near_names as module

    monkeypatch.setattr(module, "MOST_ALIKE", 20)
    looked_at: list[int] = []
    named = module._named

    def heard(*asked: Any) -> list[Near]:
        found = named(*asked)
        looked_at.append(len(found))
        return found

    monkeypatch.setattr(module, "_named", heard)

    def cost(name: str) -> tuple[int, int]:
        looked_at.clear()
        with counted() as sent:
            terminal.ok(f"claims add 'It is so, says {name}' --by '{name}'")
        assert not [each for each in sent if "FROM claimant" in each and "WHERE" not in each and "max(id)" not in each]
        return len(sent), sum(looked_at)

    terminal.ok("claims claimant add 'Elena Voss'")
    few = cost("Elena Vosz")
    for number in range(60):
        terminal.ok(f"claims claimant add 'Elena Vo{chr(97 + number % 26)}{chr(97 + number // 26)}mark'")
    many = cost("Elena Vosy")
    assert many[0] <= few[0] + 2
    assert few[1] <= many[1] <= 7 * 20
    assert ledger.ask("SELECT count(*) FROM claimant")[0][0] > 60
