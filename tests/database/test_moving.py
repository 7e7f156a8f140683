"""A ledger moved to another database is the same ledger, and nothing is kept of one that would not be."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.ledger.transfer.dump import dump
from tests.support.full_ledger import make_rich
from tests.support.ledgers import POSTGRESQL, SQLITE, Place, Terminal
from tests.support.postgres import PostgresServer


@pytest.fixture
def empty_database(postgres_server: PostgresServer) -> Iterator[Place]:
    """A database with nothing in it."""
    yield Place(POSTGRESQL, postgres_server.create("moved"))
    postgres_server.drop("moved")


def dumped(place: Place) -> list[str]:
    with place.reading() as session:
        return list(dump(session))


@pytest.mark.postgres
def test_a_ledger_goes_from_a_server_to_a_file_and_to_a_server_as_it_was(
    terminal: Terminal, empty_database: Place
) -> None:
    make_rich(terminal.place, terminal.ok)
    file, server = Place(SQLITE, str(terminal.folder / "carried.db")), empty_database.named
    first = terminal.json("claims db copy --to carried.db")
    second = terminal.json(f"claims db copy --db carried.db --to '{server}'")
    assert dumped(file) == dumped(terminal.place) == dumped(empty_database)
    assert {name for name in first if first[name] != second[name]} == {"database", "copy"}
    for place in (server, "carried.db"):
        found = terminal.json(f"claims audit --db '{place}'")["checks"]
        assert {each["check"]: each["looked_at"] for each in found}["witness"] == 1
        assert terminal.json(f"claims db check --db '{place}'")["sound"]


@pytest.mark.file
def test_records_merged_into_later_ones_are_copied(terminal: Terminal) -> None:
    for name in ("Elena Voss", "E. Voss"):
        terminal.ok(f"claims add 'Said by {name}' --by '{name}'")
    terminal.ok("claims claimant merge 1 2 --because 'One person'")
    terminal.ok("claims db copy --to copy.db")
    assert dumped(Place(SQLITE, str(terminal.folder / "copy.db"))) == dumped(terminal.place)


@pytest.mark.file
def test_of_a_damaged_ledger_nothing_is_copied(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    with terminal.place.engine().begin() as connection:
        connection.exec_driver_sql("UPDATE claim SET text = 'The pier is rotten'")
    said = terminal.refused("claims db copy --to copy.db")
    assert said.startswith("Error: The copy would not be whole: claim #1")
    assert "Nothing was copied to copy.db." in said
    assert [path.name for path in terminal.folder.glob("copy.db*")] == []


@pytest.mark.file
def test_the_witness_of_another_ledger_is_not_written_over(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    Path("copy.db.head").write_text('{"count": 99, "hash": "ab"}\n')
    assert "copy.db.head has seen 99 lines" in terminal.refused("claims db copy --to copy.db")
    assert not Path("copy.db").exists()


@pytest.mark.file
def test_a_place_that_cannot_hold_a_ledger_is_refused(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    Path("notes.txt").write_text("Not a ledger, and a little longer than a header of SQLite's would be.\n" * 3)
    for place in ("notes.txt", "home", "claims.db", "mysql://desk.example/x"):
        terminal.refused(f"claims db copy --to {place}")
    assert Path("notes.txt").read_text().startswith("Not a ledger")


@pytest.mark.file
def test_a_copy_that_was_killed_leaves_nothing_under_its_name(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    killed = (
        "import os, signal; from claims.actions.maintain import copy as moving;"
        " moving.copy_rows = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        " from claims.cli import main; main(['db', 'copy', '--to', 'copy.db'])"
    )
    ended = subprocess.run([sys.executable, "-c", killed], cwd=terminal.folder, env=os.environ, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert [path.name for path in terminal.folder.glob("copy.db*")] == []
    terminal.ok("claims db copy --to copy.db")
    assert dumped(Place(SQLITE, str(terminal.folder / "copy.db"))) == dumped(terminal.place)
