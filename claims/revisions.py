"""Which revision of the schema a ledger has, asked with one SELECT; and what to say of a ledger that isn't current."""

from claims.address import Address
from claims.connection import Connection
from claims.errors import DatabaseTrouble
from claims.troubles import database_errors

HEAD = "0005"
"""The revision that this program reads and writes; a test holds it to the migration scripts."""

KNOWN = ("0001", "0002", "0003", "0004", "0005")
"""Every revision up to HEAD, oldest first."""

VERSION = "alembic_version"
"""The table that holds the revision."""

MARKS = ("head", "claim", "event")
"""Tables by which a ledger is told from the database of some other program."""


def require_current(connection: Connection, address: Address) -> None:
    """Refuse a ledger that this program is too new or too old for."""
    require_head(revision_of(connection, address), connection, address)


def require_head(revision: str | None, connection: Connection, address: Address) -> None:
    """Refuse a revision that this program is too new or too old for."""
    if revision == HEAD:
        return
    if revision is None:
        raise no_ledger(address)
    require_ledger(connection, address)
    if revision in KNOWN:
        raise DatabaseTrouble(
            f"The ledger {address.shown} has schema {revision}; this program needs {HEAD}.",
            "Run: claims db upgrade (it is safer to run claims db backup FILE before)",
        )
    from claims.installing import to_upgrade

    raise DatabaseTrouble(
        f"The ledger {address.shown} has schema {revision}, newer than this program knows ({HEAD}).",
        to_upgrade(),
    )


def no_ledger(address: Address) -> DatabaseTrouble:
    """What to say where a ledger was expected."""
    return DatabaseTrouble(
        f"There is no ledger at {address.shown} yet.", "The first claims add creates it; --db names another."
    )


def revision_of(connection: Connection, address: Address) -> str | None:
    """The revision of the ledger in a database; nothing where the database is empty."""
    try:
        found = connection.ask(f"SELECT version_num FROM {VERSION}", {})[1]  # noqa: S608  (a name of ours)
    except database_errors() as error:
        if not _says_no_table(error):
            raise
        connection.give_up()
        found = ()
    if not found:
        require_empty(connection, address)
        return None
    return str(found[0][0])


def _says_no_table(error: Exception) -> bool:
    return getattr(error, "sqlstate", None) == "42P01" or str(error).startswith("no such table")


def tables_in(connection: Connection) -> set[str]:
    """The tables of a database."""
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        if connection.on_sqlite
        else "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid)"
    )
    return {row[0] for row in connection.ask(listed, {})[1]}


def require_empty(connection: Connection, address: Address) -> None:
    """A file is the ledger's alone; a database on PostgreSQL may hold other things beside it."""
    if address.path is not None and tables_in(connection) - {VERSION}:
        raise _other_program(address)


def require_ledger(connection: Connection, address: Address) -> None:
    """Other programs number their schemas, too."""
    if not set(MARKS) <= tables_in(connection):
        raise _other_program(address)


def _other_program(address: Address) -> DatabaseTrouble:
    return DatabaseTrouble(
        f"{address.shown} is a database of some other program, not a ledger.", "Name another with --db."
    )
