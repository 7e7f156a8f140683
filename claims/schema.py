"""The schema's life: is it current, create it, upgrade it.

Alembic is loaded only to upgrade, or to create on a server; an ordinary command asks with one SELECT.
"""

import fcntl
import hashlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text
from sqlmodel import Session
from uuid_utils import uuid7

from claims.connection import Connection as Port
from claims.connection import connection_of
from claims.db import Address, connect, is_missing, reading, sqlite_driver, writing
from claims.errors import DatabaseTrouble
from claims.revisions import (
    HEAD,
    KNOWN,
    VERSION,
    require_empty,
    require_head,
    require_ledger,
    revision_of,
    tables_in,
)

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATION_LOCK = 0x636C61696D73  # "claims" in ASCII
SCRIPT = "head.sql"
"""The file, beside the migrations, with what they make of an empty SQLite database: `make docs` writes it."""


def port(session: Session) -> Port:
    """The connection beneath a session."""
    return connection_of(session.connection().connection.driver_connection)


def current(engine: Engine, address: Address) -> str | None:
    """The ledger's revision, or nothing where there is no ledger."""
    if is_missing(address):
        return None
    with reading(engine, address) as session:
        revision = revision_of(port(session), address)
        if revision is not None:
            require_ledger(port(session), address)
        return revision


def create(engine: Engine, address: Address) -> None:
    """Create the ledger; several processes may do so at once, and one of them wins."""
    if address.path is None:
        upgrade(engine, address)
    else:
        _create_file(address, address.path.resolve())  # a link stays, and what it points at is created


def ready(session: Session, address: Address) -> None:
    """Refuse a ledger that isn't current; one that is missing is created, to be kept together with the change."""
    revision = revision_of(port(session), address)
    if revision is None:
        revision = _migrate(session, address)[1]
    require_head(revision, port(session), address)


def _create_file(address: Address, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(path.parent):
            if is_missing(address):
                _make(address, path)
    except OSError as error:
        problem = f"The ledger {address.shown} can't be created: {error.strerror}."
        raise DatabaseTrouble(problem, "Name a place you may write to with --db.") from error


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let one process after the other create something in a folder, so that the work is done once."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make(address: Address, path: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=".claims-", suffix=".new", dir=path.parent)
    os.close(handle)
    made = Path(name)
    try:
        draft = Address(address.shown, made)
        upgrade(connect(draft), draft)
        _put_in_place(made, path)
    finally:
        for left in (made, Path(f"{name}-journal"), Path(f"{name}-wal"), Path(f"{name}-shm")):
            left.unlink(missing_ok=True)


def _put_in_place(made: Path, path: Path) -> None:
    if path.exists():  # and is empty
        made.chmod(stat.S_IMODE(path.stat().st_mode))
        made.replace(path)
        return
    made.chmod(0o666 & ~_umask())
    try:
        path.hardlink_to(made)
    except FileExistsError:  # where nothing can be locked, another may have been quicker
        return
    except OSError:  # a file system without hard links, such as a memory stick's
        made.rename(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def upgrade(
    engine: Engine, address: Address, then: Callable[[Session, str | None], None] = lambda _session, _before: None
) -> tuple[str | None, str]:
    """Bring the ledger to HEAD, and do what has to be done `then`, in one transaction; returns the revision before
    and after."""
    with writing(engine, address) as session:
        before, after = _migrate(session, address)
        then(session, before)
    if address.path is not None:
        _keep_wal(engine)
    return before, after


def _migrate(session: Session, address: Address) -> tuple[str | None, str]:
    postgres = address.path is None
    if postgres:
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    numbered = VERSION in tables_in(port(session))
    before = revision_of(port(session), address) if numbered else None
    if before is None:
        require_empty(port(session), address)
    else:
        require_ledger(port(session), address)
        if postgres:  # writers wait here, and look at the revision again when they go on
            session.execute(text("SELECT count FROM head FOR UPDATE"))
        if before not in KNOWN:
            require_head(before, port(session), address)
    if not numbered and not postgres:
        _lay_out(sqlite_driver(session.connection()))
    elif before != HEAD:
        run_migrations(session.connection())
    return before, HEAD


def _lay_out(driver: sqlite3.Connection) -> None:
    """Make a new ledger in a file as all migrations one after the other would have, in a twentieth of the time."""
    for statement in (migrations_folder() / SCRIPT).read_text(encoding="utf-8").split(";\n\n"):
        driver.execute(statement)
    uid = str(uuid7())
    genesis = hashlib.sha256(f'{{"ledger":"{uid}"}}'.encode()).hexdigest()
    driver.execute("INSERT INTO head (id, ledger_uid, count, hash) VALUES (1, ?, 0, ?)", (uid, genesis))


def run_migrations(connection: Connection) -> None:
    """Run the migrations that a ledger lacks, within the caller's transaction."""
    from alembic import command

    command.upgrade(_alembic_config(connection), "head")


def _keep_wal(engine: Engine) -> None:
    """Let readers and one writer work side by side; a ledger that others are using at this moment stays as it is."""
    with engine.connect() as connection, suppress(sqlite3.OperationalError):
        sqlite_driver(connection).execute("PRAGMA journal_mode = WAL")


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
