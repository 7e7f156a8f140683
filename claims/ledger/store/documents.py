"""A record as the document that an event carries: its columns, and the list that belongs to it."""

from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from claims.ledger.store.canonical import Document
from claims.models import Record


@cache
def columns(model: type[Record]) -> tuple[str, ...]:
    """The columns that an event carries: those that don't follow from others."""
    return tuple(name for name in model.model_fields if name not in model.derived)


def document(row: Record, belongings: Sequence[Any]) -> Document:
    """A record as a document; what is empty is left out."""
    model = type(row)
    known: Document = {}
    for name in columns(model):
        value = getattr(row, name)
        if value is not None and value is not False:
            known[name] = value
    if model.owned and belongings:
        known[model.owned] = list(belongings)
    return known


def row_of(model: type[Record], known: Document) -> tuple[Record, list[Any]]:
    """The record that a document describes, and the list that belongs to it."""
    fields = {name: value for name, value in known.items() if name != model.owned}
    row = model(**fields)
    row.settle()
    return row, list(known.get(model.owned or "", ()))


def sheet_of(model: type[Record], known: Document) -> tuple[Record, list[Any]]:
    """What `row_of` gives, without the bookkeeping that a row does for a session: a twentieth of the cost.

    It has a record's fields and nothing else; its `__dict__` is all of them.
    """
    fields = {name: value for name, value in known.items() if name != model.owned}
    sheet = cast(Record, SimpleNamespace(**_blank(model) | fields))
    model.settle(sheet)
    return sheet, list(known.get(model.owned or "", ()))


@cache
def _blank(model: type[Record]) -> Document:
    return {name: field.default for name, field in model.model_fields.items()}
