"""The schema, written from the models and from a ledger made for the purpose."""

import inspect
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import CheckConstraint, Column, Dialect, Index, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlmodel import SQLModel

from claims import models, revisions, schema
from claims.db import Address, connect
from docs.markdown import code, link, table


def tables() -> list[type[SQLModel]]:
    """Every table in the order of the data dictionary."""
    models.whole_schema()
    return [models.model_of(name) for name in models.TABLES]


PLAIN = {
    "integer": "number",
    "bigint": "number",
    "varchar": "text",
    "timestamp with time zone": "moment",
    "date": "day",
    "uuid": "uid",
    "boolean": "yes or no",
}
"""Types in the words of the page."""

POSTGRESQL: Dialect = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types

HEAD = """# The schema

Written from `claims/models/` by `make docs`. Schema {revision}; SQLite and PostgreSQL have the same tables. Days,
moments and uids are text on SQLite (ISO 8601 sorts as it should) and `date`, `timestamptz` and `uuid` on PostgreSQL.

Every record that people refer to has a small number `id`, a UUIDv7 `uid` that stays the same when ledgers are merged,
and says when and by whom it was entered. Records are merged or retired, never deleted, and every change is a line in
`event`.
"""

TAIL = """## Guards

The database itself refuses to change history. On PostgreSQL the same tables have the triggers `*_no_change` and
`*_no_truncate`; on SQLite:

{triggers}

## Search

{search}

`claim_search` has a row a claim: its text and quotes (`words`), and who said, relayed or printed it (`names`).
`name_search` has a row a claimant or source. They follow from the other tables and can be built again from them.
"""


def schema_page() -> str:
    """The whole page."""
    made = _made()
    triggers = [(code(name), link(of)) for kind, name, of, _sql in made if kind == "trigger"]
    search = [sql for kind, _name, _of, sql in made if kind == "table" and "VIRTUAL" in sql]
    parts = [HEAD.format(revision=revisions.HEAD), *_diagram()]
    for model in tables():
        parts += _section(model)
    tail = TAIL.format(triggers=table(("trigger", "on"), triggers), search="```sql\n" + "\n".join(search) + "\n```")
    return "\n".join([*parts, tail])


def table_of(model: type[SQLModel]) -> Table:
    """The table behind a model."""
    found = model.__table__  # type: ignore[attr-defined]  # SQLModel puts it there
    assert isinstance(found, Table)
    return found


def _made() -> list[tuple[str, str, str, str]]:
    """What a new ledger on SQLite holds."""
    with tempfile.TemporaryDirectory() as folder:
        address = Address.of(str(Path(folder) / "claims.db"))
        schema.create(connect(address), address)
        assert address.path is not None
        opened = sqlite3.connect(address.path)
        try:
            return list(opened.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql > '' ORDER BY 2"))
        finally:
            opened.close()


def _diagram() -> Iterator[str]:
    yield "```mermaid\nerDiagram"
    for model in tables():
        for column in table_of(model).columns:
            for key in column.foreign_keys:
                many = "|o" if column.nullable else "||"
                yield f"    {key.column.table.name} {many}--o{{ {column.table.name} : {column.name.removesuffix('_id')}"
    yield "```\n"


def _section(model: type[SQLModel]) -> Iterator[str]:
    stored = table_of(model)
    yield f"## {stored.name}\n"
    yield "\n\n".join(" ".join(each.split()) for each in inspect.cleandoc(model.__doc__ or "").split("\n\n")) + "\n"
    yield table(("column", "type", "meaning"), [_column(model, column) for column in stored.columns]) + "\n"
    rules = [*_rules(stored)]
    if rules:
        yield table(("rule", "", "on"), rules) + "\n"


def _column(model: type[SQLModel], column: "Column[object]") -> tuple[str, str, str]:
    field = model.model_fields.get(column.name)
    meaning = (field.description if field else None) or ("Its number." if column.primary_key else "")
    assert meaning, f"{column} has no description"
    kind = _types(column) + ("" if column.nullable else ", never empty")
    if column.primary_key:
        kind += ", key"
    references = ", ".join(link(key.column.table.name) for key in column.foreign_keys)
    return code(column.name), kind, meaning + (f" → {references}" if references else "")


def _types(column: "Column[object]") -> str:
    name = column.type.compile(POSTGRESQL).lower()
    return PLAIN.get(name, name)


def _rules(stored: Table) -> Iterator[tuple[str, str, str]]:
    for rule in sorted(stored.constraints, key=lambda each: str(each.name)):
        if isinstance(rule, CheckConstraint):
            yield code(str(rule.name)), "check", code(" ".join(str(rule.sqltext).split()))
        elif isinstance(rule, UniqueConstraint):
            yield code(str(rule.name)), "unique", code(", ".join(column.name for column in rule.columns))
    for index in sorted(stored.indexes, key=lambda each: str(each.name)):
        yield code(str(index.name)), "unique index" if index.unique else "index", _indexed(index)


def _indexed(index: Index) -> str:
    where = index.dialect_options["sqlite"].get("where")
    condition = "" if where is None else f" where {where}"
    return code(", ".join(column.name for column in index.columns) + condition)
