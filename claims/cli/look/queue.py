"""The queue: what is due, and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import as_of_option, limit_option, policy_option

if TYPE_CHECKING:
    from claims.actions.report.queue import DueItem


@click.command(epilog=examples("claims queue", "claims queue --limit 5", "claims queue --json || mail -s due desk"))
@policy_option
@as_of_option
@limit_option
@at_desk(lists=True)
def queue(desk: Desk, policy: Path | None, as_of: str | None, limit: int) -> None:
    """Show what is due and why, most urgent first.

    Rulings on retracted sources or withdrawn evidence, verified claims that contradict each other, days for another
    look, rulings that wait for approval, other flaws, and what falls short of the policy. Exit code 1 if anything is
    due, 0 if nothing is.
    """
    from claims.actions.leaving.listing import count_old
    from claims.actions.report.queue import queue as read

    holding = desk.policy(policy)
    with desk.edition(as_of) as edition:
        found, more = read(edition, holding, limit)
        old = 0 if as_of else count_old(edition)
    if desk.style == "text":
        desk.answer(None, "\n".join(item_lines(each) for each in found) or "Nothing is due.")
        if more:
            desk.remark("There are more. Raise --limit, or 0 for all.")
    else:
        desk.print_rows("due", found, more=more, policy=holding.name if holding else None, old_editions=old)
    if old:
        told = "1 edition tells" if old == 1 else f"{old:,} editions tell"
        desk.remark(f"{told} an old ruling: see claims editions list --old.")
    if found:
        raise click.exceptions.Exit(1)


def item_lines(item: "DueItem") -> str:
    """What is due in two lines: why, and what to do."""
    return f"{item.kind:<13}  {item.since}  claim #{item.claim}  {item.record}: {item.why}\n    {item.do}"
