"""Engines and sessions of the writing side: SQLModel's way to the database."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import NullPool
from sqlalchemy.util import LRUCache
from sqlmodel import Session

from claims.address import Address as Address
from claims.address import is_missing as is_missing
from claims.connection import ANSWER_SECONDS, BUSY_SECONDS, no_driver, open_file
from claims.troubles import BROKE_OFF, server_errors
from claims.troubles import plain_troubles as plain_troubles

HEARING_MILLISECONDS = 200
"""How long a writer waits at a stretch; SQLite is deaf to Ctrl-C meanwhile."""

COMPILED_STATEMENTS = 500
SERVERS_KNOWN = 8


def connect(address: Address, *, stays: bool = False) -> Engine:
    """An engine for the ledger at this address; nothing is opened yet.

    What was compiled for one file serves a process that opens another, and a server's ledger keeps its engine. A
    process that `stays` keeps its connection to a server, too, until it disposes of the engine: a server plans
    everything anew for whoever comes in.
    """
    if address.path is None:
        return _postgres_engine(address, stays=stays)
    dialect, compiled = _sqlite()
    opened: Any = partial(open_file, address.path, address.shown)
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
        raise no_driver() from error


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
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with (
        plain_troubles(address),
        engine.connect().execution_options(**options) as connection,
        Session(connection) as session,
        _given_up(connection),
    ):
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
        _given_up(connection),
    ):
        yield session
        session.commit()


@contextmanager
def _given_up(connection: Connection) -> Iterator[None]:
    """Ask nothing more of a connection that its server broke off, so that its own word is what is told."""
    try:
        yield
    except server_errors() as error:
        if getattr(error, "sqlstate", None) in BROKE_OFF:
            connection.invalidate(error)
        raise
