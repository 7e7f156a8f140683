"""Reading in bulk: SQL as text, put together from the models' own names.

A program that answers one command compiles every statement for the first and last time; text is compiled thirty times
faster than expressions, and what is read costs hardly more than by hand.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Boolean, ColumnElement, Dialect, any_, bindparam, func, text
from sqlmodel import Session, col, select

from claims.ledger.canonical import Document
from claims.models import Stored, model_of
from claims.models.columns import NativeText

STATEMENTS = 500
"""Statements whose text for a server's driver is kept at hand."""

STREAMED = 2_000
"""Rows in memory at a time where a server sends many."""


class Bulk:
    """Reads rows by numbers: one parameter and one statement, however many numbers there are.

    In a statement, `{among}` stands for "is one of the numbers", which is true of all that it finds: where there are
    no numbers, nothing is asked.
    """

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()
        self.on_sqlite = self._connection.dialect.name == "sqlite"
        # SQLite's own driver knows named parameters; what goes straight to it costs a third.
        driver = self._connection.connection.driver_connection if self.on_sqlite else None
        self._driver = driver if isinstance(driver, sqlite3.Connection) else None

    def rows(self, statement: str, numbers: Iterable[int] = (), **parameters: Any) -> Sequence[Any]:
        """The rows of a statement; its text is ours, whatever comes from outside is a parameter."""
        return self._asked(statement, numbers, parameters)[1]

    def plain(self, statement: str, numbers: Iterable[int] = (), **parameters: Any) -> list[Document]:
        """The rows of a statement by their columns' names; for numbers and text, which are the same everywhere."""
        names, rows = self._asked(statement, numbers, parameters)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _asked(
        self, statement: str, numbers: Iterable[int], parameters: dict[str, Any]
    ) -> tuple[Sequence[str], Sequence[Any]]:
        """The names of a statement's columns, and its rows."""
        wanted = sorted(set(numbers))
        if "{among}" in statement:
            if not wanted:
                return (), ()
            among = (
                "IN (SELECT value FROM json_each(:numbers))" if self.on_sqlite else "= ANY(CAST(:numbers AS bigint[]))"
            )
            statement = statement.replace("{among}", among)
            parameters["numbers"] = _listed(wanted) if self.on_sqlite else wanted
        if self._driver is not None:
            cursor = self._driver.execute(statement, parameters)
            return [column[0] for column in cursor.description], cursor.fetchall()
        result = self._connection.exec_driver_sql(_as_driven(statement, self._connection.dialect), parameters)
        return list(result.keys()), result.all()

    def stream(self, statement: str, **parameters: Any) -> Iterator[Any]:
        """The rows of a statement one by one, however many there are."""
        if self._driver is not None:
            yield from self._driver.execute(statement, parameters)
        else:
            yield from self._connection.execute(text(statement), parameters, execution_options={"yield_per": STREAMED})

    def write(self, statement: str, rows: Sequence[Document]) -> None:
        """Run a statement once for each of these rows."""
        if self._driver is not None:
            self._driver.executemany(statement, rows)
        elif rows:
            given = rows if len(rows) > 1 else rows[0]  # the driver makes more of many than one deserves
            self._connection.exec_driver_sql(_as_driven(statement, self._connection.dialect), given)

    def insert(self, table: str, rows: Sequence[Document]) -> None:
        """Store rows of numbers and text, which all have the same columns."""
        if rows:
            listed, marks = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
            self.write(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)  # noqa: S608  (names of ours)

    def pairs(self, statement: str, numbers: Iterable[int]) -> dict[int, list[Any]]:
        """The second column of a statement's rows, grouped by the first."""
        grouped: dict[int, list[Any]] = {}
        for key, value in self.rows(statement, numbers):
            grouped.setdefault(key, []).append(value)
        return grouped

    def documents(
        self,
        table: str,
        condition: str,
        numbers: Iterable[int] = (),
        *,
        order: str = "id",
        limit: int | None = None,
        **parameters: Any,
    ) -> list[Document]:
        """The rows of a table that meet a condition, as documents."""
        statement = f"SELECT * FROM {table} WHERE {condition} ORDER BY {order}"  # noqa: S608  (names of ours)
        if limit is not None:
            statement, parameters = f"{statement} LIMIT :limit", {**parameters, "limit": limit}
        found = self.plain(statement, numbers, **parameters)
        if not found:  # and its model need not be loaded
            return found
        model = model_of(table)
        if self.on_sqlite:
            for name in flags(model):
                for row in found:
                    row[name] = bool(row[name])
        else:
            _in_text(found, native_columns(model))
        return found


@lru_cache(maxsize=STATEMENTS)
def _as_driven(statement: str, dialect: Dialect) -> str:
    """A statement with its parameters as the driver names them; to work that out takes longer than to send it."""
    return str(text(statement).compile(dialect=dialect))


def _listed(numbers: Iterable[int]) -> str:
    """Numbers as SQLite takes many in one parameter."""
    return msgspec.json.encode(numbers).decode()


@cache
def native_columns(model: type[Stored]) -> tuple[tuple[str, Callable[[Any], str]], ...]:
    """The columns that PostgreSQL keeps in a type of its own, and how each is written as text."""
    columns = model.__table__.columns  # type: ignore[attr-defined]  # SQLModel adds it where table=True
    return tuple((column.name, column.type.to_text) for column in columns if isinstance(column.type, NativeText))


@cache
def flags(model: type[Stored]) -> tuple[str, ...]:
    """The columns that hold yes or no, which SQLite keeps as numbers."""
    columns = model.__table__.columns  # type: ignore[attr-defined]  # SQLModel adds it where table=True
    return tuple(column.name for column in columns if isinstance(column.type, Boolean))


def _in_text(found: list[Document], native: Sequence[tuple[str, Callable[[Any], str]]]) -> None:
    for row in found:
        for name, to_text in native:
            if row[name] is not None:
                row[name] = to_text(row[name])


def among(session: Session, column: Any, numbers: Iterable[int]) -> ColumnElement[bool]:
    """Whether a column is one of these numbers: one parameter, however many there are."""
    wanted = sorted(set(numbers))
    if session.get_bind().dialect.name == "sqlite":
        each = func.json_each(_listed(wanted)).table_valued("value")
        return col(column).in_(select(each.c.value))
    from sqlalchemy.dialects.postgresql import ARRAY  # costs 40 ms that SQLite need not pay

    return col(column) == any_(bindparam(None, wanted, type_=ARRAY(BigInteger)))
