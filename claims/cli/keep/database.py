"""The database: upgrade, current, check, backup, copy."""

from pathlib import Path

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples

ENTRIES = {
    "upgrade": Lazy("claims.cli.keep.database:upgrade", "Bring the ledger to this program's schema."),
    "current": Lazy("claims.cli.keep.database:current", "Say which schema the ledger has."),
    "check": Lazy("claims.cli.keep.database:check", "Check that the database is sound."),
    "backup": Lazy("claims.cli.keep.database:backup", "Copy the ledger to a file, also while others write."),
    "copy": Lazy("claims.cli.keep.database:copy", "Move the ledger to a server, or to a file."),
}


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims db check"))
def db() -> None:
    """Upgrade, check, back up and move the ledger."""


@click.command(epilog=examples("claims db upgrade"))
@at_desk(writes=True)
def upgrade(desk: Desk) -> None:
    """Bring the ledger to this program's schema.

    Creates it where there is none.
    """
    from claims import revisions, schema
    from claims.actions.maintain.upgrade import upgrade_ledger
    from claims.db import is_missing

    address, engine = desk.at()
    if is_missing(address):
        schema.create(engine, address)
        before, after, restated = None, revisions.HEAD, list[int]()
    else:
        before, after, restated = upgrade_ledger(engine, address, desk.actor)
    told = (
        f"{address.shown} has schema {after} already."
        if before == after
        else f"{address.shown}: {before or 'new'} -> {after}"
    )
    if restated:
        named = ", ".join(f"#{number}" for number in dict.fromkeys(restated))
        desk.remark(f"A clock had kept the newest ruling from ruling; it was restated and rules now. Claims: {named}.")
    desk.answer({"database": address.shown, "before": before, "after": after, "restated": restated}, told)


@click.command(epilog=examples("claims db current"))
@at_desk()
def current(desk: Desk) -> None:
    """Say which schema the ledger has.

    And which this program needs.
    """
    from claims import revisions, schema

    address, engine = desk.at()
    revision = schema.current(engine, address)
    if revision is None:
        raise revisions.no_ledger(address)
    told = f"{address.shown} has schema {revision}; this program needs {revisions.HEAD}."
    desk.answer({"database": address.shown, "schema": revision, "needs": revisions.HEAD}, told)


@click.command(epilog=examples("claims db check"))
@at_desk()
def check(desk: Desk) -> None:
    """Check that the database is sound.

    Its pages, references, search index, guards and log. Exit code 1 if not.
    """
    from claims.actions.maintain.check import check_database

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
    from claims.actions.maintain.backup import back_up
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


@click.command(epilog=examples("claims db copy --to postgresql:///ledger", "claims db copy --to desk.db"))
@click.option("--to", required=True, metavar="PATH|URL", help="Where to: a new file, or an empty database.")
@at_desk()
def copy(desk: Desk, to: str) -> None:
    """Move the ledger to a server, or to a file.

    Everything goes along, and the copy is audited before it is kept. The ledger itself stays as it is.
    """
    from claims.actions.maintain.copy import copy_ledger
    from claims.db import Address

    address, _engine = desk.at()
    with desk.reading() as source:
        copied = copy_ledger(source, address, Address.of(to))
    desk.answer(
        copied,
        f"{copied.database} copied to {copied.copy}: {copied.count:,} lines of the log, {copied.rows:,} rows in all.\n"
        f"The audit found the copy whole; head and dump are the same here and there.",
    )
    desk.remark("What is recorded from now on in one of them is not in the other. Go on in the copy only.")
