"""A copy of the ledger as it is at one moment."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from claims.db import Address, plain_troubles, sqlite_driver
from claims.errors import DatabaseTrouble, Refused


def back_up(engine: Engine, address: Address, file: Path) -> int:
    """Copy a ledger kept in a file to a new file, also while others write; returns the size in bytes."""
    if address.path is None:
        raise Refused("A ledger on PostgreSQL is backed up by PostgreSQL.", f"Run: pg_dump -Fc -f {file} DATABASE")
    if file.is_dir():
        raise Refused(f"{file} is a folder.", "Name a new file in it.")
    if file.exists() or file.is_symlink():
        raise Refused(f"{file} exists already.", "Name a new file.")
    if not file.parent.is_dir():
        raise DatabaseTrouble(f"There is no folder {file.parent}.", "Create it, or name another.")
    try:
        with tempfile.TemporaryDirectory(prefix=".claims-", dir=file.parent) as folder:
            draft = Path(folder) / "copy.db"
            _copy(engine, address, draft, file)
            size = draft.stat().st_size
            draft.rename(file)
    except OSError as error:
        raise DatabaseTrouble(
            f"The backup {file} can't be written: {error.strerror}.", "Name another place, or free some space."
        ) from error
    return size


def _copy(engine: Engine, address: Address, draft: Path, file: Path) -> None:
    with plain_troubles(address), engine.connect() as connection, closing(sqlite3.connect(draft)) as copy:
        try:
            sqlite_driver(connection).backup(copy)
        except sqlite3.OperationalError as error:  # a damaged ledger is another kind of error
            raise DatabaseTrouble(
                f"The backup {file} can't be written: {error}.", "Nothing is left of it. Free some space and try again."
            ) from error
