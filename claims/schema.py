"""The schema's life: is it current, create it, upgrade it.

Alembic is loaded only to create or upgrade; an ordinary command asks with one SELECT.
"""

import os
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims.db import Address, check_file, connect, reading, writing
from claims.errors import DatabaseTrouble

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
"""The revision that this program reads and writes; a test holds it to the migration scripts."""

KNOWN = ("0001",)
"""Every revision up to HEAD, oldest first."""

MIGRATION_LOCK = 0x636C61696D73  # "claims" in ASCII
SQLITE_MARK = 0x636C6D73
"""SQLite's application id of a ledger: "clms"."""


def require_current(session: Session, address: Address) -> None:
    """Refuse a ledger that this program is too new or too old for."""
    revision = _revision(session.connection(), address)
    if revision == HEAD:
        return
    if revision is None:
        raise no_ledger(address)
    if revision in KNOWN:
        raise DatabaseTrouble(
            f"The ledger {address.shown} has schema {revision}; this program needs {HEAD}.",
            "Run: claims db upgrade (it is safer to run claims db backup FILE before)",
        )
    raise DatabaseTrouble(
        f"The ledger {address.shown} has schema {revision}, newer than this program knows ({HEAD}).",
        "Upgrade the program: pip install --upgrade claims",
    )


def no_ledger(address: Address) -> DatabaseTrouble:
    """What to say where a ledger was expected."""
    return DatabaseTrouble(
        f"There is no ledger at {address.shown} yet.", "The first claims add creates it; --db names another."
    )


def current(engine: Engine, address: Address) -> str | None:
    """The ledger's revision, or nothing where there is no ledger."""
    if is_missing(address):
        return None
    with reading(engine, address) as session:
        return _revision(session.connection(), address)


def is_missing(address: Address) -> bool:
    """Whether no file stands where the ledger would be (an empty file counts as none)."""
    if address.path is None:
        return False
    check_file(address.path)
    return not address.path.exists() or address.path.stat().st_size == 0


def create(engine: Engine, address: Address) -> None:
    """Create the ledger; several processes may do so at once, and one of them wins."""
    if address.path is None:
        upgrade(engine, address)
    else:
        _create_file(address.path)


def _create_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".new", dir=path.parent)
    except OSError as error:
        raise DatabaseTrouble(
            f"The ledger {path} can't be created: {error.strerror}.", "Name a place you may write to with --db."
        ) from error
    os.close(handle)
    made = Path(name)
    try:
        draft = Address.of(name)
        engine = connect(draft)
        upgrade(engine, draft)
        made.chmod(0o666 & ~_umask())
        if path.exists() and path.stat().st_size == 0:
            made.replace(path)
        else:
            _put_in_place(made, path)
    finally:
        for left in (made, Path(f"{name}-wal"), Path(f"{name}-shm")):
            left.unlink(missing_ok=True)


def _put_in_place(made: Path, path: Path) -> None:
    try:
        path.hardlink_to(made)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links, such as a memory stick's
        if not path.exists():
            made.rename(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def upgrade(engine: Engine, address: Address) -> tuple[str | None, str]:
    """Bring the ledger to HEAD in one transaction; returns the revision before and after."""
    from alembic import command

    if address.path is not None:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA journal_mode = WAL")
    with writing(engine, address) as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        before = _revision(connection, address)
        if before is not None and before not in KNOWN:
            require_current(session, address)
        if before != HEAD:
            command.upgrade(_alembic_config(connection), "head")
    return before, HEAD


def _revision(connection: Connection, address: Address) -> str | None:
    try:
        with connection.begin_nested() if connection.dialect.name == "postgresql" else nullcontext():
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        if "alembic_version" not in str(error.orig):
            raise
        _require_empty(connection, address)
        return None
    return None if revision is None else str(revision)


def _require_empty(connection: Connection, address: Address) -> None:
    if connection.dialect.name != "sqlite":
        return
    tables = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE type = 'table'")).scalar()
    if tables:
        raise DatabaseTrouble(
            f"{address.shown} is a database of some other program, not a ledger.", "Name another file with --db."
        )


def _alembic_config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrations_folder() -> Path:
    """The migration scripts: inside the package where it was installed, beside it in a checkout."""
    inside = Path(__file__).parent / "migrations"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "migrations"
