"""Cells that hold what their column can't: SQLite takes any value anywhere, and what is built on them breaks."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, LargeBinary, Table
from sqlmodel import Session

from claims.ledger.log.chain import Fault
from claims.ledger.store.holdings import LISTS
from claims.ledger.store.sql import Bulk
from claims.vocabulary import RecordKind

OWNERS = {table: (kind.value, column) for kind, (table, column) in LISTS.items()}
"""The lists that belong to records: whose they are, and the column that says so."""


def cell_faults(session: Session) -> Iterator[Fault]:
    """The cells of another type than their column's, or empty where they can't be; a server keeps none."""
    bulk = Bulk(session)
    if bulk.on_sqlite:
        for table in _tables():
            yield from _odd_cells(bulk, table)


def unreadable_cells(session: Session) -> Iterator[Fault]:
    """The texts on SQLite that are no UTF-8, sought where reading broke off."""
    bulk = Bulk(session)
    for table in _tables() if bulk.on_sqlite else ():
        for name in [column.name for column in table.columns if _kept_as(column) == "text"]:
            keys = ", ".join(f'CAST("{key}" AS BLOB)' for key in _keys(table))
            cells = f'SELECT CAST("{name}" AS BLOB), {keys} FROM "{table.name}" WHERE "{name}" IS NOT NULL'  # noqa: S608
            for value, *key in bulk.stream(cells):
                try:
                    bytes(value).decode("utf-8")
                except UnicodeDecodeError:
                    key_texts = [bytes(each or b"").decode("utf-8", "replace") for each in key]
                    yield _fault(table, key_texts, f"its {name} is no UTF-8")


def _tables() -> list[Table]:
    from claims.models import whole_schema

    return list(whole_schema().tables.values())


def _odd_cells(bulk: Bulk, table: Table) -> Iterator[Fault]:
    odd = [f"({_odd(column)})" for column in table.columns]
    listed = ", ".join([*(f'hex(CAST("{key}" AS BLOB))' for key in _keys(table)), *odd])
    kinds = ", ".join(f'typeof("{column.name}")' for column in table.columns)
    statement = f'SELECT {listed}, {kinds} FROM "{table.name}" WHERE {" OR ".join(odd)}'  # noqa: S608  (names of ours)
    count = len(_keys(table))
    for row in bulk.stream(statement):
        key = [bytes.fromhex(each or "").decode("utf-8", "replace") for each in row[:count]]
        flags, found = row[count : count + len(odd)], row[count + len(odd) :]
        for column, is_odd, kind in zip(table.columns, flags, found, strict=True):
            if is_odd:
                held = "empty" if kind == "null" else f"kept as {kind}" if kind != "integer" else "another number"
                yield _fault(table, key, f"its {column.name} is {held}, where {_kept_as(column)} belongs")


def _odd(column: Any) -> str:
    """The condition that a cell holds what its column can't."""
    if isinstance(column.type, Boolean):
        return f'"{column.name}" IS NULL OR typeof("{column.name}") <> \'integer\' OR "{column.name}" NOT IN (0, 1)'
    allowed = ", 'null'" if column.nullable else ""
    return f"typeof(\"{column.name}\") NOT IN ('{_kept_as(column)}'{allowed})"


def _kept_as(column: Any) -> str:
    """The type in which SQLite keeps a column."""
    if isinstance(column.type, LargeBinary):
        return "blob"
    return "integer" if column.type.python_type in (int, bool) else "text"


def _keys(table: Table) -> list[str]:
    if table.name == "event":
        return ["seq"]
    if table.name in OWNERS:
        return [OWNERS[table.name][1]]
    return [column.name for column in table.primary_key]


def _fault(table: Table, key: list[str], said: str) -> Fault:
    if table.name == "event":
        number = int(key[0]) if key[0].isdigit() else None
        return Fault("records", number, None, f"line {key[0]} of the log: {said}")
    if table.name in {kind.value for kind in RecordKind}:
        name = f"{table.name} #{key[0]}"
    elif table.name in OWNERS:
        name = f"{OWNERS[table.name][0]} #{key[0]}"
        said = f"in its {table.name}, {said.removeprefix('its ')}"
    elif table.name == "other_line":
        name = f"merger #{key[0]}"
        said = f"of its kept lines, {said.removeprefix('its ')}"
    else:
        name = f"{table.name} {' '.join(key)[:16]}"
    return Fault("records", None, name, f"{name}: {said}")
