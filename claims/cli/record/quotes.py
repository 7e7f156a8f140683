"""Quotes: whether they still stand in their sources."""

from typing import TYPE_CHECKING

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples

if TYPE_CHECKING:
    from claims.actions.record.quotes import CheckedQuote

ENTRIES = {"check": Lazy("claims.cli.record.quotes:check", "Look for every quote again in its source's newest text.")}


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims quotes check"))
def quotes() -> None:
    """Whether quotes still stand in their sources."""


@click.command(epilog=examples("claims quotes check", "claims quotes check --dry-run --json"))
@click.option("--dry-run", is_flag=True, help="Only say it; record nothing.")
@at_desk(writes=True, lists=True, tries_itself=True)
def check(desk: Desk, dry_run: bool) -> None:
    """Look for every quote again in its source's newest text.

    A quote is anchored where it stands once, moved where it stands elsewhere than before, an orphan where it stands
    nowhere or in several places: never a guess. Exit code 1 if any quote that was anchored is lost.
    """
    from claims.actions.record.quotes import ANCHORED, MOVED, ORPHAN, check_quotes, look_at_quotes

    if dry_run:
        with desk.reading() as session:
            checked = look_at_quotes(session)
    else:
        with desk.writing() as register:
            checked = check_quotes(register.ledger)
    lost = [each for each in checked if each.state == ORPHAN and each.was != ORPHAN]
    if desk.style == "text":
        changed = [each for each in checked if each.state != each.was]
        count = {state: sum(each.state == state for each in checked) for state in (ANCHORED, MOVED, ORPHAN)}
        counted = ", ".join(f"{number} {state}" for state, number in count.items())
        textless = len(checked) - sum(count.values())
        counted += f", {textless} with no text to look in" if textless else ""
        lines = [line for each in changed for line in quote_lines(each)]
        desk.print("\n".join([*lines, f"{len(checked)} quote{'' if len(checked) == 1 else 's'}: {counted}."]))
    else:
        desk.print_rows("quotes", checked)
    if lost:
        raise click.exceptions.Exit(1)


def quote_lines(quote: "CheckedQuote") -> list[str]:
    """A quote that stands otherwise than before."""
    from claims.text import printable, shorten

    return [
        f"claim #{quote.claim}, {quote.record}, source #{quote.source}: {quote.was} -> {quote.state}",
        f"    {printable(shorten(' '.join(quote.quote.split()), 100))}",
        f"    {printable(quote.said)}",
    ]
