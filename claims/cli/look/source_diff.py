"""What changed in a source since it was last archived."""

from typing import TYPE_CHECKING

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import MOST

if TYPE_CHECKING:
    from claims.actions.archive.source_changes import SourceChanges


@click.command(epilog=examples("claims source diff 3", "claims source diff 3 --from 1 --to 4"))
@click.argument("which", metavar="URL|ID|PATH|TITLE")
@click.option("--from", "earlier", type=click.IntRange(1, MOST), metavar="SNAPSHOT", help="The earlier copy.")
@click.option(
    "--to", "later", type=click.IntRange(1, MOST), metavar="SNAPSHOT", help="The later copy. Default: the newest."
)
@at_desk()
def diff(desk: Desk, which: str, earlier: int | None, later: int | None) -> None:
    """What changed between two copies of a source, and which quotes it touches.

    Words taken out are shown as [-words-], words put in as {+words+}. Below: each quote from the source that moved,
    changed or vanished. claims quotes check records what it finds.
    """
    from claims.actions.archive.source_changes import source_changes
    from claims.actions.read.find import the_source

    with desk.reading() as session:
        found = source_changes(session, the_source(session, which), earlier, later)
    desk.answer(found, "\n".join(change_lines(found)))


def change_lines(found: "SourceChanges") -> list[str]:
    """The changes as a person reads them."""
    from claims.text import printable, shorten

    head = f"source #{found.source}: snapshot #{found.earlier} ({found.earlier_at[:10]}) to #{found.later}"
    lines = [f"{head} ({found.later_at[:10]}): {'no change' if found.same else f'{len(found.passages)} changes'}"]
    for each in found.passages:
        removed = f" [-{each.removed}-]" if each.removed else ""
        added = f" {{+{each.added}+}}" if each.added else ""
        lines.append(printable(f"    ... {each.before}{removed}{added} {each.after} ..."))
    for quote in found.quotes:
        if quote.state != "same":
            words = shorten(" ".join(quote.quote.split()), 70)
            lines.append(printable(f"    quote {quote.state}: claim #{quote.claim}, {quote.record}: {words}"))
            if quote.now:
                lines.append(printable(f"        now: {shorten(quote.now, 70)}"))
    return lines
