"""The database: upgrade, current, check, backup."""

from pathlib import Path

import click

from claims.cli.desk import Desk, at_desk, examples
from claims.cli.lazy import Entry, LazyGroup

ENTRIES = {
    "upgrade": Entry("claims.cli.database:upgrade", "Bring the ledger to this program's schema."),
    "current": Entry("claims.cli.database:current", "Say which schema the ledger has."),
    "check": Entry("claims.cli.database:check", "Check that the database is sound."),
    "backup": Entry("claims.cli.database:backup", "Copy the ledger to a file, also while others write."),
}


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims db check"))
def db() -> None:
    """Upgrade, check and back up the ledger."""


@click.command(epilog=examples("claims db upgrade"))
@at_desk()
def upgrade(desk: Desk) -> None:
    """Bring the ledger to this program's schema.

    Creates it where there is none.
    """
    from claims import schema
    from claims.actions.upgrading import upgrade_ledger
    from claims.db import is_missing

    address, engine = desk.at()
    if is_missing(address):
        schema.create(engine, address)
        before, after = None, schema.HEAD
    else:
        before, after = upgrade_ledger(engine, address)
    told = (
        f"{address.shown} has schema {after} already."
        if before == after
        else f"{address.shown}: {before or 'new'} -> {after}"
    )
    desk.answer({"database": address.shown, "before": before, "after": after}, told)


@click.command(epilog=examples("claims db current"))
@at_desk()
def current(desk: Desk) -> None:
    """Say which schema the ledger has.

    And which this program needs.
    """
    from claims import schema

    address, engine = desk.at()
    revision = schema.current(engine, address)
    if revision is None:
        raise schema.no_ledger(address)
    told = f"{address.shown} has schema {revision}; this program needs {schema.HEAD}."
    desk.answer({"database": address.shown, "schema": revision, "needs": schema.HEAD}, told)


@click.command(epilog=examples("claims db check"))
@at_desk()
def check(desk: Desk) -> None:
    """Check that the database is sound.

    Its pages, references, search index, guards and log. Exit code 1 if not.
    """
    from claims.actions.checking import check_database

    with desk.reading() as session:
        found = check_database(session)
    lines = [*(f"{each.what}: {each.said}" for each in found.checks), *(f"note: {note}" for note in found.notes)]
    desk.answer(found, "\n".join(lines))
    if not found.sound:
        raise click.exceptions.Exit(1)


@click.command(epilog=examples("claims db backup ledger-2026-11-23.db"))
@click.argument("file", type=click.Path(path_type=Path))
@at_desk()
def backup(desk: Desk, file: Path) -> None:
    """Copy the ledger to a file, also while others write.

    The copy shows one moment; FILE must be new.
    """
    from claims.actions.backup import back_up
    from claims.db import Address

    address, engine = desk.at()
    with desk.reading():
        pass
    size = back_up(engine, address, file)
    shown = Address.of_file(str(file)).shown
    desk.answer(
        {"database": address.shown, "backup": shown, "bytes": size},
        f"{address.shown} copied to {shown} ({size:,} bytes).",
    )
