"""Two ledgers made one: the same records whichever goes into which, and nothing of either history lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from claims.actions.merge.merge import merge_ledgers
from claims.ledger.audit.records import RecordComparison
from claims.ledger.audit.run import audit
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.ledger.store.holdings import Holdings
from claims.ledger.store.portable import OWN, Names
from claims.ledger.transfer.dump import dump
from claims.ledger.transfer.merge_compare import NOT_SHARED
from claims.vocabulary import RecordKind
from tests.support.ledgers import SQLITE, Place, Terminal
from tests.support.random_commands import AT_A_DESK, Words, desk_with, sequences, type_in

ADDED = "claims add 'The pier is safe' --by 'Elena Voss' --source https://courier.example/1"


@pytest.fixture(autouse=True, scope="module")
def _little_at_a_time() -> Iterator[None]:
    """Records are stored a few at a time, as many thousands would be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("claims.ledger.transfer.merge_insert.BATCH", 3)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("merged")


def merged(into: Place, other: Place) -> None:
    with other.reading() as theirs, into.writing() as session:
        ledger = Ledger(session, "ana")
        merge_ledgers(ledger, theirs)
        ledger.close()


def records(place: Place) -> list[tuple[str, str]]:
    """What a ledger holds, by uid, whatever the numbers are."""
    found = []
    with place.reading() as session:
        names, held = Names(session), Holdings(session)
        for kind in RecordKind:
            if kind not in NOT_SHARED:
                for record in RecordComparison(session, kind, held).stored():
                    told = names.portable(kind, msgspec.to_builtins(record))
                    found.append((kind.value, str(sorted(said(kind, told).items()))))
    return sorted(found)


def said(kind: RecordKind, told: Document) -> Document:
    """A relation is the same under any uid: a ledger holds one of its kind between two claims."""
    left_out = OWN if kind is RecordKind.RELATION else ("id",)
    return {name: value for name, value in told.items() if name not in left_out}


def lines(place: Place) -> list[str]:
    with place.reading() as session:
        return list(dump(session))


def whole(place: Place) -> None:
    with place.reading() as session:
        found = audit(session, Path("none"))
    assert [fault.said for check in found.checks for fault in check.faults] == []


def copy_of(place: Place, name: str) -> Place:
    path = f"{place.named}.{name}"
    shutil.copyfile(place.named, path)
    return Place(SQLITE, path)


@settings(AT_A_DESK, max_examples=4)
@given(first=sequences, ours=sequences, theirs=sequences)
def test_either_into_the_other_gives_the_same_records(
    template_file: Path, folder: Path, first: list[Words], ours: list[Words], theirs: list[Words]
) -> None:
    with desk_with(template_file, folder) as place:
        for words in first:
            type_in(place, words)
        one, other = copy_of(place, "one"), copy_of(place, "other")
        for side, typed in ((one, ours), (other, theirs)):
            for words in typed:
                type_in(side, words)
        one_into_other, other_into_one = copy_of(other, "both"), copy_of(one, "both")
        merged(one_into_other, one)
        merged(other_into_one, other)
        assert records(one_into_other) == records(other_into_one)
        before = lines(other_into_one)
        merged(other_into_one, other)
        assert lines(other_into_one) == before
        for each in (one_into_other, other_into_one):
            whole(each)


@pytest.fixture
def two(terminal: Terminal) -> Terminal:
    """A ledger, and a copy of it, `theirs.db`, that will be edited apart."""
    terminal.ok(ADDED)
    terminal.ok("claims db backup theirs.db")
    return terminal


@pytest.mark.file
def test_what_both_changed_is_shown_side_by_side_and_the_later_word_goes(two: Terminal) -> None:
    two.ok("claims edit 1 --text 'The old pier is safe' --because 'There are two'")
    two.ok("claims edit 1 --db theirs.db --text 'The new pier is safe' --because 'There are two'")
    (conflict,) = two.json("claims merge theirs.db")["conflicts"]
    assert (conflict["ours"], conflict["theirs"]) == ("The old pier is safe", "The new pier is safe")
    assert conflict["goes"] == "theirs"
    assert two.json("claims show 1")["text"] == "The new pier is safe"
    assert two.json("claims merge theirs.db")["conflicts"] == []
    two.ok("claims merge claims.db --db theirs.db")
    assert two.json("claims show 1 --db theirs.db")["text"] == "The new pier is safe"
    two.ok("claims audit")
    two.ok("claims audit --db theirs.db")


@pytest.mark.file
def test_the_newest_ruling_rules_whatever_its_number(two: Terminal) -> None:
    two.ok("claims refute 1 --because 'Seen' --db theirs.db")
    two.ok("claims verify 1 --because 'Seen again'")
    two.ok("claims merge theirs.db")
    shown = two.json("claims show 1")
    assert [ruling["status"] for ruling in shown["rulings"]] == ["refuted", "verified"]
    assert [ruling["id"] for ruling in shown["rulings"]] == [2, 1]
    assert shown["status"]["content"] == "verified"
    two.ok("claims audit")


@pytest.mark.file
def test_a_dry_run_writes_nothing(two: Terminal) -> None:
    two.ok("claims add 'The bridge is shut' --by 'Elena Voss' --db theirs.db")
    before = lines(two.place)
    tried = two.json("claims merge theirs.db --dry-run")
    assert (tried["brought"]["claim"], tried["dry_run"]) == (1, True)
    assert lines(two.place) == before


@pytest.mark.file
def test_what_looks_alike_is_offered_and_taken_for_one_only_when_told(terminal: Terminal) -> None:
    terminal.ok(ADDED)
    terminal.ok(f"{ADDED} --db theirs.db")
    offered = terminal.json("claims merge theirs.db --dry-run")["matches"]
    assert [(each["kind"], each["state"]) for each in offered] == [
        ("claimant", "offered"),
        ("source", "taken as one"),
        ("claim", "offered"),
    ]
    assert "none of the matches" in terminal.refused("claims merge theirs.db --match claimant:7=9")
    told = terminal.ok("claims merge theirs.db --match claimant:1=1").lines
    assert "claimant:1=1  taken as one: Elena Voss, here #2" in told
    assert told[-1] == "To take them for one: claims relate 2 repeats 1"
    assert terminal.json("claims claimant show 2")["merged_into"]["id"] == 1
    assert terminal.json("claims show 1")["relations"] == []
    terminal.ok(told[-1].partition(": ")[2])
    terminal.ok("claims audit")


@pytest.mark.file
def test_a_log_that_was_tampered_with_is_not_brought_in(two: Terminal) -> None:
    two.ok("claims edit 1 --note 'Ask the port' --db theirs.db")
    with Place(SQLITE, "theirs.db").engine().begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
        connection.exec_driver_sql("UPDATE event SET actor = 'bo' WHERE seq = 5")
    before = lines(two.place)
    assert "line 5 was changed" in two.refused("claims merge theirs.db")
    assert lines(two.place) == before


@pytest.mark.postgres
def test_a_file_is_brought_into_a_ledger_on_a_server_and_back(terminal: Terminal) -> None:
    filed = terminal.folder / "filed.db"
    terminal.ok(f"{ADDED} --db {filed}")
    terminal.ok("claims add 'The bridge is shut' --by 'Bo Li'")
    terminal.ok(f"claims merge {filed}")
    terminal.ok(f"claims merge '{terminal.place.named}' --db {filed}")
    assert records(terminal.place) == records(Place(SQLITE, str(filed)))
    terminal.ok("claims audit")
    terminal.ok(f"claims audit --db {filed}")
