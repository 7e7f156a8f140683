"""A copy of the ledger as it is at one moment."""

import sqlite3
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from claims.db import Address
from claims.errors import DatabaseTrouble, Refused


def back_up(engine: Engine, address: Address, file: Path) -> int:
    """Copy a ledger kept in a file to a new file, also while others write; returns the size in bytes."""
    if address.path is None:
        raise Refused("A ledger on PostgreSQL is backed up by PostgreSQL.", f"Run: pg_dump -Fc -f {file} DATABASE")
    if file.exists():
        raise Refused(f"{file} exists already.", "Name a new file.")
    with tempfile.TemporaryDirectory(prefix=".claims-backup-", dir=_folder(file)) as folder:
        draft = Path(folder) / "copy.db"
        with engine.connect() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            copy = sqlite3.connect(draft)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
        draft.rename(file)
    return file.stat().st_size


def _folder(file: Path) -> Path:
    if not file.parent.is_dir():
        raise DatabaseTrouble(f"There is no folder {file.parent}.", "Create it, or name another.")
    return file.parent
