"""Reading in bulk: SQL as text, put together from the rows' own names.

A program that answers one command compiles every statement for the first and last time; text is compiled thirty times
faster than expressions, and what is read costs hardly more than by hand.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import msgspec

from claims.connection import Connection, PostgresConnection, SqliteConnection, connection_of
from claims.ledger.store.canonical import Document
from claims.rows.tables import ROWS

if TYPE_CHECKING:
    from sqlmodel import Session

OPENED = (SqliteConnection, PostgresConnection)


class Bulk:
    """Reads rows by numbers: one parameter and one statement, however many numbers there are.

    In a statement, `{among}` stands for "is one of the numbers", which is true of all that it finds: where there are
    no numbers, nothing is asked.
    """

    def __init__(self, at: "Connection | Session") -> None:
        self._connection: Connection = at if isinstance(at, OPENED) else connection_of(_driver(cast("Session", at)))
        self.on_sqlite = self._connection.on_sqlite

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
            parameters["numbers"] = listed_numbers(wanted) if self.on_sqlite else wanted
        return self._connection.ask(statement, parameters)

    def stream(self, statement: str, **parameters: Any) -> Generator[Any, None, None]:
        """The rows of a statement one by one, however many there are."""
        yield from self._connection.stream(statement, parameters)

    def write(self, statement: str, rows: Sequence[Document]) -> None:
        """Run a statement once for each of these rows."""
        self._connection.send(statement, rows)

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
        for name, convert in _converters(table, self.on_sqlite):
            for row in found:
                if row[name] is not None:
                    row[name] = convert(row[name])
        return found


@cache
def _converters(table: str, on_sqlite: bool) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The columns of a table that a driver gives in another type, and how each is converted."""
    return ROWS[table].converters(on_sqlite=on_sqlite) if table in ROWS else ()


def _driver(session: "Session") -> object:
    """The driver's connection that a session writes through."""
    return session.connection().connection.driver_connection


def listed_numbers(numbers: Iterable[int]) -> str:
    """Numbers as SQLite takes many in one parameter."""
    return msgspec.json.encode(numbers).decode()
