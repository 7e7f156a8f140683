"""The demonstration: a sample article recorded, ruled on and reported."""

import shlex
import shutil
import sys
from pathlib import Path

import click

from claims.cli.terminal.desk import Desk, examples
from claims.errors import Refused

SAMPLE = "ferry-talks"
DEFAULT = "claims-demo"


@click.command(epilog=examples("claims demo", "claims demo /tmp/ferry"))
@click.argument("folder", metavar="[DIR]", default=DEFAULT, type=click.Path(path_type=Path))
@click.option("--json", "style", flag_value="json", help="Answer with one JSON document: the report.")
@click.pass_context
def demo(ctx: click.Context, folder: Path, style: str | None) -> None:
    """Record a sample article and report on it.

    Makes the folder DIR (claims-demo, if not given) with a ledger of its own, the article and a report on it as a page.
    """
    if ctx.find_root().params.get("db") is not None:
        raise click.UsageError("The demo keeps its ledger in a folder of its own: leave out --db, and name DIR.", ctx)
    _prepare(folder)
    from claims.actions.read.gather import report_on_source
    from claims.actions.record.sample import hold_sitting, read_sample, record_sample
    from claims.cli.look.reports import PLAIN_WIDTH
    from claims.cli.terminal.writing_files import write_whole
    from claims.ledger.read.discretion import Shown
    from claims.reports import render

    sample = read_sample(SAMPLE)
    desk = Desk()
    desk.use(db=str(folder / "claims.db"), actor=sample.sittings[0].by, style=style)
    with desk.writing() as register:
        record_sample(register, sample)
    for sitting in sample.sittings:
        desk.use(actor=sitting.by, style=style)
        with desk.writing() as register:
            hold_sitting(register, sitting)
    with desk.edition(shown=Shown(notes=False)) as edition:  # without notes, as a report is
        report = report_on_source(edition, sample.subject)
    write_whole(folder / "article.txt", sample.text.encode())
    write_whole(folder / "report.html", render(report, "html").encode())
    shown = render(report, "text", width=desk.width or PLAIN_WIDTH, colour=desk.colour)
    desk.answer(report, f"{shown}\n{_what_next(folder)}")


def _prepare(folder: Path) -> None:
    if (folder / "claims.db").exists():
        look = f"Look at it with {_call('list', folder)}, or name another folder: claims demo DIR"
        raise Refused(f"{folder} holds a ledger already.", look)
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file, not a folder.", "Name another: claims demo DIR")
    folder.mkdir(parents=True, exist_ok=True)


def _what_next(folder: Path) -> str:
    tries = ("list --status disputed", "show 1", "report source ORNA", "history 12", "shell")
    return "\n".join(
        [
            f"The article: {folder / 'article.txt'}",
            f"The same report as a page: {folder / 'report.html'}",
            "",
            "Try next:",
            *(f"  {_call(each, folder)}" for each in tries),
        ]
    )


def _call(command: str, folder: Path) -> str:
    """A command on the demo's ledger as it can be typed here: a checkout's program is not on everybody's path."""
    program = "claims" if shutil.which("claims") else sys.argv[0]
    return f"{program} --db {shlex.quote(str(folder / 'claims.db'))} {command}"
