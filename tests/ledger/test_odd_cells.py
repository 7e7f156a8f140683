"""Cells of another type, the search index's own tables, and what doesn't belong to a ledger: all is named."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import LargeBinary, text
from sqlalchemy.exc import SQLAlchemyError

from claims.ledger.audit.run import Audit
from tests.ledger.test_tampering import TABLES, accusations, accused, change, found_by, rows_of, tampering
from tests.support.full_ledger import make_rich
from tests.support.ledgers import SQLITE, Place, Terminal
from tests.support.postgres import PostgresServer

ODD: tuple[Any, ...] = (b"\xff\x00", "other text", None, 7)
"""What any column is given, one at a time."""


def faults(found: Audit) -> list[str]:
    """What is told, by the record's name and in words."""
    return [f"{fault.record or ''} {fault.said}" for check in found.checks for fault in check.faults]


@pytest.mark.parametrize("table", [*TABLES])
def test_a_cell_of_any_other_kind_is_named(rich: Terminal, table: str) -> None:
    missed = []
    with tampering(rich.place) as connection:
        # The number of a tag that no claim bears says nothing: docs/trust.md has it among what isn't proven.
        row = next(row for row in rows_of(connection, table) if table != "tag" or row["name"] != "river")
        for column in TABLES[table].columns:
            for value in ODD:
                if value == row[column.name] or (isinstance(column.type, LargeBinary) and value is None):
                    continue
                with connection.begin_nested() as undone:
                    try:
                        change(connection, TABLES[table], row, column.name, value)
                    except SQLAlchemyError:  # a constraint of the table refuses it: it can never be a cell
                        undone.rollback()
                        continue
                    if row in rows_of(connection, table):  # SQLite made the same of it
                        undone.rollback()
                        continue
                    said = accusations(found_by(connection, rich.place))
                    undone.rollback()
                wanted = (accused(table, row), column.name)
                if not any(name in f"{each} " for each in said for name in wanted):
                    missed.append((column.name, value, said))
    assert missed == []


def test_a_text_that_is_no_text_is_named(rich: Terminal) -> None:
    with tampering(rich.place) as connection:
        connection.execute(text("UPDATE claim SET note = CAST(x'ff' AS TEXT) WHERE id = 2"))
        assert any("claim #2: its note is no UTF-8" in each for each in accusations(found_by(connection, rich.place)))


SEARCHED = (
    "UPDATE claim_search_data SET block = zeroblob(8) WHERE id > 10",
    "DELETE FROM claim_search_data WHERE id > 10",
    "DELETE FROM name_search_docsize WHERE id = 2",
    "UPDATE claim_search_docsize SET sz = x'00' WHERE id = 1",
    "UPDATE claim_search_content SET c0 = 'another' WHERE id = 1",
    "UPDATE claim_search_config SET v = 'bm25(1.0, 9.0)' WHERE k = 'rank'",
)


@pytest.mark.parametrize("statement", SEARCHED)
def test_what_search_looks_words_up_in_is_held_against_its_entries(rich: Terminal, statement: str) -> None:
    with tampering(rich.place) as connection:
        connection.execute(text(statement))
        said = accusations(found_by(connection, rich.place))
    assert any("index" in each for each in said), said


STRANGE = {
    "CREATE TRIGGER quiet AFTER INSERT ON claim BEGIN DELETE FROM tag; END": "the trigger quiet on claim",
    "CREATE VIEW rulings AS SELECT * FROM verification": "the view rulings",
    "CREATE TABLE shadow (id INTEGER)": "the table shadow",
    "CREATE INDEX ix_other ON claim (note)": "the index ix_other on claim",
    "DROP INDEX ix_source_title_key": "the index ix_source_title_key is gone",
    "ALTER TABLE claim ADD COLUMN truth TEXT": "the table claim is laid out otherwise",
    "CREATE TEMP TABLE passing (id INTEGER)": "",
}


@pytest.mark.parametrize("statement", STRANGE)
def test_what_does_not_belong_to_a_ledger_is_named(rich: Terminal, statement: str) -> None:
    with tampering(rich.place) as connection:
        connection.execute(text(statement))
        said = [each for each in faults(found_by(connection, rich.place)) if "_no_" not in each]
    wanted = STRANGE[statement]
    assert any(wanted in each for each in said) if wanted else said == [], said


ON_SERVER = {
    "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
    "CREATE TRIGGER quiet BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION nothing()": "the trigger quiet on claim",
    "CREATE RULE silent AS ON INSERT TO evidence DO INSTEAD NOTHING": "the rule silent on evidence",
    "CREATE VIEW rulings AS SELECT * FROM verification": "the view rulings",
    "CREATE TABLE shadow (id integer)": "the table shadow",
    "ALTER TABLE claim ADD COLUMN truth text": "the column claim.truth",
    "DROP INDEX ix_source_title_key": "the index ix_source_title_key is gone",
    "ALTER TABLE relation DROP CONSTRAINT ck_relation_kind": "the constraint ck_relation_kind is gone",
}


@pytest.mark.postgres
def test_what_does_not_belong_on_a_server_is_named(
    postgres_server: PostgresServer, template_database: str, terminal_at: Callable[[Place], Terminal]
) -> None:
    place = Place("postgresql", postgres_server.create("strange_ledger", template=template_database))
    make_rich(place, terminal_at(place).ok)
    missed = []
    with tampering(place) as connection:
        for statement, wanted in ON_SERVER.items():
            with connection.begin_nested() as undone:
                connection.exec_driver_sql(statement)
                said = faults(found_by(connection, place))
                undone.rollback()
            if not any(wanted in each for each in said):
                missed.append((statement, said))
        assert faults(found_by(connection, place)) == []
    postgres_server.drop("strange_ledger")
    assert missed == []
    assert place.kind != SQLITE
