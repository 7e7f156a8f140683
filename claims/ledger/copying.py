"""A ledger row by row in another database: the same records, log, head and bytes, on whatever it is kept."""

from itertools import zip_longest
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlmodel import Session

from claims.errors import Refused
from claims.ledger.access import Bulk
from claims.ledger.dump import dump
from claims.ledger.search_index import BATCH, write_claims, write_names
from claims.models import whole_schema

LATER = "merged_into_id"
"""A column that refers to its own table, maybe to a row that comes later: it is filled when all rows are there."""


def copy_rows(source: Session, target: Session) -> int:
    """Copy every row into an empty ledger, and write its search index; returns the number of lines of the log."""
    if Bulk(target).rows("SELECT count FROM head")[0][0]:
        raise Refused("The ledger to copy to is not empty.", "Name a new one.")
    tables = whole_schema().sorted_tables
    target.execute(delete(whole_schema().tables["head"]))
    for table in tables:
        _copy_table(source, target, table)
    _index(target)
    return int(Bulk(target).rows("SELECT count FROM head")[0][0])


def differs(source: Session, target: Session) -> bool:
    """Whether two ledgers differ in anything that their dumps hold."""
    return any(ours != theirs for ours, theirs in zip_longest(dump(source), dump(target)))


def _copy_table(source: Session, target: Session, table: Table) -> None:
    waits: list[dict[str, Any]] = []
    ordered = select(table).order_by(*table.primary_key.columns)
    result = source.connection().execute(ordered, execution_options={"yield_per": BATCH})
    for part in result.partitions():
        rows = [dict(row._mapping) for row in part]
        if LATER in table.columns:
            waits += [{"number": row["id"], "into": row[LATER]} for row in rows if row[LATER] is not None]
            rows = [row | {LATER: None} for row in rows]
        target.connection().execute(insert(table), rows)
    if waits:
        filled = update(table).where(table.c.id == bindparam("number")).values({LATER: bindparam("into")})
        target.connection().execute(filled, waits)


def _index(target: Session) -> None:
    bulk = Bulk(target)
    for table in ("claim", "claimant", "source"):
        numbers = [row[0] for row in bulk.rows(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608  (names of ours)
        for start in range(0, len(numbers), BATCH):
            part = numbers[start : start + BATCH]
            if table == "claim":
                write_claims(target, part)
            else:
                write_names(
                    target,
                    claimants=part if table == "claimant" else (),
                    sources=part if table == "source" else (),
                )
