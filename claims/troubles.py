"""What a database's troubles mean to a person."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from claims.address import Address
from claims.errors import BadInput, DatabaseTrouble, ReadOnly

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

BROKE_OFF = (None, "57P01", "57P02", "57P03")
"""SQLSTATE of a server that stops in the middle of a transaction, or is gone without a word."""


@contextmanager
def plain_troubles(address: Address) -> Iterator[None]:
    """What goes wrong in the block, in words that a person can act on."""
    try:
        yield
    except _wrapped_errors() as error:
        raise trouble(error, address) from error
    except sqlite3.Error as error:
        raise sqlite_trouble(error, address.shown) from error
    except server_errors() as error:  # what is written in bulk goes past SQLAlchemy
        raise server_trouble(error, address, broke_off=getattr(error, "sqlstate", None) in BROKE_OFF) from error
    except UnicodeEncodeError as error:
        raise BadInput(
            "What was typed is not valid Unicode: half a surrogate pair.", "Type it again, or copy it once more."
        ) from error


def server_errors() -> tuple[type[Exception], ...]:
    """What PostgreSQL's own driver raises, if it was loaded."""
    driver = sys.modules.get("psycopg")
    return () if driver is None else (driver.Error,)


def database_errors() -> tuple[type[Exception], ...]:
    """What the drivers raise that were loaded."""
    return (sqlite3.Error, *server_errors())


def _wrapped_errors() -> "tuple[type[DBAPIError], ...]":
    """What SQLAlchemy raises in place of a driver's error, if it was loaded."""
    loaded = sys.modules.get("sqlalchemy.exc")
    return () if loaded is None else (loaded.DBAPIError,)


def trouble(error: "DBAPIError", address: Address) -> DatabaseTrouble:
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
