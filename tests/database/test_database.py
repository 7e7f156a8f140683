"""Databases as people have them: oddly named, empty, damaged, or somebody else's."""

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from claims import db, revisions
from claims.errors import DatabaseTrouble
from tests.support.forked_programs import Crew
from tests.support.ledgers import Terminal

ADD = "claims add 'The bridge is closed' --by 'Mayor Ruiz'"
LOOKS = ("list", "show 1", "history", "report summary", "db check", "db current")


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
        (write_text, "claims.db is not a ledger: it's no SQLite database. Name another file."),
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
        f"Error: The ledger claims.db has schema 9999, newer than this program knows ({revisions.HEAD})."
        " Upgrade the program: in its checkout, git pull and then pip install '.'"
    )
    for command in ("claims list", ADD, "claims db upgrade", "claims db backup copy.db"):
        assert terminal.refused(command) == said
