"""A connection to a ledger over the database's own driver: SQL as text, rows as tuples, no ORM.

The reading side works on nothing else, so that it starts as fast as SQLite's own module loads. The writing side reaches
the same connection through its session.
"""

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from claims.address import Address
from claims.errors import DatabaseTrouble
from claims.troubles import plain_troubles

if TYPE_CHECKING:
    import psycopg

Row = tuple[Any, ...]
"""A row as a driver gives it."""

Parameters = Mapping[str, Any]

BUSY_SECONDS = 60
"""How long a writer waits for the others before it gives up."""

ANSWER_SECONDS = 10
"""How long a PostgreSQL server may take to answer a call."""

STATEMENTS = 500
"""Statements whose text for a server's driver is kept at hand."""

STREAMED = 2_000
"""Rows in memory at a time where a server sends many."""

_MARK = re.compile(r"'(?:[^']|'')*'|::|:([a-z_]\w*)|%", re.ASCII)


class Connection(Protocol):
    """What asks a database; in a statement `:name` stands for a parameter."""

    on_sqlite: bool

    def ask(self, statement: str, parameters: Parameters) -> tuple[Sequence[str], Sequence[Row]]:
        """The names of a statement's columns, and its rows."""

    def stream(self, statement: str, parameters: Parameters) -> Iterator[Row]:
        """The rows of a statement one by one, however many there are."""

    def send(self, statement: str, rows: Sequence[Parameters]) -> None:
        """Run a statement once for each of these rows."""

    def give_up(self) -> None:
        """Go on after a statement that failed: PostgreSQL does nothing more in a transaction in which one did."""


class SqliteConnection:
    """A connection to a ledger kept in a file."""

    on_sqlite = True

    def __init__(self, driver: sqlite3.Connection) -> None:
        self.driver = driver

    def ask(self, statement: str, parameters: Parameters) -> tuple[Sequence[str], Sequence[Row]]:
        cursor = self.driver.execute(statement, parameters)
        return [column[0] for column in cursor.description or ()], cursor.fetchall()

    def stream(self, statement: str, parameters: Parameters) -> Iterator[Row]:
        yield from self.driver.execute(statement, parameters)

    def send(self, statement: str, rows: Sequence[Parameters]) -> None:
        self.driver.executemany(statement, rows)

    def give_up(self) -> None:
        """SQLite goes on by itself."""


class PostgresConnection:
    """A connection to a ledger on a PostgreSQL server."""

    on_sqlite = False

    def __init__(self, driver: "psycopg.Connection[Row]") -> None:
        self.driver = driver

    def ask(self, statement: str, parameters: Parameters) -> tuple[Sequence[str], Sequence[Row]]:
        cursor = self.driver.execute(as_psycopg(statement), parameters)
        if cursor.description is None:
            return (), ()
        return [column.name for column in cursor.description], cursor.fetchall()

    def stream(self, statement: str, parameters: Parameters) -> Iterator[Row]:
        with self.driver.cursor(name="claims_stream") as cursor:
            cursor.itersize = STREAMED
            cursor.execute(as_psycopg(statement), parameters)
            yield from cursor

    def send(self, statement: str, rows: Sequence[Parameters]) -> None:
        with self.driver.cursor() as cursor:
            if len(rows) == 1:  # the driver makes more of many than one deserves
                cursor.execute(as_psycopg(statement), rows[0])
            elif rows:
                cursor.executemany(as_psycopg(statement), rows)

    def give_up(self) -> None:
        self.driver.rollback()


@lru_cache(maxsize=STATEMENTS)
def as_psycopg(statement: str) -> str:
    """A statement with its parameters as PostgreSQL's driver names them."""

    def put(found: re.Match[str]) -> str:
        return f"%({found[1]})s" if found[1] else found[0].replace("%", "%%")

    return _MARK.sub(put, statement)


def connection_of(driver: object) -> Connection:
    """The connection that works on a driver's own, whoever opened it."""
    if isinstance(driver, sqlite3.Connection):
        return SqliteConnection(driver)
    return PostgresConnection(driver)  # type: ignore[arg-type]  # there are two drivers


class Opened:
    """The way to one ledger for reading; a process that `stays` keeps its connection to a server until it closes."""

    def __init__(self, address: Address, *, stays: bool = False) -> None:
        self.address = address
        self._stays = stays
        self._kept: psycopg.Connection[Row] | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the ledger and can't change it."""
        with plain_troubles(self.address):
            if self.address.path is None:
                yield from self._on_server()
            else:
                driver = open_file(self.address.path, self.address.shown)
                try:
                    driver.execute("PRAGMA query_only = ON")
                    driver.execute("BEGIN")
                    yield SqliteConnection(driver)
                finally:
                    driver.close()

    def close(self) -> None:
        """Close what was kept open."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _on_server(self) -> Iterator[Connection]:
        driver = self._kept if self._kept is not None and _answers(self._kept) else _connect(self.address)
        self._kept = driver if self._stays else None
        try:
            yield PostgresConnection(driver)
        finally:
            if self._stays and not driver.closed:
                driver.rollback()
            else:
                driver.close()


def _answers(driver: "psycopg.Connection[Row]") -> bool:
    """Whether a server that was asked before still answers."""
    if driver.closed:
        return False
    import psycopg

    try:
        driver.execute("SELECT 1")
        driver.rollback()
    except psycopg.Error:
        driver.close()
        return False
    return True


def _connect(address: Address) -> "psycopg.Connection[Row]":
    try:
        import psycopg
    except ImportError as error:
        raise no_driver() from error
    url = address.url
    given: dict[str, Any] = {
        "connect_timeout": ANSWER_SECONDS,
        **url.translate_connect_args(username="user", database="dbname"),
    }
    driver = psycopg.connect(**given | dict(url.query))
    driver.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    driver.read_only = True
    return driver


def no_driver() -> DatabaseTrouble:
    """What to say where PostgreSQL's driver is missing."""
    from claims.installing import to_add

    return DatabaseTrouble("PostgreSQL needs a driver that isn't installed.", to_add("postgres"))


def open_file(path: Path, shown: str) -> sqlite3.Connection:
    """SQLite's own connection to a ledger kept in a file."""
    if os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK):
        connection = _opened(path, "mode=rw")
    else:
        connection = _open_to_read(path, shown)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _open_to_read(path: Path, shown: str) -> sqlite3.Connection:
    """Open a ledger where nothing may be written.

    SQLite keeps notes beside a file that others may write to at the same time; left by somebody who may not write, they
    would lock out those who may. Where there are none, the file is read as one that doesn't change.
    """
    with path.open("rb") as file:
        keeps_notes = file.read(20)[18:] == b"\x02\x02"
    notes = Path(f"{path.resolve()}-wal")
    changes = notes.exists() and notes.stat().st_size > 0
    if keeps_notes and not changes:
        return _opened(path, "mode=ro&immutable=1")
    connection = _opened(path, "mode=ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if not changes:
            raise
        raise DatabaseTrouble(
            f"{shown} has changes beside it, in {notes.name}, that can't be read in a read-only folder.",
            "Copy both files to a folder that you may write to, and name the copy with --db.",
        ) from error
    return connection


def _opened(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?{how}", timeout=BUSY_SECONDS, isolation_level=None, uri=True)
