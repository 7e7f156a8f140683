"""A desk on one PostgreSQL server: who may do what by the SQL of the manual, many clients, and secrets kept."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.ledgers import POSTGRESQL, Place, Terminal
from tests.rich import COMMANDS

pytestmark = pytest.mark.postgres

MANUAL = Path(__file__).parent.parent / "docs" / "postgresql.md"
ROLES = ("ana", "rita", "claims_editor", "claims_reader")
CLIENTS = 10


@pytest.fixture
def roles(terminal: Terminal) -> Iterator[Callable[[str], str]]:
    """The ledger with the manual's roles; gives the URL by which one of them logs in."""
    place = terminal.place
    with place.writing() as session:
        for block in re.findall(r"```sql\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL):
            session.execute(text(block))
    yield lambda name: place.named.replace("postgres@", f"{name}@", 1)
    with place.writing() as session:
        for name in ROLES:
            session.execute(text(f"DROP OWNED BY {name}"))
            session.execute(text(f"DROP ROLE {name}"))


def test_an_editor_can_do_every_command_and_touch_no_guard(
    terminal: Terminal, roles: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_DB", roles("ana"))
    for line in COMMANDS:
        terminal.ok(f"claims {line}")
    terminal.ok("claims add 'Theirs' --by 'Bo Li' --db other.db")
    terminal.ok("claims merge other.db")
    terminal.ok("claims audit")
    editor = Place(POSTGRESQL, roles("ana"))
    for statement in (
        "UPDATE event SET actor = 'bo'",
        "DELETE FROM verification",
        "UPDATE other_line SET line = ''",
        "TRUNCATE merger",
        "DELETE FROM claim",
        "DROP TRIGGER event_no_change ON event",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "UPDATE alembic_version SET version_num = '0001'",
        "INSERT INTO head SELECT 2, ledger_uid, count, hash FROM head",
    ):
        with (
            editor.engine().connect() as connection,
            pytest.raises(DBAPIError, match=r"permission denied|must be owner"),
        ):
            connection.execute(text(statement))


def test_a_reader_can_look_at_everything_and_change_nothing(
    terminal: Terminal, roles: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --source https://courier.example/1")
    monkeypatch.setenv("CLAIMS_DB", roles("rita"))
    for line in ("show 1", "list", "search pier", "history", "queue", "audit", "report summary", "db check"):
        terminal.ok(f"claims {line}")
    for line in ("add 'Another' --by Bo", "verify 1 --because 'Seen'", "edit 1 --text Other", "retire 1 --because No"):
        assert "permission denied" in terminal.refused(f"claims {line}")
    reader = Place(POSTGRESQL, roles("rita"))
    tables = [name for (name,) in terminal.place.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    for table in tables:
        for statement in (f"INSERT INTO {table} DEFAULT VALUES", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with reader.engine().connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
                connection.execute(text(statement))


def claims(words: str, **besides: str) -> "subprocess.CompletedProcess[str]":
    """The program in a process of its own."""
    environ = {"CLAIMS_USER": "ana", "HOME": "/nowhere", **besides}
    command = [sys.executable, "-m", "claims", *shlex.split(words)]
    return subprocess.run(command, env=environ, capture_output=True, text=True, cwd=Path(__file__).parent.parent)


def test_ten_clients_at_once_lose_nothing(terminal: Terminal) -> None:
    def client(number: int) -> int:
        return claims(f"add 'Claim {number}' --by 'Elena Voss'", CLAIMS_DB=terminal.place.named).returncode

    with ThreadPoolExecutor(CLIENTS) as pool:
        ended = list(pool.map(client, range(CLIENTS)))
    assert ended == [0] * CLIENTS
    assert len(terminal.json("claims list --limit 0")["claims"]) == CLIENTS
    terminal.ok("claims audit")


def test_a_service_file_names_the_server(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    folder = re.search(r"host=(.*)", terminal.place.named)
    assert folder
    service = terminal.folder / "services.conf"
    service.write_text(f"[desk]\nhost={folder[1]}\nuser=postgres\ndbname={terminal.place.database}\n")
    answer = claims("list", CLAIMS_DB="postgresql://", PGSERVICE="desk", PGSERVICEFILE=str(service))
    assert (answer.returncode, "The pier is safe" in answer.stdout) == (0, True), answer.stderr


def test_no_message_shows_a_password(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = terminal.folder / "pgpass"
    secrets.write_text("*:*:*:*:s3cret-in-file\n")
    secrets.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(secrets))
    folder = terminal.place.named.rpartition("host=")[2]
    for url in (f"nobody_here:s3cret@/{terminal.place.database}", "nobody_here@/gone"):
        monkeypatch.setenv("CLAIMS_DB", f"postgresql://{url}?host={folder}")
        for line in ("list", "add 'A claim' --by Bo", "db copy --to copy.db", "audit", "db current"):
            said = terminal.refused(f"claims {line}")
            assert "nobody_here" in said
            assert "s3cret" not in said
