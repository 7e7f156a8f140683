"""Reports: on a source, a claimant, a claim, or everything."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.desk import Desk, at_desk, examples, for_stdout
from claims.cli.lazy import Entry, LazyGroup
from claims.cli.options import as_of_option, stack
from claims.errors import Refused

if TYPE_CHECKING:
    from claims.actions.editions import Edition
    from claims.reports.content import Report

ENTRIES = {
    "source": Entry("claims.cli.reports:source", "How far can we rely on what a source, outlet or agency gave us?"),
    "claimant": Entry("claims.cli.reports:claimant", "What did somebody say, and how did it hold up?"),
    "claim": Entry("claims.cli.reports:claim", "One claim in full."),
    "summary": Entry("claims.cli.reports:summary", "The whole ledger in figures."),
}
FORMATS = ("text", "markdown", "html", "json", "csv")
BY_ENDING = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".csv": "csv",
}
PLAIN_WIDTH = 80

options = stack(
    as_of_option,
    click.option(
        "-f", "--format", "format_", type=click.Choice(FORMATS), help="Default: by the ending of FILE, else text."
    ),
    click.option(
        "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to FILE."
    ),
)


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims report source https://news.example/talks"))
def report() -> None:
    """Report on a source, a claimant, a claim or everything."""


@click.command(
    epilog=examples("claims report source https://news.example/talks", "claims report source TASS -o tass.html")
)
@click.argument("which", metavar="X")
@options
@at_desk()
def source(desk: Desk, which: str, as_of: str | None, format_: str | None, output: Path | None) -> None:
    """How far can we rely on what a source, outlet or agency gave us?

    X is a source (its number, address, file or title), or an outlet or agency by its name.
    """
    from claims.actions.reporting import report_on_source

    _report(desk, lambda edition: report_on_source(edition, which), as_of, format_, output)


@click.command(epilog=examples("claims report claimant 'Ana Ruiz'"))
@click.argument("who", metavar="NAME|ID")
@options
@at_desk()
def claimant(desk: Desk, who: str, as_of: str | None, format_: str | None, output: Path | None) -> None:
    """What did somebody say, and how did it hold up?

    And through whom did it reach us?
    """
    from claims.actions.reporting import report_on_claimant

    _report(desk, lambda edition: report_on_claimant(edition, who), as_of, format_, output)


@click.command(epilog=examples("claims report claim 12 --format markdown"))
@click.argument("which", metavar="ID")
@options
@at_desk()
def claim(desk: Desk, which: str, as_of: str | None, format_: str | None, output: Path | None) -> None:
    """One claim in full."""
    from claims.actions.reporting import report_on_claim

    _report(desk, lambda edition: report_on_claim(edition, which), as_of, format_, output)


@click.command(epilog=examples("claims report summary"))
@options
@at_desk()
def summary(desk: Desk, as_of: str | None, format_: str | None, output: Path | None) -> None:
    """The whole ledger in figures."""
    from claims.actions.summing_up import report_summary

    _report(desk, lambda edition: report_summary(edition), as_of, format_, output)


def _report(
    desk: Desk, make: "Callable[[Edition], Report]", as_of: str | None, format_: str | None, output: Path | None
) -> None:
    from claims.reports import render

    chosen = _format(desk, format_, output)
    if output is not None:
        _spare_ledger(desk, output)
    with desk.edition(as_of) as edition:
        made = make(edition)
    on_screen = output is None
    width = (desk.width if on_screen else None) or PLAIN_WIDTH
    rendered = render(made, chosen, width=width, colour=on_screen and desk.colour)
    if output is None:
        told = rendered.removesuffix("\n")
        desk.print(for_stdout(told) if chosen == "json" else told)
        return
    write_whole(output, rendered)
    desk.remark(f"Written to {output}.")


def _format(desk: Desk, format_: str | None, output: Path | None) -> str:
    if desk.style != "text":
        if format_ not in (None, "json"):
            raise click.UsageError(f"--json and --format {format_} can't go together.")
        return "json"
    ending = output.suffix.lower() if output else ""
    return format_ or BY_ENDING.get(ending, "text")


def _spare_ledger(desk: Desk, output: Path) -> None:
    ledger = desk.at()[0].path
    if ledger is not None and output.exists() and ledger.exists() and output.samefile(ledger):
        raise Refused(f"{output} is the ledger itself.", "Name another file for the report.")


def write_whole(file: Path, text: str) -> None:
    """Write a file whole or not at all; a device or a pipe, such as /dev/stdout, is written to as it is."""
    try:
        if file.exists() and not file.is_file():
            file.write_text(text, encoding="utf-8", newline="")
        else:
            _put_in_place(file.resolve(), text)
    except OSError as error:
        raise Refused(
            f"{file} can't be written: {error.strerror}.", "Name another file, or free some space."
        ) from error


def _put_in_place(file: Path, text: str) -> None:
    import os
    import stat
    import tempfile

    handle, name = tempfile.mkstemp(prefix=".claims-", dir=file.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        with file.open("a"):  # refuses what may not be written, and gives a new file the usual permissions
            pass
        draft.chmod(stat.S_IMODE(file.stat().st_mode))
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
