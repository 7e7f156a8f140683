"""Moving: a ledger's rows, its log and kept bytes included, put as they are into an empty ledger on any database."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlmodel import Session, col

from claims.errors import Refused
from claims.ledger.log.search_index import write_everything
from claims.ledger.transfer.dump import dump
from claims.models import TABLES, Event, Head, model_of, whole_schema

BATCH = 1_000
"""Rows in memory at a time."""

HEAVY = {"blob": 8, "snapshot": 50}
"""Fewer of those whose every row may hold megabytes."""


def hold_empty(target: Session) -> None:
    """Hold an empty ledger for writing, and refuse one in which something was recorded."""
    target.execute(select(col(Head.id)).with_for_update())  # SQLite's writer holds the file already
    if target.scalar(select(col(Event.seq)).limit(1)) is not None:
        raise Refused("The ledger to copy to is not empty.", "Name a new file, or an empty database.")


def copy_rows(source: Session, target: Session) -> int:
    """Put every row of a ledger into an empty one, and make its search index; returns how many rows there were."""
    hold_empty(target)
    whole_schema()
    tables = [_table(name) for name in TABLES if name != "head"]
    copied = sum(_copy_table(source, target, table) for table in tables)
    for table in tables:
        _point_at_each_other(source, target, table)
    head = source.get_one(Head, 1)
    target.execute(
        update(Head).where(col(Head.id) == 1).values(ledger_uid=head.ledger_uid, count=head.count, hash=head.hash)
    )
    write_everything(target)
    return copied


def dump_digest(session: Session) -> str:
    """SHA-256 of a ledger's dump: the same for ledgers that hold the same, whatever database they lie on."""
    digest = hashlib.sha256()
    for line in dump(session):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _table(name: str) -> Table:
    table: Table = model_of(name).__table__  # type: ignore[attr-defined]  # SQLModel adds it where table=True
    return table


def _copy_table(source: Session, target: Session, table: Table) -> int:
    size = HEAVY.get(table.name, BATCH)
    later = _self_references(table)
    ordered = select(table).order_by(*table.primary_key)
    found = source.connection().execute(ordered, execution_options={"yield_per": size})
    count = 0
    for rows in found.mappings().partitions(size):
        target.execute(insert(table), [{**row, **_itself(row, later)} for row in rows])
        count += len(rows)
    return count


def _itself(row: Any, later: Sequence[str]) -> dict[str, Any]:
    """Until all rows are there, one that names another names itself: to name none might be one too many of a kind."""
    return {name: None if row[name] is None else row["id"] for name in later}


def _self_references(table: Table) -> list[str]:
    """The columns in which a row may name a later row of its own table; an append-only row names earlier ones only."""
    if table.name == "verification":
        return []
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _point_at_each_other(source: Session, target: Session, table: Table) -> None:
    for name in _self_references(table):
        column = table.c[name]
        pairs: Sequence[Any] = source.execute(select(table.c.id, column).where(column.is_not(None))).all()
        for number, other in pairs:
            target.execute(update(table).where(table.c.id == number).values({name: other}))
