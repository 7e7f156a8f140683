"""Reports: on a source, a claimant, a claim, or everything; what was corrected; and whether a file is as written."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.json_output import for_stdout
from claims.cli.terminal.options import MOST, as_of_option, as_recorded_option, notes_option, stack
from claims.cli.terminal.writing_files import by_ending, spare_ledger, write_whole

if TYPE_CHECKING:
    from claims.actions.leaving.checking import CheckedFile
    from claims.actions.read.view import LedgerView
    from claims.reports.content import Report

ENTRIES = {
    "source": Lazy("claims.cli.look.reports:source", "How far can we rely on what a source, outlet or agency gave us?"),
    "claimant": Lazy("claims.cli.look.reports:claimant", "What did somebody say, and how did it hold up?"),
    "claim": Lazy("claims.cli.look.reports:claim", "One claim in full."),
    "summary": Lazy("claims.cli.look.reports:summary", "The whole ledger in figures."),
    "coverage": Lazy("claims.cli.look.reports:coverage", "Which sentences of an article have been recorded?"),
    "corrections": Lazy("claims.cli.look.reports:corrections", "What changed after it had been reported, and why."),
    "verify": Lazy("claims.cli.look.reports:verify", "Is a file a report as it was written, and does it still stand?"),
}
FORMATS = ("text", "markdown", "html", "json", "csv")
BY_ENDING = {
    ".txt": "text",
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
    as_recorded_option,
    notes_option,
    click.option(
        "-f", "--format", "format_", type=click.Choice(FORMATS), help="Default: by the ending of FILE, else text."
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write to FILE; the ledger keeps its hash.",
    ),
)

newest_option = click.option(
    "-n",
    "--limit",
    type=click.IntRange(0, MOST),
    default=200,
    show_default=True,
    metavar="N",
    help="The newest so many claims in text, Markdown and HTML; 0: all. Counts are of all.",
)


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims report source https://news.example/talks"))
def report() -> None:
    """Report on a source, a claimant, a claim or everything.

    A report that is written to a file with -o names in its foot the ledger's head, and the ledger keeps the file's
    hash: claims report verify says later whether the file is as it was written, and whether it still stands.
    """


@click.command(
    epilog=examples("claims report source https://news.example/talks", "claims report source TASS -o tass.html")
)
@click.argument("which", metavar="X")
@newest_option
@options
@at_desk(writes=True)
def source(
    desk: Desk, which: str, limit: int, as_of: str | None, format_: str | None, output: Path | None, **seen: bool
) -> None:
    """How far can we rely on what a source, outlet or agency gave us?

    X is a source (its number, address, file or title), or an outlet or agency by its name.
    """
    from claims.actions.read.gather import report_on_source

    _report(desk, lambda edition: report_on_source(edition, which), as_of, format_, output, seen, limit)


@click.command(epilog=examples("claims report claimant 'Ana Ruiz'"))
@click.argument("who", metavar="NAME|ID")
@newest_option
@options
@at_desk(writes=True)
def claimant(
    desk: Desk, who: str, limit: int, as_of: str | None, format_: str | None, output: Path | None, **seen: bool
) -> None:
    """What did somebody say, and how did it hold up?

    And through whom did it reach us?
    """
    from claims.actions.read.gather import report_on_claimant

    _report(desk, lambda edition: report_on_claimant(edition, who), as_of, format_, output, seen, limit)


@click.command(epilog=examples("claims report claim 12 --format markdown"))
@click.argument("which", metavar="ID")
@options
@at_desk(writes=True)
def claim(desk: Desk, which: str, as_of: str | None, format_: str | None, output: Path | None, **seen: bool) -> None:
    """One claim in full."""
    from claims.actions.read.gather import report_on_claim

    _report(desk, lambda edition: report_on_claim(edition, which), as_of, format_, output, seen)


@click.command(epilog=examples("claims report summary"))
@options
@at_desk(writes=True)
def summary(desk: Desk, as_of: str | None, format_: str | None, output: Path | None, **seen: bool) -> None:
    """The whole ledger in figures."""
    from claims.actions.report.summary import report_summary

    _report(desk, lambda edition: report_summary(edition), as_of, format_, output, seen)


@click.command(epilog=examples("claims report coverage 3", "claims report coverage 3 -o coverage.html"))
@click.argument("which", metavar="SOURCE")
@options
@at_desk(writes=True)
def coverage(desk: Desk, which: str, as_of: str | None, format_: str | None, output: Path | None, **seen: bool) -> None:
    """Which sentences of an article have been recorded?

    The stored text sentence by sentence: recorded as a claim, with both answers; waiting in the inbox; turned down;
    or nothing.
    """
    from claims.actions.report.coverage import report_on_coverage

    _report(desk, lambda edition: report_on_coverage(edition, which), as_of, format_, output, seen)


@click.command(
    epilog=examples("claims report corrections", "claims report corrections --since 2025-04-01 -o corrections.html")
)
@click.option("--since", metavar="DATE", help="Only what changed on that day or later.")
@options
@at_desk(writes=True)
def corrections(
    desk: Desk, since: str | None, as_of: str | None, format_: str | None, output: Path | None, **seen: bool
) -> None:
    """What changed after it had been reported, and why.

    Every ruling that took the place of one that an edition had shown: old and new, with the reason. An edition is a
    report written with -o, a site, an export, a dossier, an answer of the Fact Check API.
    """
    from claims.actions.report.corrections import report_corrections

    _report(desk, lambda edition: report_corrections(edition, since), as_of, format_, output, seen)


@click.command(epilog=examples("claims report verify talks.html"))
@click.argument("file", type=click.Path(path_type=Path))
@at_desk()
def verify(desk: Desk, file: Path) -> None:
    """Is a file a report as it was written, and does it still stand?

    Says that it is genuine and current; genuine, and which rulings have changed since; or altered. Exit code 1 unless
    it is genuine and current. It knows everything that left the house, as claims editions check does.
    """
    from claims.actions.leaving.checking import CURRENT, check_file

    with desk.edition() as edition:
        found = check_file(edition, file)
    desk.answer(found, checked_lines(found))
    if found.verdict != CURRENT:
        raise click.exceptions.Exit(1)


def checked_lines(found: "CheckedFile") -> str:
    """What was found of a file: the verdict, when it was written, and what changed since, a ruling in two lines."""
    lines = [found.said]
    if found.report:
        by = f"{found.report.written_at[:16].replace('T', ' ')} UTC by {found.report.written_by}"
        if found.report.kind != "report":
            from claims.actions.leaving.checking import called

            lines.append(f"{called(found.report)}.")
        lines.append(f"Written {by}, lines {found.report.lines}, head {found.report.head}")
    for each in found.changed:
        old, new = _answer(each.old, each.old_rating), _answer(each.new, each.new_rating)
        when = f"{each.changed_at[:10]} by {each.ruled_by}"
        lines += [f"#{each.claim.id} {each.axis}: {old} -> {new}, {when}", f"    {each.because}"]
    lines += [f"#{number} was taken out" for number in found.taken_out]
    return "\n".join(lines)


def _answer(status: str, rating: str | None) -> str:
    return f"{status} ({rating})" if rating else status


def _report(
    desk: Desk,
    make: "Callable[[LedgerView], Report]",
    as_of: str | None,
    format_: str | None,
    output: Path | None,
    seen: dict[str, bool],
    limit: int = 0,
) -> None:
    from claims.errors import BadInput
    from claims.ledger.read.discretion import Shown
    from claims.reports import CUT_SHORT, render

    if output is not None:
        spare_ledger(desk, output)
    chosen = _format(desk, format_, output)
    limit = limit if chosen in CUT_SHORT else 0
    if output is not None and seen["as_recorded"]:
        raise BadInput("A written report can't hold confidential names.", "Leave out -o, or --as-recorded.")
    shown = Shown(names=seen["as_recorded"], notes=seen["notes"], leaves=output is not None)
    with desk.edition(as_of, shown) as edition:
        made = make(edition)
        if output is not None:
            from claims.actions.leaving.manifests import sign

            made = sign(edition, made)
    if output is None:
        told = render(made, chosen, width=desk.width or PLAIN_WIDTH, colour=desk.colour, limit=limit).removesuffix("\n")
        desk.print(for_stdout(told) if chosen == "json" else told)
        return
    written = render(made, chosen, width=PLAIN_WIDTH, limit=limit)
    if desk.only_tries:
        _keep(desk, made, written, output, chosen, as_of, limit)
        desk.remark(f"{output} was not written.")
        return
    write_whole(output, written.encode(), lambda: _keep(desk, made, written, output, chosen, as_of, limit))
    desk.remark(f"Written to {output}.")


def _keep(desk: Desk, made: "Report", written: str, output: Path, format_: str, as_of: str | None, limit: int) -> None:
    from claims.actions.leaving.manifests import keep

    with desk.writing() as register:
        asked_for = {"format": format_, "as_of": as_of, "limit": limit or None}
        keep(register.ledger, made, written.encode("utf-8"), str(output), **asked_for)


def _format(desk: Desk, format_: str | None, output: Path | None) -> str:
    if desk.style != "text":
        if format_ not in (None, "json"):
            raise click.UsageError(f"--json and --format {format_} can't go together.")
        return "json"
    return format_ or by_ending(output, BY_ENDING, "text")
