"""What was ruled and what was logged can't be changed: the database itself refuses, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from claims.ledger.log.guards import GUARDED, expected_guards, missing_guards
from claims.ledger.log.ledger import Ledger
from claims.models import whole_schema
from tests.support.full_ledger import add_merger
from tests.support.ledgers import Place, Terminal

CHANGES = {
    "update": "UPDATE {table} SET {column} = {column}",
    "update of one row": "UPDATE {table} SET {column} = {column} WHERE {column} = (SELECT min({column}) FROM {table})",
    "delete": "DELETE FROM {table}",
}
ON_SQLITE = {
    "replace": "REPLACE INTO {table} SELECT * FROM {table}",
    "insert or replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "update or replace": "UPDATE OR REPLACE {table} SET {column} = {column}",
}
ON_POSTGRESQL = {
    "truncate": "TRUNCATE {table} CASCADE",
    "insert or update": "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({keys}) DO UPDATE SET {column} = 0",
}
COLUMN = {"event": "seq", "verification": "id", "verification_evidence": "verification_id"}
COLUMN |= {"merger": "id", "other_line": "merger_id"}
KEYS = {"event": "seq", "verification": "id", "verification_evidence": "verification_id, evidence_id"}
KEYS |= {"merger": "id", "other_line": "merger_id, seq"}


@pytest.fixture
def ruled(ledger: Place, terminal: Terminal) -> Place:
    """A ledger with a ruling that rests on evidence and a merger, so that every guarded table has a row."""
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --tag piers --source https://courier.example/pier")
    terminal.ok("claims claimant alias 'Elena Voss' 'Mayor Voss'")
    terminal.ok("claims verify 1 --because 'The survey says so' --evidence 'Survey of the pier'")
    with ledger.writing() as session:
        held = Ledger(session, "ana")
        add_merger(held)
        held.close()
    return ledger


def attempt(place: Place, statement: str) -> None:
    """Run a statement as somebody would who has the database's own prompt."""
    with place.engine().begin() as connection:
        connection.execute(text(statement))


def rows(place: Place, table: str) -> list[tuple[object, ...]]:
    return sorted(place.ask(f"SELECT * FROM {table}"), key=str)


def refuse_each(place: Place, changes: dict[str, str]) -> None:
    """Try to change every guarded table, and see that it is refused by name and that nothing has moved."""
    for table in GUARDED:
        before = rows(place, table)
        assert before
        for statement in changes.values():
            with pytest.raises(DatabaseError, match=f"{table} is append-only"):
                attempt(place, statement.format(table=table, column=COLUMN[table], keys=KEYS[table]))
        assert rows(place, table) == before


def test_the_database_refuses_to_change_what_was_recorded(ruled: Place) -> None:
    refuse_each(ruled, CHANGES)


@pytest.mark.file
def test_sqlite_refuses_to_replace_it(ruled: Place) -> None:
    refuse_each(ruled, ON_SQLITE)


@pytest.mark.postgres
def test_postgresql_refuses_to_empty_or_overwrite_it(ruled: Place) -> None:
    refuse_each(ruled, ON_POSTGRESQL)


@pytest.mark.postgres
def test_a_table_that_rulings_refer_to_can_not_be_emptied_with_them(ruled: Place) -> None:
    for table in ("claim", "evidence"):
        with pytest.raises(DatabaseError, match="is append-only"):
            attempt(ruled, f"TRUNCATE {table} CASCADE")
        assert rows(ruled, "verification")


def test_what_a_ruling_refers_to_can_not_be_deleted(ruled: Place) -> None:
    for table in ("claim", "evidence"):
        with pytest.raises(DatabaseError, match=r"(?i)foreign key"):
            attempt(ruled, f"DELETE FROM {table}")


def test_every_other_table_can_be_written_because_only_history_is_guarded(ruled: Place) -> None:
    free = {name: table for name, table in whole_schema().tables.items() if name not in GUARDED}
    assert len(free) + len(GUARDED) == len(whole_schema().tables)
    for name, table in free.items():
        column = next(iter(table.primary_key.columns)).name
        attempt(ruled, f"UPDATE {name} SET {column} = {column}")


def test_the_check_names_a_guard_that_was_taken_away(ruled: Place, terminal: Terminal) -> None:
    where = "" if ruled.kind == "sqlite" else " ON event"
    guard = next(name for name in expected_guards(ruled.kind) if name.startswith("event_no_"))
    attempt(ruled, f"DROP TRIGGER {guard}{where}")
    with ruled.reading() as session:
        assert missing_guards(session) == [guard]
    answer = terminal.run("claims db check")
    assert answer.code == 1
    assert f"guards: missing: {guard}" in answer.lines


@pytest.mark.postgres
def test_the_check_notices_a_guard_that_was_switched_off(ruled: Place) -> None:
    attempt(ruled, "ALTER TABLE event DISABLE TRIGGER event_no_change")
    with ruled.reading() as session:
        assert missing_guards(session) == ["event_no_change"]
