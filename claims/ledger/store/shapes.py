"""Rows in the shape in which they are written: keys in order, what is empty left out, no dictionary in between.

A struct is made of a row in a quarter of the time that a dictionary takes, and written in half of it.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct, defstruct

from claims.ledger.store.sql import Bulk
from claims.models import Event, Record, model_of
from claims.rows.tables import ROWS, EventRow


class Shaped(Struct, omit_defaults=True):
    """A record; a field that is None is not written."""


@cache
def shape_of(model: type[Record]) -> type[Shaped]:
    """The shape of a kind of record, with the list that belongs to it among its fields."""
    names = sorted({*model.model_fields, *([model.owned] if model.owned else [])})
    return defstruct(model.__name__, [(name, Any, None) for name in names], bases=(Shaped,))  # type: ignore[return-value]


Line = defstruct("Line", [(name, Any) for name in sorted(Event.model_fields)])
"""A line of the log, all of its fields written."""


def shaped(bulk: Bulk, table: str, condition: str, **parameters: Any) -> Iterator[tuple[int, Shaped]]:
    """The rows of a table that meet a condition, by number, each with it."""
    model: Any = model_of(table)
    shape = shape_of(model)
    listed = ", ".join("NULL" if name == model.owned else f'"{name}"' for name in shape.__struct_fields__)
    statement = f"SELECT {listed} FROM {table} WHERE {condition} ORDER BY id"  # noqa: S608  (names of ours)
    place = shape.__struct_fields__.index("id")
    known = ROWS[table]
    native = [each for each in known.converters(on_sqlite=bulk.on_sqlite) if each[0] not in known.flags]
    for row in bulk.rows(statement, **parameters):
        found = shape(*row)
        for name in known.flags:
            setattr(found, name, True if getattr(found, name) else None)
        for name, to_text in native:
            if (value := getattr(found, name)) is not None:
                setattr(found, name, to_text(value))
        yield row[place], found


def log_lines(bulk: Bulk) -> Iterator[Struct]:
    """The lines of the log, oldest first."""
    listed = ", ".join(f'"{name}"' for name in Line.__struct_fields__)
    native = EventRow.converters(on_sqlite=bulk.on_sqlite)
    for row in bulk.stream(f"SELECT {listed} FROM event ORDER BY seq"):  # noqa: S608  (names of ours)
        line = Line(*row)
        for name, to_text in native:
            if (value := getattr(line, name)) is not None:
                setattr(line, name, to_text(value))
        yield line
