"""The way to the database: addresses, engines, transactions, and what its troubles mean to a person."""

import os
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool
from sqlalchemy.util import LRUCache
from sqlmodel import Session

from claims.errors import BadInput, DatabaseTrouble, ReadOnly
from claims.text import printable, shorten

BUSY_SECONDS = 60
"""How long a writer waits for the others before it gives up."""

HEARING_MILLISECONDS = 200
"""How long it waits at a stretch; SQLite is deaf to Ctrl-C meanwhile."""

ANSWER_SECONDS = 10
"""How long a PostgreSQL server may take to answer a call."""

BROKE_OFF = (None, "57P01", "57P02", "57P03")
"""SQLSTATE of a server that stops in the middle of a transaction, or is gone without a word."""

COMPILED_STATEMENTS = 500
SERVERS_KNOWN = 8

SHOWN_LENGTH = 300
_MEANT_AS_URL = re.compile(r"^postgres\w*(\+\w+)?:|\bpassword *=")
SECRETS = ("password", "sslpassword", "passfile", "sslkey")
"""Parts of a URL's query that nobody else should read."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a ledger is: `url` for the driver, `shown` for people (never with a password), `path` if it is a file."""

    url: URL
    shown: str
    path: Path | None

    @classmethod
    def of(cls, text: str) -> "Address":
        """Read a path or URL as a person types it."""
        if "://" not in text and not _MEANT_AS_URL.search(text):
            return cls.of_file(text)
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):  # what they say may quote a password
            raise _unreadable() from None
        if "@" in (url.host or ""):  # what follows the first @ of a password would pass for the host, and be shown
            raise _unreadable()
        if url.get_backend_name() == "sqlite":
            return cls._of_sqlite(text, url)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        if url.drivername != "postgresql+psycopg":
            raise DatabaseTrouble(
                f"A ledger can't be kept on {url.drivername}.", "Use a file (SQLite) or a postgresql:// URL."
            )
        shown = url.set(drivername="postgresql").difference_update_query(SECRETS)
        return cls(url, printable(shorten(shown.render_as_string(hide_password=True), SHOWN_LENGTH)), None)

    @classmethod
    def of_file(cls, text: str) -> "Address":
        """A ledger kept in a file."""
        try:
            path = Path(text).expanduser()
        except RuntimeError:
            raise DatabaseTrouble(
                "The home folder that ~ stands for isn't known.", "Write the ledger's path in full, or set HOME."
            ) from None
        try:
            shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        except UnicodeEncodeError:
            raise _no_file_name("holds half a surrogate pair") from None
        if "\0" in text:
            raise _no_file_name("holds a NUL character")
        try:
            full = path.absolute()
        except FileNotFoundError:
            raise DatabaseTrouble(
                "The folder you are in is gone.", "Change to another, or give the ledger's path in full."
            ) from None
        return cls(URL.create("sqlite", database=str(full)), printable(shorten(shown, SHOWN_LENGTH)), full)

    @classmethod
    def _of_sqlite(cls, text: str, url: URL) -> "Address":
        if not url.database or url.database == ":memory:":
            raise DatabaseTrouble("A ledger in memory would be lost.", "Name a file.")
        if "?" in text:
            raise DatabaseTrouble(
                "A sqlite:// URL takes no options here.", "Where the ? is part of the name, give the path alone."
            )
        return cls.of_file(url.database)


def _unreadable() -> DatabaseTrouble:
    return DatabaseTrouble(
        "The database URL can't be read.",
        "It looks like postgresql://user:password@host:5432/name, with %40 for an @ in the password.",
    )


def _no_file_name(why: str) -> DatabaseTrouble:
    return DatabaseTrouble(f"The ledger's path {why}, which no file name can.", "Name another with --db.")


def connect(address: Address, *, stays: bool = False) -> Engine:
    """An engine for the ledger at this address; nothing is opened yet.

    What was compiled for one file serves a process that opens another, and a server's ledger keeps its engine. A
    process that `stays` keeps its connection to a server, too, until it disposes of the engine: a server plans
    everything anew for whoever comes in.
    """
    if address.path is None:
        return _postgres_engine(address, stays=stays)
    dialect, compiled = _sqlite()
    opened: Any = partial(_open_file, address.path, address.shown)
    pool = NullPool(opened, dialect=dialect)
    engine = Engine(pool, dialect, address.url, execution_options={"compiled_cache": compiled})
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@cache
def _sqlite() -> tuple[Dialect, LRUCache[Any, Any]]:
    """How SQLite is spoken to in this process, and the statements that were compiled for it."""
    first = create_engine("sqlite://", poolclass=NullPool)
    first.connect().close()  # SQLAlchemy looks at a first connection before it knows its dialect
    return first.dialect, LRUCache(COMPILED_STATEMENTS)


@lru_cache(maxsize=SERVERS_KNOWN)
def _postgres_engine(address: Address, *, stays: bool) -> Engine:
    # A short wait for a server that never answers, unless the URL sets another.
    patience = {} if "connect_timeout" in address.url.query else {"connect_timeout": ANSWER_SECONDS}
    # A server that was started again meanwhile is noticed before anything is asked of it.
    pool: dict[str, Any] = {"pool_size": 1, "pool_pre_ping": True} if stays else {"poolclass": NullPool}
    try:
        # No column holds an hstore: it isn't asked for at each first connection.
        return create_engine(address.url, connect_args=patience, use_native_hstore=False, **pool)
    except (ImportError, NoSuchModuleError) as error:
        from claims.installing import to_add

        raise DatabaseTrouble("PostgreSQL needs a driver that isn't installed.", to_add("postgres")) from error


def _open_file(path: Path, shown: str) -> sqlite3.Connection:
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


def _begin_sqlite(connection: Connection) -> None:
    driver = sqlite_driver(connection)
    if connection.get_execution_options().get("claims_writes", False):
        _begin_writing(driver)
    else:
        driver.execute("BEGIN")


def sqlite_driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection to a ledger kept in a file."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _begin_writing(driver: sqlite3.Connection) -> None:
    # A lock taken only at the first write can't wait for one already held: a writer asks for it at the start.
    until = time.monotonic() + BUSY_SECONDS
    driver.execute(f"PRAGMA busy_timeout = {HEARING_MILLISECONDS}")
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
    driver.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


@contextmanager
def reading(engine: Engine, address: Address) -> Iterator[Session]:
    """A session that sees one moment of the ledger and can't change it."""
    with plain_troubles(address):
        options: dict[str, Any] = {}
        if engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**options) as connection, Session(connection) as session:
            yield session


@contextmanager
def writing(engine: Engine, address: Address) -> Iterator[Session]:
    """A session whose changes are all kept when its block ends, or none of them."""
    options: dict[str, Any] = {"claims_writes": True}
    if engine.dialect.name == "postgresql":
        # Every statement sees what was committed before it: what is read after a lock was waited for is up to date.
        options["isolation_level"] = "READ COMMITTED"
    with (
        plain_troubles(address),
        engine.connect().execution_options(**options) as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session
        session.commit()


@contextmanager
def plain_troubles(address: Address) -> Iterator[None]:
    """What goes wrong in the block, in words that a person can act on."""
    try:
        yield
    except DBAPIError as error:
        raise trouble(error, address) from error
    except sqlite3.Error as error:
        raise sqlite_trouble(error, address.shown) from error
    except _server_errors() as error:  # what is written in bulk goes past SQLAlchemy
        raise server_trouble(error, address, broke_off=getattr(error, "sqlstate", None) in BROKE_OFF) from error
    except UnicodeEncodeError as error:
        raise BadInput(
            "What was typed is not valid Unicode: half a surrogate pair.", "Type it again, or copy it once more."
        ) from error


def _server_errors() -> tuple[type[Exception], ...]:
    """What PostgreSQL's own driver raises, if it was loaded."""
    driver = sys.modules.get("psycopg")
    return () if driver is None else (driver.Error,)


def trouble(error: DBAPIError, address: Address) -> DatabaseTrouble:
    """What a driver's error means to a person."""
    if isinstance(error.orig, sqlite3.Error):
        return sqlite_trouble(error.orig, address.shown)
    return server_trouble(cast(Exception, error.orig), address, broke_off=error.connection_invalidated)


def server_trouble(error: Exception, address: Address, *, broke_off: bool) -> DatabaseTrouble:
    """What an error of PostgreSQL's driver means to a person."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = lines[0].removeprefix("connection failed: ") if lines else type(error).__name__
    answered = getattr(error, "sqlstate", None) is not None or "FATAL:" in said
    said = said.rpartition("FATAL:")[2].strip().removesuffix(".")
    if broke_off:
        return DatabaseTrouble(
            f"PostgreSQL at {address.shown} broke off: {said}.", "claims history shows whether the change was kept."
        )
    if not answered:
        return DatabaseTrouble(
            f"PostgreSQL at {address.shown} doesn't answer: {said}.",
            "Nothing was changed; check that it runs and that the URL is right.",
        )
    hint = next((hint for words, hint in POSTGRES_HINTS.items() if words in said), "Nothing was changed.")
    may_not = any(words in said for words in ("permission denied", "read-only transaction"))
    return (ReadOnly if may_not else DatabaseTrouble)(f"PostgreSQL at {address.shown} refused: {said}.", hint)


POSTGRES_HINTS = {
    "authentication": "Check the user and the password in the URL, or in PGPASSWORD.",
    "password": "Check the user and the password in the URL, or in PGPASSWORD.",
    "pg_hba.conf": "Ask whoever runs the server to let you in.",
    "role": "Check the user in the URL.",
    "database": "Check its name in the URL, or create it: createdb NAME.",
    "permission denied": "Nothing was changed; ask the database's owner for the right.",
    "read-only transaction": "Nothing was changed; this server only answers questions. Name the one that takes writes.",
    "deadlock": "Nothing was changed; try again.",
    "too many": "Nothing was changed; try again in a moment.",
}
"""What to do next, by words in the server's refusal; the first that fits."""

SQLITE_TROUBLES = {
    "SQLITE_NOTADB": ("{path} is not a ledger: it's no SQLite database.", "Name another file."),
    "SQLITE_CORRUPT": (
        "{path} is damaged: {said}.",
        "Put a backup in its place; without one, sqlite3 FILE .recover saves what can be read.",
    ),
    "SQLITE_FULL": ("The disk is full; nothing was written to {path}.", "Free some space and try again."),
    "SQLITE_IOERR": ("{path} can't be read or written ({said}); nothing was changed.", "Check the disk and its space."),
    "SQLITE_READONLY": (
        "{path} can't be changed: the file or its folder is read-only.",
        "Change the permissions, or copy the ledger elsewhere and name the copy with --db.",
    ),
    "SQLITE_PERM": ("{path} can't be opened: no permission.", "Change its permissions, or name another with --db."),
    "SQLITE_CANTOPEN": ("{path} can't be opened.", "Check the folder and its permissions, or name another with --db."),
    "SQLITE_BUSY": (
        "{path} is locked by another program; nothing was changed.",
        "Close the program that holds it, or try again.",
    ),
    "SQLITE_LOCKED": ("{path} is locked; nothing was changed.", "Try again."),
    "SQLITE_TOOBIG": ("That is more than {path} can hold in one row; nothing was changed.", "Shorten it."),
}


def sqlite_trouble(error: sqlite3.Error, path: str) -> DatabaseTrouble:
    """What SQLite's error about the file at this path means to a person."""
    name = getattr(error, "sqlite_errorname", "")
    for prefix, (message, hint) in SQLITE_TROUBLES.items():
        if name.startswith(prefix):
            kind = ReadOnly if prefix == "SQLITE_READONLY" else DatabaseTrouble
            return kind(message.format(path=path, said=error), hint)
    if str(error).startswith(("no such table", "no such column")):
        return DatabaseTrouble(
            f"{path} is not a ledger, or not a whole one: {error}.", "Name another file, or restore a backup."
        )
    return DatabaseTrouble(f"{path}: {error}.", "Nothing was changed.")


def is_missing(address: Address) -> bool:
    """Whether no file stands where the ledger would be (an empty file counts as none).

    What can't be a ledger's file is refused before a driver is asked.
    """
    path = address.path
    if path is None:
        return False
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return True
    except OSError as error:
        raise DatabaseTrouble(
            f"{address.shown} can't be reached: {error.strerror}.", "Name another place with --db."
        ) from error
    if path.is_dir():
        raise DatabaseTrouble(
            f"{address.shown} is a folder, not a ledger.", f"Name a file in it: --db {Path(address.shown, 'claims.db')}"
        )
    if not path.is_file():
        raise DatabaseTrouble(f"{address.shown} is a device, not a file.", "Name another place with --db.")
    if not os.access(path, os.R_OK):
        raise DatabaseTrouble(f"{address.shown} can't be read: no permission.", "Change its permissions.")
    return size == 0
