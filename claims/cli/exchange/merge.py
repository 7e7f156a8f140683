"""Two ledgers made one."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from claims.actions.merge.merge import Merged


class _OnlyTried(Exception):
    """Nothing of it is to be kept."""


@click.command(epilog=examples("claims merge colleague.db --dry-run", "claims merge colleague.db --match exact"))
@click.argument("other", metavar="OTHER.db|URL")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--match",
    "matched",
    multiple=True,
    metavar="exact|KIND:THEIRS=OURS",
    help="Take records that look alike for one: all of them, or such as claimant:3=7 (repeatable).",
)
@at_desk(writes=True, tries_itself=True)
def merge(desk: Desk, other: str, dry_run: bool, matched: tuple[str, ...]) -> None:
    """Bring another ledger's records into this one.

    Records are the same if their uid is. Where both changed one, the later word goes; both are shown, and the other
    ledger's log is kept. What looks alike under two uids is listed, and becomes one only with --match.
    """
    from claims.cli.terminal.printing_mergers import united_lines

    with desk.reading():
        pass
    united: list[Merged] = []
    try:
        with opened(desk, other) as theirs, desk.writing() as register:
            united.append(_unite(register.ledger, theirs, dry_run, matched))
            if dry_run:
                register.ledger.close()
                raise _OnlyTried
    except _OnlyTried:
        pass
    if united[0].ahead:
        desk.remark(united[0].ahead)
    desk.answer(united[0], united_lines(united[0]))


def _unite(ledger: "object", theirs: "Session", dry_run: bool, matched: tuple[str, ...]) -> "Merged":
    from msgspec.structs import replace

    from claims.actions.merge.duplicates import OFFERED, TAKEN_AS_ONE, take_as_one
    from claims.actions.merge.merge import merge_ledgers
    from claims.ledger.log.ledger import Ledger

    assert isinstance(ledger, Ledger)  # noqa: S101  (a name for the type checker; the model is loaded late)
    wanted = {each.strip() for each in matched}
    found = merge_ledgers(ledger, theirs, dry_run=dry_run)
    offered = {f"{each.kind}:{each.theirs}={each.ours}": each for each in found.matches if each.state == OFFERED}
    if unknown := wanted - {"exact"} - offered.keys():
        raise BadInput(
            f"{sorted(unknown)[0]} is none of the matches that are offered.",
            "claims merge OTHER --dry-run lists them; nothing was brought in.",
        )
    taken = [match for named, match in offered.items() if "exact" in wanted or named in wanted]
    for match in taken:
        take_as_one(ledger, match, f"From ledger {found.other}")
    told = [replace(each, state=TAKEN_AS_ONE) if each in taken else each for each in found.matches]
    return replace(found, matches=told)


@contextmanager
def opened(desk: Desk, other: str) -> "Iterator[Session]":
    """Another ledger, to be read."""
    from claims import db, revisions, schema
    from claims.db import Address, connect

    address = Address.of(other)
    if db.is_missing(address):
        raise BadInput(f"There is no ledger at {address.shown}.", "Name the file or URL of the ledger to bring in.")
    if address.url == desk.at()[0].url:
        raise BadInput("That is this very ledger.", "Name another.")
    with db.reading(connect(address), address) as session:
        revisions.require_current(schema.port(session), address)
        yield session
