"""Migrations: they make what the models say, they keep what was recorded, and a ledger of another age is refused.

A new migration needs a line in `RECORDED`: what a ledger of the revision before it may hold, as rows of its own tables.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from claims import db, schema
from claims.models import Stored
from tests.ledgers import POSTGRESQL, SQLITE, Place, Terminal
from tests.postgres import PostgresServer

SEARCH_TABLES = ("claim_search", "name_search")
"""Written out by hand for each database, and compared by `test_search` instead."""

RECORDED: dict[str, Callable[[Connection], None]] = {}
"""For each revision but the newest, how to fill a ledger of that revision. Old rows are written as that revision had them,
never through today's models."""

MISSING = "tests/test_migrations.py has no rows for revision {}: add a function to RECORDED that writes some."


def test_every_revision_before_the_newest_has_rows_to_be_kept() -> None:
    assert set(RECORDED) == set(schema.KNOWN[:-1]), MISSING.format(set(schema.KNOWN[:-1]) - set(RECORDED))


# --- The scripts ------------------------------------------------------------------------------------------------------


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(schema.migrations_folder()))
    return ScriptDirectory.from_config(config)


def test_the_program_knows_every_revision_in_order() -> None:
    in_order = [script.revision for script in scripts().walk_revisions()][::-1]
    assert list(schema.KNOWN) == in_order
    assert schema.HEAD == in_order[-1] == scripts().get_current_head()


def test_the_history_has_one_line() -> None:
    assert [script.revision for script in scripts().walk_revisions() if script.is_merge_point] == []
    assert len(scripts().get_bases()) == 1


def test_the_scripts_lie_beside_the_package_or_in_it() -> None:
    folder = schema.migrations_folder()
    assert (folder / "env.py").is_file()
    assert {folder, folder.parent} & {
        Path(schema.__file__).parent / "migrations",
        Path(schema.__file__).parent.parent / "migrations",
    }


# --- The models -------------------------------------------------------------------------------------------------------


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """As in migrations/env.py, which can be run only by Alembic."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH_TABLES))


def differences(connection: Connection) -> list[Any]:
    options = {
        "include_name": include_name,
        "compare_type": True,
        "compare_server_default": True,
        "target_metadata": Stored.metadata,
    }
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), Stored.metadata))


def test_migrations_make_what_the_models_say(ledger: Place) -> None:
    with ledger.engine().connect() as connection:
        assert differences(connection) == []


def test_the_comparison_has_eyes(ledger: Place) -> None:
    with ledger.engine().begin() as connection:
        connection.execute(text("DROP INDEX ix_claim_text_key"))
        connection.execute(text("ALTER TABLE relation ADD COLUMN colour text"))
        kinds = {change[0] for change in differences(connection)}
    assert kinds == {"add_index", "remove_column"}


CHECKS = {
    SQLITE: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table",
    POSTGRESQL: "SELECT string_agg(conname, ' ') FROM pg_constraint WHERE conrelid = CAST(:table AS regclass)",
}


@pytest.mark.parametrize("table", sorted(Stored.metadata.tables))
def test_every_named_constraint_of_the_models_is_in_the_database(ledger: Place, table: str) -> None:
    """Alembic compares no CHECK constraints, so that they are looked for by name."""
    ((written,),) = ledger.ask(CHECKS[ledger.kind], table=table)
    named = [str(constraint.name) for constraint in Stored.metadata.tables[table].constraints if constraint.name]
    assert named
    assert [name for name in named if name not in written] == []


@pytest.mark.parametrize("table", sorted(Stored.metadata.tables))
def test_every_constraint_and_index_has_a_name_that_a_migration_can_use(table: str) -> None:
    declared = Stored.metadata.tables[table]
    assert [each for each in (*declared.constraints, *declared.indexes) if not each.name] == []


# --- Upgrades ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A database with nothing in it, where a ledger of any revision can be made."""
    if request.param == SQLITE:
        return Place(SQLITE, str(tmp_path / "old.db"))
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = f"blank_{abs(hash(request.node.nodeid))}"
    request.addfinalizer(lambda: server.drop(name))
    return Place(POSTGRESQL, server.create(name))


on_both = pytest.mark.parametrize(
    "blank", [SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.postgres)], indirect=True
)


def migrate_to(place: Place, revision: str) -> None:
    """Bring a ledger to a revision that may not be the newest."""
    with db.writing(place.engine(), place.address) as session:
        config = Config()
        config.set_main_option("script_location", str(schema.migrations_folder()))
        config.attributes["connection"] = session.connection()
        command.upgrade(config, revision)


def contents(place: Place, tables: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Every row of these tables as it can be compared, whatever the database gives."""
    found: dict[str, list[dict[str, Any]]] = {}
    with place.reading() as session:
        for table in tables:
            result = session.execute(text(f'SELECT * FROM "{table}"'))
            found[table] = sorted((dict(row._mapping) for row in result), key=lambda row: json.dumps(row, default=str))
    return found


def tables_of(place: Place) -> list[str]:
    names = {
        SQLITE: "SELECT name FROM sqlite_master WHERE type = 'table'",
        POSTGRESQL: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    }
    skipped = (*SEARCH_TABLES, "alembic_version", "sqlite_")
    return sorted(name for (name,) in place.ask(names[place.kind]) if not name.startswith(skipped))


@on_both
@pytest.mark.parametrize("revision", schema.KNOWN[:-1])
def test_an_upgrade_keeps_what_was_recorded(blank: Place, revision: str) -> None:
    migrate_to(blank, revision)
    with blank.engine().begin() as connection:
        RECORDED[revision](connection)
    before = contents(blank, tables_of(blank))
    assert before["event"], MISSING.format(revision)
    assert schema.upgrade(blank.engine(), blank.address) == (revision, schema.HEAD)
    after = contents(blank, list(before))
    for table, rows in before.items():
        kept = [{name: row[name] for name in old if name in row} for row, old in zip(after[table], rows, strict=True)]
        assert kept == [{name: value for name, value in row.items() if name in kept[0]} for row in rows], table
    with blank.engine().connect() as connection:
        assert differences(connection) == []


@on_both
def test_an_upgrade_of_nothing_makes_a_ledger(blank: Place) -> None:
    assert schema.upgrade(blank.engine(), blank.address) == (None, schema.HEAD)
    assert schema.current(blank.engine(), blank.address) == schema.HEAD


def test_an_upgrade_of_a_current_ledger_touches_nothing(ledger: Place, terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --tag piers")
    before = contents(ledger, tables_of(ledger))
    assert schema.upgrade(ledger.engine(), ledger.address) == (schema.HEAD, schema.HEAD)
    assert contents(ledger, tables_of(ledger)) == before


# --- Ledgers of another age -------------------------------------------------------------------------------------------


def make_of_revision(place: Place, revision: str) -> None:
    with place.engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


LOOKING = ["claims list", "claims history", "claims add 'The pier is safe' --by 'Elena Voss'", "claims db check"]


@pytest.mark.parametrize("line", [*LOOKING, "claims db upgrade"])
def test_a_ledger_newer_than_the_program_is_refused_with_the_next_step(
    ledger: Place, terminal: Terminal, line: str
) -> None:
    make_of_revision(ledger, "9999")
    said = terminal.refused(line)
    assert "has schema 9999, newer than this program knows" in said
    assert said.endswith("Upgrade the program: pip install --upgrade claims")
    assert ledger.ask("SELECT version_num FROM alembic_version") == [("9999",)]
    assert ledger.ask("SELECT count(*) FROM claim") == [(0,)]


@pytest.mark.parametrize("line", LOOKING)
def test_a_ledger_older_than_the_program_is_refused_with_the_next_step(
    ledger: Place, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(schema, "KNOWN", ("0000", *schema.KNOWN))
    make_of_revision(ledger, "0000")
    said = terminal.refused(line)
    assert f"has schema 0000; this program needs {schema.HEAD}." in said
    assert "Run: claims db upgrade" in said
    assert ledger.ask("SELECT count(*) FROM claim") == [(0,)]


def test_an_old_ledger_still_says_how_old_it_is(ledger: Place, terminal: Terminal) -> None:
    make_of_revision(ledger, "0000")
    assert terminal.json("claims db current")["schema"] == "0000"


@pytest.mark.postgres
def test_a_database_of_some_other_program_is_left_alone(
    terminal: Terminal, postgres_server: PostgresServer, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: postgres_server.drop("other_program"))
    url = postgres_server.create("other_program")
    with db.connect(db.Address.of(url)).begin() as connection:
        connection.execute(text("CREATE TABLE invoice (id int)"))
    said = terminal.refused(f"claims add 'The pier is safe' --by 'Elena Voss' --db '{url}'")
    assert "There is no ledger at" in said


@pytest.mark.file
def test_a_file_of_some_other_program_is_left_alone(terminal: Terminal) -> None:
    with db.connect(db.Address.of("other.db")).begin() as connection:
        connection.execute(text("CREATE TABLE invoice (id int)"))
    for line in ("claims add 'The pier is safe' --by 'Elena Voss'", "claims list", "claims db upgrade"):
        said = terminal.refused(f"{line} --db other.db")
        assert "other.db is a database of some other program, not a ledger." in said
