"""Databases as people have them: oddly named, read-only, damaged, somebody else's, out of reach; and copies of them."""

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from claims import db, schema
from claims.errors import DatabaseTrouble
from tests.crew import Crew
from tests.ledgers import Terminal

ADD = "claims add 'The bridge is closed' --by 'Mayor Ruiz'"
LOOKS = ("list", "show 1", "history", "report summary", "db check", "db current")
UID = "01900000-0000-7000-8000-000000000001"


def change(path: Path, *statements: str) -> None:
    """Change a file's tables behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


# --- Names and addresses ----------------------------------------------------------------------------------------------


@pytest.mark.file
@pytest.mark.parametrize(
    "name",
    ["a b.db", "a%20b.db", "100%.db", "a#b.db", "a?b=c.db", "?", "ünï-Мост.db", ":memory:", "new/folder/x.db", "-x.db"],
)
def test_any_file_name_is_the_ledgers_own(terminal: Terminal, name: str) -> None:
    path = terminal.folder / name
    terminal.ok(f"{ADD} --db '{path}'")
    assert "The bridge is closed" in terminal.ok(f"claims list --db '{path}'").out
    if "/" not in name:
        assert "The bridge is closed" in terminal.ok(f"claims list --db='{name}'").out
    expected = {path.name, f"{path.name}.head"} | ({"claims.db", "home"} if "/" not in name else set())
    assert {each.name for each in path.parent.iterdir()} == expected


@pytest.mark.file
def test_a_tilde_is_the_home_folder_and_a_sqlite_url_a_path(terminal: Terminal) -> None:
    terminal.ok(f"{ADD} --db '~/of mine.db'")
    assert (terminal.folder / "home" / "of mine.db").exists()
    assert "No claims" in terminal.ok("claims list --db sqlite:///claims.db").out
    for url in (f"sqlite:///{terminal.folder / 'home' / 'of mine.db'}", "sqlite:///~/of mine.db"):
        assert "The bridge is closed" in terminal.ok(f"claims list --db '{url}'").out


@pytest.mark.file
def test_a_link_to_a_ledger_stays_a_link(terminal: Terminal) -> None:
    link = terminal.folder / "link.db"
    link.symlink_to("kept/real.db")
    terminal.ok(f"{ADD} --db link.db")
    terminal.ok(f"{ADD} --db link.db")
    assert link.is_symlink()
    assert "#2" in terminal.ok("claims list --db kept/real.db").out


UNREADABLE = (
    "The database URL can't be read."
    " It looks like postgresql://user:password@host:5432/name, with %40 for an @ in the password."
)


@pytest.mark.file
@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("sqlite://", "A ledger in memory would be lost. Name a file."),
        ("sqlite:///:memory:", "A ledger in memory would be lost. Name a file."),
        (
            "sqlite:///x?.db",
            "A sqlite:// URL takes no options here. Where the ? is part of the name, give the path alone.",
        ),
        (
            "~nobody-of-that-name/x.db",
            "The home folder that ~ stands for isn't known. Write the ledger's path in full, or set HOME.",
        ),
        ("null", "null is a device, not a file. Name another place with --db."),
        ("claims.db/x.db", "claims.db/x.db can't be reached: Not a directory. Name another place with --db."),
        ("home", "home is a folder, not a ledger. Name a file in it: --db home/claims.db"),
        ("mysql://ana:secret@host/db", "A ledger can't be kept on mysql. Use a file (SQLite) or a postgresql:// URL."),
        (
            "postgresql+asyncpg://ana:secret@host/db",
            "A ledger can't be kept on postgresql+asyncpg. Use a file (SQLite) or a postgresql:// URL.",
        ),
        ("://", UNREADABLE),
        ("postgresql://ana:secret@host:port/db", UNREADABLE),
        ("postgresql://ana:se@cret@host/db", UNREADABLE),
        ("postgresql:ana:secret@host/db", UNREADABLE),
        ("host=server user=ana password=secret", UNREADABLE),
    ],
)
def test_a_place_that_can_hold_no_ledger_is_refused(terminal: Terminal, named: str, said: str) -> None:
    (terminal.folder / "null").symlink_to("/dev/null")
    before = sorted(terminal.folder.rglob("*"))
    for command in ("claims list", ADD, "claims db upgrade", "claims db backup copy.db"):
        assert terminal.refused(f"{command} --db '{named}'") == f"Error: {said}"
    assert sorted(terminal.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("a\0b.db", "The ledger's path holds a NUL character, which no file name can. Name another with --db."),
        ("\ud800.db", "The ledger's path holds half a surrogate pair, which no file name can. Name another with --db."),
    ],
)
def test_what_no_file_can_be_called_is_refused(named: str, said: str) -> None:
    with pytest.raises(DatabaseTrouble) as refusal:
        db.Address.of(named)
    assert str(refusal.value) == said


def test_a_name_too_long_for_the_disk_is_refused_in_one_short_line(crew: Crew) -> None:
    ended = crew.run("--db", "x" * 5000, "list")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("Error: xxxx")
    assert ended.err.endswith("can't be reached: File name too long. Name another place with --db.\n")
    assert len(ended.err) < 500


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("postgresql://ana:secret@host/db", "postgresql://ana:***@host/db"),
        ("postgres://ana:se%40cret@host:5433/db", "postgresql://ana:***@host:5433/db"),
        ("postgresql+psycopg://ana:se/c?r#et@host/db", "postgresql://ana:***@host/db"),
        ("postgresql://host/db?password=secret&user=ana", "postgresql://host/db?user=ana"),
        ("postgresql://ana@/db?host=/run/pg&sslpassword=secret", "postgresql://ana@/db?host=%2Frun%2Fpg"),
    ],
)
def test_an_address_shows_no_password(written: str, shown: str) -> None:
    assert db.Address.of(written).shown == shown


# --- Files that are no ledger, or no longer ---------------------------------------------------------------------------


def write_text(path: Path) -> None:
    path.write_text("Not a database at all, but a note that somebody gave the wrong name. " * 20)


def write_other(path: Path) -> None:
    change(path, "CREATE TABLE note (words text)", "INSERT INTO note VALUES ('keep me')")


def write_other_migrated(path: Path) -> None:
    write_other(path)
    change(path, "CREATE TABLE alembic_version (version_num text)", "INSERT INTO alembic_version VALUES ('0001')")


def write_other_unnumbered(path: Path) -> None:
    write_other(path)
    change(path, "CREATE TABLE alembic_version (version_num text)")


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def cut_to_a_stump(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(50)


def scribble(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)


OTHER = "claims.db is a database of some other program, not a ledger. Name another with --db."
DAMAGED = (
    "claims.db is damaged: database disk image is malformed."
    " Put a backup in its place; without one, sqlite3 FILE .recover saves what can be read."
)


@pytest.mark.file
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (write_text, "claims.db is not a ledger: it's no SQLite database. Name another file with --db."),
        (write_other, OTHER),
        (write_other_migrated, OTHER),
        (write_other_unnumbered, OTHER),
        (cut_short, DAMAGED),
        (cut_to_a_stump, DAMAGED),
        (scribble, DAMAGED),
    ],
)
def test_a_file_that_is_no_whole_ledger_is_refused_and_left_alone(
    terminal: Terminal, spoil: Callable[[Path], None], said: str
) -> None:
    path = terminal.folder / "claims.db"
    if spoil in (cut_short, cut_to_a_stump, scribble):
        terminal.ok(ADD)
    else:
        path.unlink()
    spoil(path)
    before = path.read_bytes()
    for command in (*(f"claims {look}" for look in LOOKS), ADD, "claims db backup copy.db", "claims db upgrade"):
        assert terminal.refused(command) == f"Error: {said}", command
    assert path.read_bytes() == before
    assert not (terminal.folder / "copy.db").exists()


@pytest.mark.file
def test_an_empty_file_is_no_ledger_yet_and_becomes_one_with_its_permissions(terminal: Terminal) -> None:
    path = terminal.folder / "empty.db"
    path.touch()
    path.chmod(0o640)
    none_yet = "Error: There is no ledger at empty.db yet. The first claims add creates it; --db names another."
    for look in (*LOOKS, "db backup copy.db"):
        assert terminal.refused(f"claims {look} --db empty.db") == none_yet
    assert path.stat().st_size == 0
    terminal.ok(f"{ADD} --db empty.db")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.file
def test_a_database_without_tables_is_no_ledger_yet_and_becomes_one(terminal: Terminal) -> None:
    path = terminal.folder / "bare.db"
    change(path, "PRAGMA user_version = 7")
    assert path.stat().st_size > 0
    assert terminal.refused("claims list --db bare.db").startswith("Error: There is no ledger at bare.db yet.")
    terminal.ok(f"{ADD} --db bare.db")
    assert "The bridge is closed" in terminal.ok("claims list --db bare.db").out


@pytest.mark.file
def test_a_ledger_of_a_later_program_is_refused(terminal: Terminal) -> None:
    change(terminal.folder / "claims.db", "UPDATE alembic_version SET version_num = '9999'")
    said = (
        f"Error: The ledger claims.db has schema 9999, newer than this program knows ({schema.HEAD})."
        " Upgrade the program: pip install --upgrade claims"
    )
    for command in ("claims list", ADD, "claims db upgrade", "claims db backup copy.db"):
        assert terminal.refused(command) == said


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
    assert terminal.ok("claims db upgrade").out.endswith(f"has schema {schema.HEAD} already.\n")
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
