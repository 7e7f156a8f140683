"""The way to the database: addresses, engines, transactions, and what its troubles mean to a person."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from claims.errors import DatabaseTrouble

BUSY_SECONDS = 60
"""How long a writer waits for the others before it gives up."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a ledger is: `url` for the driver, `shown` for people (never with a password), `path` if it is a file."""

    url: str
    shown: str
    path: Path | None

    @classmethod
    def of(cls, text: str) -> "Address":
        """Read a path or URL as a person types it."""
        if "://" not in text:
            path = Path(text).expanduser()
            return cls(f"sqlite:///{path}", str(path), path)
        try:
            url = make_url(text)
        except ArgumentError as error:
            raise DatabaseTrouble("The database URL can't be read.", "It looks like postgresql://host/name.") from error
        if url.get_backend_name() == "sqlite":
            if not url.database or url.database == ":memory:":
                raise DatabaseTrouble("A ledger in memory would be lost.", "Name a file.")
            return cls(f"sqlite:///{url.database}", url.database, Path(url.database))
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        if url.drivername != "postgresql+psycopg":
            raise DatabaseTrouble(
                f"A ledger can't be kept on {url.get_backend_name()}.", "Use a file (SQLite) or a postgresql:// URL."
            )
        return cls(
            url.render_as_string(hide_password=False),
            url.set(drivername="postgresql").render_as_string(hide_password=True),
            None,
        )


def connect(address: Address) -> Engine:
    """An engine for the ledger at this address; nothing is opened yet."""
    if address.path is None:
        return _postgres_engine(address)
    engine = create_engine(address.url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgres_engine(address: Address) -> Engine:
    try:
        return create_engine(address.url, poolclass=NullPool)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise DatabaseTrouble(
            "PostgreSQL needs a driver that isn't installed.", "Run: pip install 'claims[postgres]'"
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for setting in (f"busy_timeout = {BUSY_SECONDS * 1000}", "foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    # A lock taken only at the first write can't wait for one already held: a writer asks for it at the start.
    writes = connection.get_execution_options().get("claims_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine, address: Address) -> Iterator[Session]:
    """A session that sees one moment of the ledger and can't change it."""
    with _plain_troubles(address):
        options: dict[str, Any] = {}
        if engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**options) as connection, Session(connection) as session:
            yield session


@contextmanager
def writing(engine: Engine, address: Address) -> Iterator[Session]:
    """A session whose changes are all kept when its block ends, or none of them."""
    with (
        _plain_troubles(address),
        engine.connect().execution_options(claims_writes=True) as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session
        session.commit()


@contextmanager
def _plain_troubles(address: Address) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise trouble(error, address) from error


def trouble(error: DBAPIError, address: Address) -> DatabaseTrouble:
    """What a driver's error means to a person."""
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_trouble(error.orig, address)
    lines = [line.strip() for line in str(error.orig).splitlines() if line.strip()]
    said = lines[0].removesuffix(".") if lines else type(error.orig).__name__
    if error.connection_invalidated or "connection" in said or "server" in said:
        return DatabaseTrouble(
            f"PostgreSQL at {address.shown} doesn't answer: {said}.",
            "Nothing was changed; check that it runs and that the URL is right.",
        )
    return DatabaseTrouble(f"PostgreSQL at {address.shown} refused: {said}.", "Nothing was changed.")


SQLITE_TROUBLES = {
    "SQLITE_NOTADB": ("{path} is not a ledger: it's no SQLite database.", "Name another file with --db."),
    "SQLITE_CORRUPT": ("{path} is damaged: {said}.", "Restore it from a backup; claims db check says more."),
    "SQLITE_FULL": ("The disk is full; nothing was written to {path}.", "Free some space and try again."),
    "SQLITE_IOERR": ("{path} can't be read or written ({said}); nothing was changed.", "Check the disk and its space."),
    "SQLITE_READONLY": ("{path} can't be written: it is read-only.", "Change its permissions, or copy it elsewhere."),
    "SQLITE_PERM": ("{path} can't be opened: no permission.", "Change its permissions, or name another with --db."),
    "SQLITE_CANTOPEN": ("{path} can't be opened.", "Check the folder and its permissions, or name another with --db."),
    "SQLITE_BUSY": (
        "{path} is locked by another program; nothing was changed.",
        "Close the program that holds it, or try again.",
    ),
    "SQLITE_LOCKED": ("{path} is locked; nothing was changed.", "Try again."),
    "SQLITE_TOOBIG": ("That is more than {path} can hold in one row; nothing was changed.", "Shorten it."),
}


def _sqlite_trouble(error: sqlite3.Error, address: Address) -> DatabaseTrouble:
    name = getattr(error, "sqlite_errorname", "")
    for prefix, (message, hint) in SQLITE_TROUBLES.items():
        if name.startswith(prefix):
            return DatabaseTrouble(message.format(path=address.shown, said=error), hint)
    return DatabaseTrouble(f"{address.shown}: {error}.", "Nothing was changed.")


def check_file(path: Path) -> None:
    """Refuse what can't be a ledger file before a driver is asked."""
    if path.is_dir():
        raise DatabaseTrouble(f"{path} is a folder, not a ledger.", f"Name a file in it: --db {path / 'claims.db'}")
    if path.exists() and not os.access(path, os.R_OK):
        raise DatabaseTrouble(f"{path} can't be read: no permission.", "Change its permissions.")
