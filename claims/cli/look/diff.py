"""What changed between two moments."""

from typing import TYPE_CHECKING

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.text import printable

if TYPE_CHECKING:
    from claims.actions.report.differences import ChangedRecord, Difference


@click.command(
    epilog=examples("claims diff 'last Friday'", "claims diff 2025-04-01 2025-04-30", "claims diff @120 --json")
)
@click.argument("since", metavar="DATE|TIME|@LINE")
@click.argument("until", metavar="[DATE|TIME|@LINE]", required=False)
@at_desk()
def diff(desk: Desk, since: str, until: str | None) -> None:
    """Tell what changed between two moments, or since one.

    Claims first: how rulings changed and why, new words, evidence and utterances that came or went; then new claims;
    then sources and claimants. What changed and changed back is not told: claims history has every step.
    """
    from claims.actions.report.differences import difference

    with desk.edition(since) as before, desk.edition(until) as after:
        found = difference(before, after, since, until)
    desk.answer(found, told(found) if desk.style == "text" else "")


def told(found: "Difference") -> str:
    """A difference in plain lines."""
    until = printable(found.until) if found.until else "now"
    counted = f"{_count(found.claims, 'claim')}, {_count(found.sources, 'source')}"
    head = f"From {printable(found.since)} (line {found.from_line}) to {until} (line {found.to_line}):"
    if not (found.claims or found.sources or found.claimants):
        return f"{head} nothing changed."
    changed = [each for each in found.claims if not each.new]
    new = [each for each in found.claims if each.new]
    parts = [f"{head} {counted}, {_count(found.claimants, 'claimant')}."]
    parts += _section("Claims that changed", changed)
    parts += _section("New claims", new)
    parts += _section("Sources", found.sources)
    parts += _section("Claimants", found.claimants)
    return "\n".join(parts)


def _count(records: "list[ChangedRecord]", noun: str) -> str:
    return f"{len(records):,} {noun}{'' if len(records) == 1 else 's'}"


def _section(heading: str, records: "list[ChangedRecord]") -> list[str]:
    if not records:
        return []
    lines = ["", heading]
    for each in records:
        mark = " (new)" if each.new and heading != "New claims" else ""
        lines.append(f"  #{each.id} {printable(each.name)}{mark}")
        for change in each.changes:
            lines.append(f"      {printable(change.said)}")
            if change.because:
                lines.append(f"        Why: {printable(' '.join(change.because.split()))}")
    return lines
