"""Every column of every table, changed behind the program's back: the audit finds each, and says where."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Connection, Table, create_engine, text
from sqlalchemy.types import Boolean, Integer
from sqlmodel import Session

from claims import models
from claims.ledger.audit.run import Audit, audit
from claims.ledger.log.guards import expected_guards
from claims.ledger.log.witness import witness_path
from claims.ledger.store.canonical import canonical
from claims.models import RECORDS
from tests.support.full_ledger import make_rich
from tests.support.ledgers import SQLITE, STOPPED_AT, Place, Terminal
from tests.support.postgres import PostgresServer

TABLES = models.whole_schema().tables
OWNERS = {
    "claimant_alias": ("claimant", "claimant_id"),
    "claim_tag": ("claim", "claim_id"),
    "hop": ("utterance", "utterance_id"),
    "verification_evidence": ("verification", "verification_id"),
    "report_claim": ("report", "report_id"),
}
ALONE = {"relation": ("kind",), "source_link": ("kind",), "source": ("canonical_url",), "candidate": ("digest",)}
"""Columns that no two rows may share with all else the same."""

KINDS = {str(model.__tablename__): kind.value for kind, model in RECORDS.items()}


@pytest.fixture
def rich_on_server(
    postgres_server: PostgresServer, template_database: str, terminal_at: Callable[[Place], Terminal]
) -> Iterator[Terminal]:
    """The same on PostgreSQL, in a database of its own."""
    name = "rich_ledger"
    place = Place("postgresql", postgres_server.create(name, template=template_database))
    terminal = terminal_at(place)
    make_rich(place, terminal.ok)
    yield terminal
    postgres_server.drop(name)


@contextmanager
def tampering(place: Place) -> Iterator[Connection]:
    """A way in behind the program's back: no references, no rules, no guards; what is done is undone at the end."""
    engine = create_engine(place.address.url)
    with engine.connect() as connection:
        if place.kind == SQLITE:
            driver: Any = connection.connection.driver_connection
            driver.isolation_level = None
            driver.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN;")
            for name in expected_guards(SQLITE):
                driver.execute(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        yield connection
        connection.rollback()
    engine.dispose()


def found_by(connection: Connection, place: Place) -> Audit:
    """What the audit finds, besides the guards that were taken away to get in."""
    with Session(connection) as session:
        return audit(session, witness_path(place.address.path, ""))


def accusations(found: Audit) -> list[str]:
    """What the audit accuses: records and lines by name, and everything it says."""
    faults = [fault for check in found.checks if check.check != "guards" for fault in check.faults]
    return [f"{fault.record or ''} line {fault.line} {fault.said}" for fault in faults]


# --- Every column of every table --------------------------------------------------------------------------------------


def words_of(column: "Column[Any]") -> list[str]:
    """The words that a column may hold, if it may hold only some."""
    for rule in column.table.constraints:
        if isinstance(rule, CheckConstraint):
            listed = re.fullmatch(rf"{column.name} IN \((.*)\)", str(rule.sqltext))
            if listed:
                return re.findall(r"'(\w+)'", listed[1])
    return []


def another(column: "Column[Any]", value: Any) -> Any:
    """Another value that the column might hold."""
    words = words_of(column)
    if words:
        return next(word for word in words if word != value)
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, Integer) or column.type.python_type is int:
        return 1000 if value is None else value + 1000
    name = column.name
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if value is None:
        samples = {"_at": STOPPED_AT.replace("Z", ".000000Z"), "_on": "2025-01-01", "sha256": "cd" * 32}
        return next((sample for ending, sample in samples.items() if name.endswith(ending)), "something")
    if name == "uid" or name.endswith(("_uid", "hash", "sha256", "_key")):
        return value[:-1] + ("1" if value[-1] == "0" else "0")
    if name == "at" or name.endswith(("_at", "_on")):
        return value.replace("2025", "2024") if "2025" in value else value.replace("20", "21", 1)
    if name in ("before", "after", "asked"):
        return canonical({"id": 1})
    return f"{value}-indeed"


def changes(table: Table, rows: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Each column of a table with a row and what to put there: something else, nothing, or something for nothing."""
    for column in table.columns:
        if table.name == "tag":  # `river` is borne by no claim; a name that no line knows is found there, too
            rows = [row for row in rows if row["name"] != "river" or column.name == "name"]
        held = [row for row in rows if row[column.name] is not None]
        empty = [row for row in rows if row[column.name] is None]
        assert held or empty, f"{table.name} has no row to change"
        if held:
            yield column.name, held[0], another(column, held[0][column.name])
        if empty:
            yield column.name, empty[0], another(column, None)
        elif column.nullable:
            yield column.name, held[0], None


def accused(table: str, row: dict[str, Any]) -> str:
    """By what name the audit has to accuse what stands in a row."""
    if table in KINDS:
        return f"{KINDS[table]} #{row['id']} "
    if table in OWNERS:
        kind, column = OWNERS[table]
        return f"{kind} #{row[column]} "
    if table == "other_line":
        return "merger #" if row["merger_id"] == 1 else "belong to no merger"
    if table == "blob":
        return str(row["sha256"][:16])
    return f"line {row['seq']} " if table == "event" else ""


def change(connection: Connection, table: Table, row: dict[str, Any], column: str, value: Any) -> None:
    keys = " AND ".join(f"{key.name} = :key_{key.name}" for key in table.primary_key)
    connection.execute(
        text(f'UPDATE {table.name} SET "{column}" = :value WHERE {keys}'),
        {"value": value, **{f"key_{key.name}": row[key.name] for key in table.primary_key}},
    )


def insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row)


def rows_of(connection: Connection, table: str) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def test_the_ledger_holds_every_kind_of_record_and_is_whole(rich: Terminal) -> None:
    with tampering(rich.place) as connection:
        assert [table for table in TABLES if not rows_of(connection, table)] == []
    found = rich.json("claims audit")
    assert (found["whole"], [check["faults"] for check in found["checks"]]) == (True, [[]] * 7)
    assert all(check["looked_at"] for check in found["checks"])


@pytest.mark.parametrize("table", [*TABLES])
def test_a_change_to_any_column_is_found(rich: Terminal, table: str) -> None:
    missed = []
    with tampering(rich.place) as connection:
        for column, row, value in changes(TABLES[table], rows_of(connection, table)):
            with connection.begin_nested() as undone:
                change(connection, TABLES[table], row, column, value)
                said = accusations(found_by(connection, rich.place))
                undone.rollback()
            if not any(accused(table, row) in f"{each} " for each in said):
                missed.append((column, row, value, said))
        assert accusations(found_by(connection, rich.place)) == []
    assert missed == []


@pytest.mark.parametrize("table", [*TABLES])
def test_a_row_that_is_gone_is_found(rich: Terminal, table: str) -> None:
    missed = []
    with tampering(rich.place) as connection:
        for row in rows_of(connection, table):
            if table == "tag" and row["name"] == "river":
                continue  # a tag that nobody bears any more may as well not be there
            with connection.begin_nested() as undone:
                keys = " AND ".join(f"{key.name} = :{key.name}" for key in TABLES[table].primary_key)
                connection.execute(text(f"DELETE FROM {table} WHERE {keys}"), row)
                said = accusations(found_by(connection, rich.place))
                undone.rollback()
            wanted = "the log ends" if table == "event" and row["seq"] == len(rows_of(connection, table)) else ""
            if not any((wanted or accused(table, row)) in f"{each} " for each in said):
                missed.append((row, said))
    assert missed == []


@pytest.mark.parametrize("owner", ["there", "nowhere", "far"])
@pytest.mark.parametrize("table", [table for table in TABLES if table != "head"])
def test_a_row_that_no_line_tells_of_is_found(rich: Terminal, table: str, owner: str) -> None:
    with tampering(rich.place) as connection:
        row = rows_of(connection, table)[0]
        number = {"there": 1, "nowhere": 999, "far": 2**62}[owner]
        for key in TABLES[table].primary_key:
            far = number > 1 and key.type.python_type is int
            row[key.name] = 2**62 if far else another(key, row[key.name])
        if table in OWNERS:
            row[OWNERS[table][1]] = number
        for column in TABLES[table].columns:
            if column.unique or column.name in ALONE.get(table, ()):
                row[column.name] = another(column, row[column.name])
        insert(connection, table, row)
        said = accusations(found_by(connection, rich.place))
    wanted = "missing" if table == "event" else accused(table, row)
    assert any(wanted in each for each in said), said


@pytest.mark.parametrize("table", [table for table in TABLES if table not in ("head", "tag")])
def test_a_table_that_was_emptied_is_found(rich: Terminal, table: str) -> None:
    with tampering(rich.place) as connection:
        row = rows_of(connection, table)[0]
        connection.execute(text(f"DELETE FROM {table}"))
        said = accusations(found_by(connection, rich.place))
    wanted = "the log ends at line 0" if table == "event" else accused(table, row)
    assert any(wanted in f"{each} " for each in said), said


@pytest.mark.parametrize("table", [table for table in TABLES if table != "head"])
def test_the_only_row_of_a_ledger_is_found(rich: Terminal, template_file: Path, table: str) -> None:
    with tampering(rich.place) as connection:
        row = rows_of(connection, table)[0]
    nothing = Place(SQLITE, str(shutil.copyfile(template_file, rich.folder / "nothing.db")))
    with tampering(nothing) as connection:
        assert accusations(found_by(connection, nothing)) == []
        insert(connection, table, row)
        said = accusations(found_by(connection, nothing))
    wanted = "belong to no merger" if table == "other_line" else "" if table == "event" else accused(table, row)
    assert any(wanted in f"{each} " for each in said), said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim_search SET words = 'another' WHERE rowid = 1",
        "UPDATE claim_search SET names = 'another' WHERE rowid = 1",
        "UPDATE claim_search SET rowid = 1000 WHERE rowid = 1",
        "DELETE FROM claim_search WHERE rowid = 1",
        "INSERT INTO claim_search (rowid, words, names) VALUES (1000, 'more', 'more')",
        "UPDATE name_search SET names = 'another' WHERE rowid = 2",
        "UPDATE name_search SET rowid = 1000 WHERE rowid = 2",
        "DELETE FROM name_search WHERE rowid = 2",
        "INSERT INTO name_search (rowid, names) VALUES (1000, 'more')",
    ],
)
def test_a_change_to_the_search_index_is_found(rich: Terminal, statement: str) -> None:
    with tampering(rich.place) as connection:
        connection.execute(text(statement))
        said = accusations(found_by(connection, rich.place))
    index, _, owner = statement.partition("WHERE rowid = ")
    wanted = ("claim #1" if "claim_search" in index else "claimant #1") if owner else "entries"
    assert any(wanted in each for each in said), said


# --- On PostgreSQL ----------------------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_tampering_on_postgresql_is_found(rich_on_server: Terminal) -> None:
    place = rich_on_server.place
    assert rich_on_server.json("claims audit")["whole"]
    missed = []
    with tampering(place) as connection:
        for table, column, value, wanted in ON_SERVER:
            with connection.begin_nested() as undone:
                connection.execute(text(f'UPDATE {table} SET "{column}" = {value} WHERE {ROW.get(table, "id = 1")}'))
                said = accusations(found_by(connection, place))
                undone.rollback()
            if not any(wanted in f"{each} " for each in said):
                missed.append((table, column, said))
    assert missed == []
    assert rich_on_server.json("claims audit")["whole"]


ROW = {
    "hop": "utterance_id = 1 AND position = 0",
    "claim_tag": "claim_id = 1",
    "claimant_alias": "claimant_id = 1 AND name = 'Mayor Voss'",
    "verification_evidence": "verification_id = 1",
    "report_claim": "claim_id = 1",
    "event": "seq = 9",
    "tag": "name = 'roads'",
    "blob": "true",
    "other_line": "seq = 1",
}
ON_SERVER = (
    ("claim", "text", "'Another'", "claim #1 "),
    ("claim", "content_status", "'refuted'", "claim #1 "),
    ("claim", "recorded_at", "recorded_at - interval '1 second'", "claim #1 "),
    ("claim", "uid", "gen_random_uuid()", "claim #1 "),
    ("claim_tag", "tag_id", "999", "claim #1 "),
    ("tag", "name", "'streets'", "claim #1 "),
    ("claimant", "name_key", "'x'", "claimant #1 "),
    ("claimant_alias", "name", "'Mayor Vos'", "claimant #1 "),
    ("source", "published_on", "published_on - 1", "source #1 "),
    ("source", "published_on_circa", "NOT published_on_circa", "source #1 "),
    ("source_link", "origin_id", "2", "source_link #1 "),
    ("snapshot", "text", "'Another'", "snapshot #1 "),
    ("snapshot", "sha256", f"'{'cd' * 32}'", "snapshot #1 "),
    ("utterance", "said_on", "said_on - 31", "utterance #1 "),
    ("utterance", "quote_exact", "'Other words'", "utterance #1 "),
    ("hop", "claimant_id", "3", "utterance #1 "),
    ("hop", "claim_id", "2", "utterance #1 "),
    ("evidence", "stance", "'refutes'", "evidence #1 "),
    ("verification", "status", "'refuted'", "verification #1 "),
    ("verification", "pending", "NOT pending", "verification #1 "),
    ("verification_evidence", "evidence_id", "2", "verification #1 "),
    ("relation", "kind", "'supports'", "relation #1 "),
    ("report", "sha256", f"'{'cd' * 32}'", "report #1 "),
    ("report_claim", "claim_id", "3", "report #1 "),
    ("judgement", "independent", "false", "judgement #1 "),
    ("candidate", "reading", "'{}'", "candidate #1 "),
    ("blob", "body", "body || body", "snapshot #1 "),
    ("merger", "head_hash", f"'{'0' * 64}'", "merger #1 "),
    ("other_line", "line", "replace(line, 'Elena', 'Helena')", "merger #1 "),
    ("other_line", "hash", f"'{'0' * 64}'", "merger #1 "),
    ("event", "at", "at + interval '1 microsecond'", "line 9 "),
    ("event", "reason", "'Because'", "line 9 "),
    ("event", "record_uid", "gen_random_uuid()", "line 9 "),
    ("event", "hash", f"'{'0' * 64}'", "line 9 "),
    ("head", "count", "count + 1", "its head says"),
    ("head", "hash", f"'{'0' * 64}'", "the head names another hash"),
    ("head", "ledger_uid", "gen_random_uuid()", "line 1 "),
    ("claim_search", "words", "'another'", "claim #1"),
    ("name_search", "names", "'another'", "entry in the search index"),
)
ROW |= {"name_search": "id = 2"}
