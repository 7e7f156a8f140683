"""What ratings come to."""

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples

ENTRIES = {
    "explain": Lazy("claims.cli.look.ratings:explain", "Say what a rating comes to, and why."),
    "unmapped": Lazy("claims.cli.look.ratings:unmapped", "List the ratings in the ledger that no table knows."),
}


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims rating explain 'Half-True'"))
def rating() -> None:
    """What the ratings of others come to."""


@click.command(
    epilog=examples("claims rating explain 'Pants on Fire!'", "claims rating explain Rumor --publisher cofacts.tw")
)
@click.argument("label")
@click.option("--publisher", metavar="SITE", help="Whose rating it is: their own table goes first.")
@at_desk()
def explain(desk: Desk, label: str, publisher: str | None) -> None:
    """Say what a rating comes to, and why.

    Labels are looked up whole: case, quotation marks, hyphens and a full stop at the end make no difference.
    """
    from claims.formats.ratings.table import explain as explained

    found = explained(label, publisher)
    if found.verdict is None:
        said = f'"{found.key}" stands in no table (version {found.version}): the label is kept, and rules nothing.'
        desk.answer(found, said)
        return
    table = "the table for all" if found.table == "all" else f"the table of {found.table}"
    scale = f", {found.number} on the scale from 5 to 1" if found.number else ", off the scale"
    lines = [
        f"{found.verdict.value}{scale}{f', {found.severity}' if found.severity else ''}",
        f'"{found.key}" stands in {table} (version {found.version}).',
        f"An import rules {found.status.value} on the {found.axis.value}.",
    ]
    desk.answer(found, "\n".join(lines))


@click.command(epilog=examples("claims rating unmapped"))
@at_desk(lists=True)
def unmapped(desk: Desk) -> None:
    """List the ratings in the ledger that no table knows."""
    from claims.actions.imports.unmapped import unmapped as found_in

    with desk.reading() as session:
        found = found_in(session)
    if desk.style != "text":
        desk.print_rows("ratings", found)
        return
    lines = [f"{each.rulings:,}  {each.rating}  ({each.publisher})" for each in found]
    desk.answer(None, "\n".join(lines) or "Every rating in the ledger is known.")
