"""Ledgers on PostgreSQL that are out of reach, empty, somebody else's or guarded; no password is ever shown."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, text

from claims.errors import DatabaseTrouble
from tests.support.forked_programs import ROOT
from tests.support.ledgers import Place, Terminal
from tests.support.postgres import PostgresServer
from tests.support.published_reviews import REVIEW

ADD = "claims add 'The bridge is closed' --by 'Mayor Ruiz'"
LOOKS = ("list", "show 1", "history", "report summary", "db check", "db current")
UID = "01900000-0000-7000-8000-000000000001"


@pytest.fixture
def free_port() -> Iterator[int]:
    """A port on which nobody listens, and nobody can for the time of the test."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.file
def test_a_server_that_does_not_answer_is_named_without_its_password(terminal: Terminal, free_port: int) -> None:
    url = f"postgresql://ana:secret@127.0.0.1:{free_port}/desk"
    for command in ("claims list", ADD, "claims db upgrade", "claims db check", "claims db backup copy"):
        assert terminal.refused(f"{command} --db {url}") == (
            f"Error: PostgreSQL at postgresql://ana:***@127.0.0.1:{free_port}/desk doesn't answer:"
            f' connection to server at "127.0.0.1", port {free_port} failed: Connection refused.'
            " Nothing was changed; check that it runs and that the URL is right."
        )


@pytest.mark.file
def test_a_server_that_nobody_knows_is_said_to_be_unknown(terminal: Terminal) -> None:
    said = terminal.refused("claims list --db postgresql://ana:secret@no-such-host.invalid/desk")
    assert said.startswith(
        "Error: PostgreSQL at postgresql://ana:***@no-such-host.invalid/desk doesn't answer: failed to resolve host"
    )
    assert said.endswith("Nothing was changed; check that it runs and that the URL is right.")


@pytest.mark.postgres
def test_a_database_that_does_not_exist_is_refused(terminal: Terminal, postgres_server: PostgresServer) -> None:
    said = terminal.refused(f"claims list --db '{postgres_server.url('no_such_database')}'")
    assert said.startswith("Error: PostgreSQL at postgresql://postgres@/no_such_database?host=")
    assert said.endswith(
        'refused: database "no_such_database" does not exist. Check its name in the URL, or create it: createdb NAME.'
    )


@pytest.fixture
def empty_database(postgres_server: PostgresServer) -> Iterator[str]:
    """A database with nothing in it."""
    yield postgres_server.create("bare")
    postgres_server.drop("bare")


@pytest.mark.postgres
def test_a_database_without_a_ledger_becomes_one_with_the_first_claim(terminal: Terminal, empty_database: str) -> None:
    for look in LOOKS:
        said = terminal.refused(f"claims {look} --db '{empty_database}'")
        assert said.endswith("yet. The first claims add creates it; --db names another."), look
    terminal.refused(f"claims verify 1 --because why --db '{empty_database}'")
    terminal.refused(f"claims list --db '{empty_database}'")  # what was refused created nothing
    assert terminal.ok(f"{ADD} --db '{empty_database}'").lines[0] == "#1 The bridge is closed"
    assert terminal.ok(f"claims db upgrade --db '{empty_database}'").out.endswith("already.\n")


@pytest.mark.postgres
def test_another_programs_database_is_not_taken_for_a_ledger(terminal: Terminal, empty_database: str) -> None:
    with psycopg.connect(empty_database) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num text)")
        connection.execute("INSERT INTO alembic_version VALUES ('f00d')")
    for command in ("claims list", ADD, "claims db upgrade", "claims db current"):
        said = terminal.refused(f"{command} --db '{empty_database}'")
        assert said.endswith("is a database of some other program, not a ledger. Name another with --db."), command


def reloaded_since(server: PostgresServer, moment: object) -> bool:
    """Whether those who connect now meet the settings as they were changed before that moment."""
    with psycopg.connect(server.url("postgres")) as newcomer:
        return newcomer.execute("SELECT 1 WHERE pg_conf_load_time() >= %s", (moment,)).fetchone() is not None


@pytest.fixture
def guarded(terminal: Terminal, postgres_server: PostgresServer) -> Iterator[str]:
    """The URL, with the wrong password, of a ledger to which the user `stranger` may connect and no more."""
    settings = postgres_server.socket_folder / "data" / "pg_hba.conf"
    before = settings.read_text()
    with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'open-sesame'")
        settings.write_text(f"local all stranger scram-sha-256\n{before}")
        asked_at = connection.execute("SELECT clock_timestamp(), pg_reload_conf()").fetchone()
        while not reloaded_since(postgres_server, asked_at and asked_at[0]):
            pass
        yield terminal.place.named.replace("postgres@", "stranger:wrong-guess@")
        settings.write_text(before)
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("DROP ROLE stranger")


@pytest.mark.postgres
def test_a_wrong_password_is_refused_and_not_shown(terminal: Terminal, guarded: str) -> None:
    for command in ("claims list", ADD, "claims db upgrade"):
        said = terminal.refused(f"{command} --db '{guarded}'")
        assert said.startswith("Error: PostgreSQL at postgresql://stranger:***@/")
        assert said.endswith(
            'refused: password authentication failed for user "stranger".'
            " Check the user and the password in the URL, or in PGPASSWORD."
        )
        assert "wrong-guess" not in said


@pytest.mark.postgres
def test_a_user_without_rights_is_told_so(terminal: Terminal, guarded: str) -> None:
    right = guarded.replace("wrong-guess", "open-sesame")
    for command in ("claims list", ADD, "claims db upgrade"):
        said = terminal.refused(f"{command} --db '{right}'")
        assert said.endswith(
            "refused: permission denied for table alembic_version."
            " Nothing was changed; ask the database's owner for the right."
        )
        assert "SELECT" not in said


@pytest.mark.postgres
def test_the_password_may_stand_in_a_password_file(
    terminal: Terminal, guarded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords = terminal.folder / "passwords"
    passwords.write_text("*:*:*:stranger:open-sesame\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    said = terminal.refused(f"claims list --db '{guarded.replace(':wrong-guess', '')}'")
    assert "permission denied for table alembic_version" in said  # past the password


@pytest.mark.postgres
def test_a_service_file_may_say_where_the_ledger_is(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.ok(ADD)
    where = make_url(terminal.place.named)
    services = terminal.folder / "services"
    services.write_text(f"[desk]\nhost={where.query['host']}\ndbname={where.database}\nuser=postgres\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    assert terminal.json("claims show 1 --db 'postgresql:///?service=desk'")["text"] == "The bridge is closed"
    monkeypatch.setenv("PGSERVICE", "desk")
    assert terminal.json("claims show 1 --db postgresql:///")["text"] == "The bridge is closed"


@pytest.mark.postgres
def test_a_change_that_the_database_refuses_is_told_without_its_statement(ledger: Place) -> None:
    statement = "INSERT INTO head (id, ledger_uid, count, hash) VALUES (7, :uid, 0, 'secret')"
    with pytest.raises(DatabaseTrouble) as refusal, ledger.writing() as session:
        session.execute(text(statement), {"uid": UID})
    said = str(refusal.value)
    assert 'refused: new row for relation "head" violates check constraint' in said
    assert "secret" not in said
    assert "INSERT" not in said


def test_a_program_without_the_postgresql_driver_says_how_to_get_it() -> None:
    """The driver is hidden from a program of its own, as on a machine where it was never installed."""
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from claims.cli import main; main(['--db', 'postgresql://host/db', 'list'])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "Error: PostgreSQL needs a driver that isn't installed. In the checkout, run: pip install '.[postgres]'\n"
    )


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("happens", "said"),
    [
        ("RAISE EXCEPTION 'the disk is full'", "refused: the disk is full. Nothing was changed."),
        ("PERFORM pg_terminate_backend(pg_backend_pid())", "broke off: "),
    ],
)
def test_a_server_that_fails_in_the_middle_of_an_import_keeps_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, happens: str, said: str
) -> None:
    monkeypatch.setattr("claims.cli.exchange.importing.BATCH", 1)
    with psycopg.connect(terminal.place.named) as owner:
        owner.execute(
            f"CREATE FUNCTION fail() RETURNS trigger AS $$ BEGIN {happens}; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        owner.execute(
            "CREATE TRIGGER fail BEFORE INSERT ON claim FOR EACH ROW WHEN (NEW.id = 2) EXECUTE FUNCTION fail()"
        )
    reviews = [REVIEW | {"claimReviewed": f"Claim {number}"} for number in range(4)]
    (terminal.folder / "in.json").write_text(json.dumps(reviews), encoding="utf-8")
    assert said in terminal.refused("claims import in.json")
    assert terminal.json("claims list")["claims"] == []
