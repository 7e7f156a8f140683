"""The server that tests of PostgreSQL stand on."""

from contextlib import suppress

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.support import postgres
from tests.support.postgres import PostgresServer, running_server

pytestmark = pytest.mark.postgres


def test_a_new_database_answers_libpq_and_sqlalchemy(postgres_server: PostgresServer) -> None:
    with psycopg.connect(postgres_server.create("answers")) as connection:
        assert connection.execute("SELECT current_database(), lower('ÉTÉ')").fetchone() == ("answers", "été")
    engine = create_engine(postgres_server.sqlalchemy_url("answers"))
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW fsync")) == "off"
    engine.dispose()
    postgres_server.drop("answers")
    with pytest.raises(psycopg.OperationalError, match='database "answers" does not exist'):
        psycopg.connect(postgres_server.url("answers"))


def test_a_copy_of_a_template_carries_its_rows_and_leaves_it_alone(postgres_server: PostgresServer) -> None:
    with psycopg.connect(postgres_server.create("mould")) as mould:
        mould.execute("CREATE TABLE claim (wording text)")
        mould.execute("INSERT INTO claim VALUES ('The river rose two metres')")
    with psycopg.connect(postgres_server.create("cast", template="mould")) as cast:
        cast.execute("INSERT INTO claim VALUES ('The bridge held')")
        assert cast.execute("SELECT count(*) FROM claim").fetchone() == (2,)
    with psycopg.connect(postgres_server.url("mould")) as mould:
        assert mould.execute("SELECT wording FROM claim").fetchall() == [("The river rose two metres",)]
    postgres_server.drop("cast")
    postgres_server.drop("mould")


def test_the_server_and_its_folder_are_gone_when_a_test_has_failed() -> None:
    with suppress(ZeroDivisionError), running_server() as server:
        home = server.socket_folder
        assert (home / "data" / "postmaster.pid").exists()
        raise ZeroDivisionError
    assert not home.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url("postgres"))


def test_a_server_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "SETTINGS", {"shared_buffers": "none"})
    with pytest.raises(postgres.ServerTrouble, match="shared_buffers"), running_server():
        pytest.fail("started")
