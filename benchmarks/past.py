"""Prints what a question about the past costs beside the same about today: `python -m benchmarks.past`."""

import argparse
import platform
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.__main__ import PROGRAM, every, print_row, show
from benchmarks.copies import multiply
from benchmarks.ledgers import choose, prepare
from benchmarks.measure import compare_calls, compare_commands
from benchmarks.queries import QUESTIONS, Asked
from claims.actions.read.as_of import line_at
from claims.actions.read.past_view import PastView
from claims.actions.read.view import PresentView
from claims.db import Address, connect, reading

LINES = 10
"""Lines of the log about each claim."""

TARGET = 3.0
"""The most that a question about the past may take: times the same about today."""

ASKED = ("show", "report source")
"""The questions whose query work is measured, by their names in `benchmarks.queries`."""

HEADINGS = ("measured", "beside", "target", "ratio", "CPU", "today, ms", "past, ms")


@dataclass(frozen=True, slots=True)
class Moment:
    """A past moment: how the table calls it, and how a person writes it."""

    called: str
    written: str


def main() -> None:
    """Make the ledger if it is missing, measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.past", description="Print what the past costs.")
    parser.add_argument("--claims", type=int, default=100_000, help="claims in the ledger (default: %(default)s)")
    parser.add_argument(
        "--copies", type=int, default=1, help="make the ledger so many times as large by copying its claims"
    )
    parser.add_argument("--runs", type=int, default=7, help="how often each pair is run (default: %(default)s)")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "claims-benchmarks",
        help="where the ledger is kept from one run to the next (default: %(default)s)",
    )
    wanted = parser.parse_args()
    if min(wanted.claims, wanted.runs, wanted.copies) < 1:
        parser.error("--claims, --copies and --runs take numbers from 1")
    path = prepare(wanted.folder, [wanted.claims], lines=LINES)[wanted.claims]
    asked = choose(path)
    if wanted.copies > 1:
        path = copied(path, wanted.copies)
        asked = replace(asked, claim=asked.claim * wanted.copies)
    moments = moments_of(path)
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version};"
        f" {wanted.claims * wanted.copies:,} claims, {LINES} lines of the log about each; middle of {wanted.runs} runs."
        " Ratios are taken in pairs.\n"
    )
    print_row(HEADINGS)
    measure_commands(path, asked, moments, wanted.runs)
    measure_queries(path, asked, moments, wanted.runs * 3)


def copied(path: Path, times: int) -> Path:
    """The ledger so many times as large; made if it is missing or older."""
    larger = path.with_name(f"{path.stem}-by-{times}.db")
    if not larger.is_file() or larger.stat().st_mtime < path.stat().st_mtime:
        print(f"Making {larger} ...", file=sys.stderr)
        multiply(path, larger, times)
    return larger


def moments_of(path: Path) -> list[Moment]:
    """The day before the last, and a moment half way."""
    with closing(sqlite3.connect(path)) as connection:
        (last,) = connection.execute("SELECT count FROM head").fetchone()
        (middle,) = connection.execute("SELECT at FROM event WHERE seq = ?", (last // 2,)).fetchone()
        (newest,) = connection.execute("SELECT at FROM event WHERE seq = ?", (last,)).fetchone()
    before = date.fromordinal(date.fromisoformat(newest[:10]).toordinal() - 1)
    return [Moment("a day back", before.isoformat()), Moment("half way", middle[:19])]


def commands(path: Path, asked: Asked) -> dict[str, list[str]]:
    """The command lines that are measured; a source goes by its number, and by its address as people paste it."""
    with closing(sqlite3.connect(path)) as connection:
        address = connection.execute("SELECT url FROM source WHERE id = ?", (asked.source,)).fetchone()[0]
    ledger = [PROGRAM, "--db", str(path)]
    return {
        "claims show": [*ledger, "show", str(asked.claim)],
        "report source, 200 claims": [*ledger, "report", "source", str(asked.source)],
        **({"report source, by address": [*ledger, "report", "source", address]} if address else {}),
    }


def measure_commands(path: Path, asked: Asked, moments: list[Moment], runs: int) -> None:
    """Whole commands, from the start of the process to its end."""
    for name, command in commands(path, asked).items():
        for moment in moments:
            past = [*command, "--as-of", moment.written]
            show(
                (f"{name}, {moment.called}", "the same today", TARGET),
                partial(compare_commands, every(command), every(past), runs),
            )


def measure_queries(path: Path, asked: Asked, moments: list[Moment], runs: int) -> None:
    """The queries alone, in this process and warm."""
    address = Address.of(str(path))
    with reading(connect(address), address) as session:
        today = PresentView(session, date.today())
        for question in (each for each in QUESTIONS if each.name in ASKED):
            now = partial(question.program, today, asked)
            for moment in moments:
                back_issue = PastView(session, *line_at(session, moment.written, date.today()))
                then = partial(question.program, back_issue, asked)
                show(
                    (f"queries of {question.name}, {moment.called}", "the same today", TARGET),
                    partial(compare_calls, now, then, runs),
                )


if __name__ == "__main__":
    main()
