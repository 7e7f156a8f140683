"""What the values of a record have to be, where it comes from a file and no command has seen to them."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Integer

from claims.errors import BadInput
from claims.languages import language_tag
from claims.ledger.store.canonical import Document
from claims.models import Record
from claims.models.columns import Day, Moment, Uid
from claims.text import quoted

DATES = frozenset({"said_on", "published_on"})
BEGINS = {"month": "-01", "year": "-01-01"}
"""How the first day of a period ends, as which it is kept."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def misfit(model: type[Record], told: Document) -> str | None:
    """What is wrong with a document's values, if they can't be a record's: `its recorded_at is "never"`."""
    for name, fits in _columns(model):
        value = told.get(name)
        if value is not None and not fits(value):
            return f"its {name} is {quoted(str(value), 60)}"
    for name in DATES & told.keys():
        if not str(told[name]).endswith(BEGINS.get(told.get(f"{name}_precision", ""), "")):
            return f"its {name} is not the first day of a {told[f'{name}_precision']}"
    return None


@cache
def _columns(model: type[Record]) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    columns = model.metadata.tables[str(model.__tablename__)].columns
    return tuple((column.name, _check(column.name, column.type)) for column in columns)


def _check(name: str, kind: object) -> Callable[[Any], bool]:
    if isinstance(kind, Moment):
        return _is_moment
    if isinstance(kind, Day):
        return lambda value: _reads(dt.date.fromisoformat, value) and len(value) == len("2025-04-10")
    if isinstance(kind, Uid):
        return lambda value: _reads(UUID, value) and str(UUID(value)) == value
    if isinstance(kind, Boolean):
        return lambda value: isinstance(value, bool)
    if isinstance(kind, Integer):
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    if name == "language":
        return lambda value: _reads(language_tag, value)
    return lambda value: isinstance(value, str) and bool(value.strip())


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and bool(_MOMENT.fullmatch(value)) and _reads(dt.datetime.fromisoformat, value)


def _reads(read: Callable[[str], object], value: Any) -> bool:
    try:
        read(value)
    except (ValueError, TypeError, AttributeError, BadInput):
        return False
    return True
