"""Checks, copies and upgrades of databases."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from claims import revisions
from tests.support.ledgers import Terminal

ADD = "claims add 'The bridge is closed' --by 'Mayor Ruiz'"


def change(path: Path, *statements: str) -> None:
    """Change a file's tables behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


# --- Checks -----------------------------------------------------------------------------------------------------------


def test_a_sound_ledger_passes_every_check(terminal: Terminal) -> None:
    terminal.ok(ADD)
    checks = terminal.json("claims db check")["checks"]
    assert {check["what"] for check in checks} >= {"guards", "search index", "log"}
    assert all(check["sound"] for check in checks)


@pytest.mark.file
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER event_no_update", "guards: missing: event_no_update"),
        ("DELETE FROM claim_search", "search index: 0 of 2 claims"),
        ("DELETE FROM head", "log: its head is missing"),
        ("UPDATE head SET count = 9", "log: ends at line 5, its head says 9"),
        ("DELETE FROM claimant", "references: 2 rows refer to nothing"),
    ],
)
def test_what_is_wrong_with_a_ledger_is_said(terminal: Terminal, statement: str, said: str) -> None:
    terminal.ok(ADD)
    terminal.ok("claims add 'It is open' --by 'Mayor Ruiz'")
    change(terminal.folder / "claims.db", statement)
    answer = terminal.run("claims db check")
    assert (answer.code, answer.err) == (1, "")
    assert said in answer.lines
    found = terminal.run("claims db check --json")
    assert (found.code, found.json["sound"]) == (1, False)


@pytest.mark.file
def test_a_line_missing_from_the_log_is_said(terminal: Terminal) -> None:
    terminal.ok(ADD)
    change(terminal.folder / "claims.db", "DROP TRIGGER event_no_delete", "DELETE FROM event WHERE seq = 2")
    assert "log: 2 lines, the last of which has number 3" in terminal.run("claims db check").lines


@pytest.mark.file
def test_one_damaged_page_hides_nothing_else(terminal: Terminal) -> None:
    terminal.ok(ADD)
    path = terminal.folder / "claims.db"
    with closing(sqlite3.connect(path)) as connection:
        page, size = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'event'"
        ).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    answer = terminal.run("claims db check")
    assert (answer.code, answer.err) == (1, "")
    told = dict(line.split(": ", 1) for line in answer.lines)
    assert told["pages"] != "ok"
    assert told["log"] == "database disk image is malformed"
    assert told["search index"] == "ok"


@pytest.mark.postgres
def test_a_guard_that_is_switched_off_on_postgresql_is_said(terminal: Terminal) -> None:
    with psycopg.connect(terminal.place.named) as connection:
        connection.execute("ALTER TABLE event DISABLE TRIGGER event_no_change")
    answer = terminal.run("claims db check")
    assert (answer.code, answer.lines[0]) == (1, "guards: missing: event_no_change")


# --- Copies and upgrades ----------------------------------------------------------------------------------------------


def test_upgrading_a_ledger_that_is_current_changes_nothing(terminal: Terminal) -> None:
    terminal.ok(ADD)
    before = terminal.place.ask("SELECT count, hash FROM head")
    assert terminal.ok("claims db upgrade").out.endswith(f"has schema {revisions.HEAD} already.\n")
    assert terminal.place.ask("SELECT count, hash FROM head") == before


@pytest.mark.file
def test_a_backup_is_one_whole_file_that_can_take_the_ledgers_place(terminal: Terminal) -> None:
    terminal.ok(ADD)
    answer = terminal.ok("claims db backup 'my copy.db'")
    assert answer.out.startswith("claims.db copied to my copy.db (")
    assert not list(terminal.folder.glob("my copy.db-*"))
    assert not list(terminal.folder.glob(".claims-*"))
    (terminal.folder / "my copy.db").replace(terminal.folder / "claims.db")
    terminal.ok("claims add 'It is open' --by 'Mayor Ruiz'")
    terminal.ok("claims db check")
    with closing(sqlite3.connect(terminal.folder / "claims.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.file
@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("claims.db", "claims.db exists already. Name a new file."),
        ("home", "home is a folder. Name a new file in it."),
        ("''", ". is a folder. Name a new file in it."),
        ("nowhere/copy.db", "There is no folder nowhere. Create it, or name another."),
        ("null", "null exists already. Name a new file."),
    ],
)
def test_a_backup_overwrites_nothing(terminal: Terminal, file: str, said: str) -> None:
    (terminal.folder / "null").symlink_to("/dev/null")
    terminal.ok(ADD)
    assert terminal.refused(f"claims db backup {file}") == f"Error: {said}"


@pytest.mark.postgres
def test_a_ledger_on_postgresql_is_backed_up_by_postgresql(terminal: Terminal) -> None:
    assert terminal.refused("claims db backup copy.dump") == (
        "Error: A ledger on PostgreSQL is backed up by PostgreSQL. Run: pg_dump -Fc -f copy.dump DATABASE"
    )
