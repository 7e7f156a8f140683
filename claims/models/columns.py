"""Column types and constraint helpers that the records share.

Days, moments and uids travel through Python as ISO 8601 and RFC 9562 text, because that is how they are printed, hashed
and compared; PostgreSQL stores them as `date`, `timestamptz` and `uuid`, SQLite as text that sorts the same way.
"""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, DateTime, Dialect, Index, Integer, Text, Uuid, text
from sqlalchemy.types import TypeDecorator, TypeEngine

Key = BigInteger().with_variant(Integer(), "sqlite")
CLUSTERED = {"sqlite_with_rowid": False}
"""Table option: rows lie in the order of their key, so that what belongs to one record is read in one go."""

Flag = Boolean(create_constraint=False)

EXTRA = "What an import brought and no column holds, as canonical JSON; an export gives it back."
"""What the column `extra` of a record is for."""


class NativeText(TypeDecorator[str]):
    """Text in Python and on SQLite; the database's own type on PostgreSQL."""

    impl = Text
    cache_ok = True
    native: ClassVar[TypeEngine[Any]]

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(self.native if dialect.name == "postgresql" else Text())

    # On SQLite nothing is converted, and nothing may be paid for it: a report reads tens of thousands of these.
    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return super().bind_processor(dialect) if dialect.name == "postgresql" else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        return super().result_processor(dialect, coltype) if dialect.name == "postgresql" else None

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else self.to_native(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else self.to_text(value)

    def to_native(self, value: str) -> Any:
        raise NotImplementedError

    def to_text(self, value: Any) -> str:
        raise NotImplementedError


class Moment(NativeText):
    """A point in time, UTC, microseconds: `2026-11-23T13:44:31.123456Z`."""

    cache_ok = True
    native = DateTime(timezone=True)

    def to_native(self, value: str) -> dt.datetime:
        return dt.datetime.fromisoformat(value)

    def to_text(self, value: dt.datetime) -> str:
        return f"{value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


class Day(NativeText):
    """A calendar day: `2025-04-10`."""

    cache_ok = True
    native = Date()

    def to_native(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_text(self, value: dt.date) -> str:
        return value.isoformat()


class Uid(NativeText):
    """A UUIDv7 in its 36-character form; it stays the same when two ledgers are merged."""

    cache_ok = True
    native = Uuid(as_uuid=False)

    def to_native(self, value: str) -> str:
        return value

    def to_text(self, value: Any) -> str:
        return str(value)


def one_of(column: str, vocabulary: type[StrEnum]) -> CheckConstraint:
    """A CHECK that a column holds a value of a closed vocabulary (or nothing, where the column may be empty)."""
    values = ", ".join(f"'{word.value}'" for word in vocabulary)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def dated(column: str, precision: type[StrEnum]) -> tuple[CheckConstraint, CheckConstraint]:
    """CHECKs that a date and its precision are known or unknown together."""
    return (
        one_of(f"{column}_precision", precision),
        CheckConstraint(f"({column} IS NULL) = ({column}_precision IS NULL)", name=f"{column}_known"),
    )


def absent(column: str, absence: type[StrEnum], empty: str = "") -> tuple[CheckConstraint, CheckConstraint]:
    """CHECKs that only what is not given can be `unknown` or `none`."""
    return (
        one_of(f"{column}_absence", absence),
        CheckConstraint(f"{empty or column} IS NULL OR {column}_absence IS NULL", name=f"{column}_given"),
    )


def where_known(name: str, *columns: str) -> Index:
    """An index over the rows in which the first column holds something."""
    return partial_index(name, *columns, where=f"{columns[0]} IS NOT NULL")


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over some rows only.

    The migrations say the same to PostgreSQL; here its word for it would load its dialect at every start (40 ms).
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where))
