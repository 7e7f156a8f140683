"""The layout of a ledger held against what it should be: every table, column, index, rule and trigger."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import Constraint
from sqlmodel import Session

from claims.ledger.log.guards import expected_guards
from claims.ledger.store.sql import Bulk
from claims.schema import SCRIPT, migrations_folder

SQLITE_LAYOUT = """
SELECT type || ' ' || name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1
"""
SEARCHED = ("claim_search", "name_search")
RANKED = {"claim_search": {"rank": "bm25(10.0, 4.0)"}, "name_search": {}}
"""How each index ranks what it finds."""

PARTS = ("config", "content", "docsize", "idx", "data")
"""The tables in which SQLite's full-text search keeps an index."""

SERVER_EXTRAS = """
SELECT 'trigger ' || trigger.tgname, owner.relname FROM pg_trigger AS trigger
JOIN pg_class AS owner ON owner.oid = trigger.tgrelid
WHERE NOT trigger.tgisinternal AND owner.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'rule ' || rulename, tablename FROM pg_rules WHERE schemaname = current_schema()
UNION ALL
SELECT 'view ' || viewname, viewname FROM pg_views WHERE schemaname = current_schema()
UNION ALL
SELECT 'policy ' || policyname, tablename FROM pg_policies WHERE schemaname = current_schema()
"""
SERVER_PARTS = """
SELECT 'table ' || relname FROM pg_class
WHERE relkind IN ('r', 'p', 'f', 'm') AND relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'column ' || owner.relname || '.' || attname FROM pg_attribute JOIN pg_class AS owner ON owner.oid = attrelid
WHERE attnum > 0 AND NOT attisdropped AND owner.relkind = 'r' AND owner.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = current_schema()
UNION ALL
SELECT 'constraint ' || conname FROM pg_constraint
WHERE connamespace = current_schema()::regnamespace AND contype IN ('c', 'f', 'p', 'u') AND convalidated
"""
SERVER_SEARCH = {
    "claim_search": ("id", "words", "names", "found"),
    "name_search": ("id", "names", "found"),
    "alembic_version": ("version_num",),
}
"""The tables on a server that no model describes, and their columns."""


def layout_faults(session: Session) -> Iterator[tuple[str, str]]:
    """What is in the database that doesn't belong to a ledger, or not as it should be: name, and what is wrong."""
    if session.get_bind().dialect.name == "sqlite":
        yield from _file_faults(session)
    else:
        yield from _server_faults(session)


def _file_faults(session: Session) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as model:
        model.executescript((migrations_folder() / SCRIPT).read_text(encoding="utf-8"))
        wanted = {name: _bare(sql) for name, _table, sql in model.execute(SQLITE_LAYOUT)}
    guards = {f"trigger {name}" for name in expected_guards("sqlite")}
    found = {name: (table, sql) for name, table, sql in Bulk(session).rows(SQLITE_LAYOUT)}
    for name in sorted(found.keys() | wanted.keys()):
        if name in guards:
            continue  # the guards tell of these themselves
        if name not in wanted:
            kind = name.partition(" ")[0]
            on = "" if kind in ("table", "view") else f" on {found[name][0]}"
            yield name, f"the {name}{on} doesn't belong to a ledger"
        elif name not in found:
            yield name, f"the {name} is gone"
        elif _bare(found[name][1]) != wanted[name]:
            yield name, f"the {name} is laid out otherwise than it should be"


def _bare(sql: str | None) -> str:
    """What lays something out, without the spaces and quotation marks that make no difference."""
    return "".join((sql or "").replace('"', "").split())


def _server_faults(session: Session) -> Iterator[tuple[str, str]]:
    bulk = Bulk(session)
    guards = {f"trigger {name}" for name in expected_guards("postgresql")}
    for name, table in bulk.rows(SERVER_EXTRAS):
        if name not in guards:
            yield name, f"the {name} on {table} doesn't belong to a ledger"
    found = {row[0] for row in bulk.rows(SERVER_PARTS)}
    wanted, indexes = _server_wanted()
    unnamed = {name for name in found if name.startswith(("index ", "constraint "))}
    for name in sorted(found - wanted - indexes - unnamed):
        yield name, f"the {name} doesn't belong to a ledger"
    for name in sorted((wanted | indexes) - found):
        yield name, f"the {name} is gone"


def _server_wanted() -> tuple[set[str], set[str]]:
    """The tables and columns of a ledger on a server; and its indexes and constraints."""
    from claims.models import whole_schema

    parts, indexes = set[str](), set[str]()
    for name, columns in SERVER_SEARCH.items():
        parts |= {f"table {name}", *(f"column {name}.{column}" for column in columns)}
    for name, table in whole_schema().tables.items():
        parts |= {f"table {name}", *(f"column {name}.{column.name}" for column in table.columns)}
        indexes |= {f"index {index.name}" for index in table.indexes}
        for constraint in table.constraints:
            if constraint.name:
                indexes.add(f"constraint {_named(constraint)}")
    return parts, indexes


def _named(constraint: Constraint) -> str:
    """A constraint's name as a server keeps it, cut to the length that it allows."""
    from sqlalchemy.dialects.postgresql.base import PGDialect

    dialect = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own
    return str(dialect.identifier_preparer.format_constraint(constraint)).strip('"')


def search_faults(session: Session) -> Iterator[tuple[str, str]]:
    """Whether what SQLite's full-text search looks words up in is what its entries say, by its own check.

    The check is a write to SQLite, and an audit only reads: so it is made on a copy, in a file that is never seen.
    """
    bulk = Bulk(session)
    if not bulk.on_sqlite:
        return
    for statement in ("SAVEPOINT looked_at", "RELEASE looked_at"):  # what this transaction wrote reaches the tables
        session.connection().exec_driver_sql(statement)
    layout = {row[0]: row[1] for row in bulk.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
    for index in SEARCHED:
        if index not in layout:
            yield index, f"the search index {index} is gone"
            continue
        try:
            if dict(bulk.rows(f"SELECT k, v FROM {index}_config WHERE k <> 'version'")) != RANKED[index]:  # noqa: S608
                yield index, f"the search index {index} is set up to rank otherwise than it should"
            with closing(sqlite3.connect("")) as copy:
                copy.execute(layout[index])
                for part in PARTS:
                    _copy(bulk, copy, f"{index}_{part}")
                copy.commit()
                copy.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")  # noqa: S608  (names of ours)
        except sqlite3.Error:
            yield index, f"the search index {index} would find other words than its entries hold"


def _copy(bulk: Bulk, copy: sqlite3.Connection, table: str) -> None:
    copy.execute(f"DELETE FROM {table}")  # noqa: S608  (names of ours)
    columns = copy.execute(f"SELECT * FROM {table} LIMIT 0").description  # noqa: S608
    marks = ", ".join("?" for _column in columns)
    copy.executemany(f"INSERT INTO {table} VALUES ({marks})", bulk.stream(f"SELECT * FROM {table}"))  # noqa: S608
