"""Prints how fast the toolkit is, as ratios taken in one run: `python -m benchmarks`."""

import argparse
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.ledgers import choose, prepare
from benchmarks.measure import (
    Command,
    CommandFailed,
    Comparison,
    compare_calls,
    compare_commands,
    run_to_the_end,
)
from benchmarks.queries import QUESTIONS, Asked, Question
from claims.actions.read.view import LedgerView, PresentView
from claims.db import Address, connect, reading

PROGRAM = str(Path(sys.executable).with_name("claims"))
HELLO = """\
import click

@click.command()
@click.argument("name")
def hello(name: str) -> None:
    "Greet NAME."
    click.echo(f"Hello {name}!")

hello()
"""

START, ADD, GROWTH, WORK = 1.5, 1.25, 1.5, 3.0
"""The most that a command, or its query work, may take: times its floor."""

WIDTHS = (43, 28, 6, 6, 6, 9, 12)
HEADINGS = ("measured", "floor", "target", "ratio", "CPU", "floor, ms", "measured, ms")


def main() -> None:
    """Make the ledgers that are missing, measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Print how fast the toolkit is.")
    parser.add_argument("--sizes", default="1000,100000,1000000", help="claims in each ledger, the smallest first")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "claims-benchmarks",
        help="where the ledgers are kept from one run to the next (default: %(default)s)",
    )
    parser.add_argument("--runs", type=int, default=7, help="how often each pair is run (default: %(default)s)")
    wanted = parser.parse_args()
    try:
        sizes = sorted({int(size) for size in wanted.sizes.split(",")})
    except ValueError:
        parser.error("--sizes takes whole numbers with commas between them")
    if sizes[0] < 1 or wanted.runs < 1:
        parser.error("--sizes and --runs take numbers from 1")
    ledgers = prepare(wanted.folder, sizes)
    asked = choose(ledgers[sizes[0]])
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores; middle of"
        f" {wanted.runs} runs. Milliseconds are this machine's; ratios, taken in pairs, hold on any.\n"
    )
    print_row(HEADINGS)
    print_row(["-" * width for width in WIDTHS])
    measure_start(ledgers[sizes[0]], wanted.runs)
    measure_growth(ledgers, asked, wanted.runs)
    measure_queries(ledgers, asked, wanted.runs)
    measure_whole(ledgers)


def measure_start(ledger: Path, runs: int) -> None:
    """What a command costs before it does anything, and what one more claim costs."""
    with tempfile.TemporaryDirectory() as folder:
        hello, copy = Path(folder) / "hello.py", Path(folder) / "ledger.db"
        hello.write_text(HELLO)
        shutil.copyfile(ledger, copy)
        said = ["--by", "Ana Ruiz", "--source"]
        show(
            ("claims --help", "click hello-world --help", START),
            partial(compare_commands, every([sys.executable, str(hello), "--help"]), every([PROGRAM, "--help"]), runs),
        )
        show(
            ("claims add", 'python -c "import sqlmodel"', ADD),
            lambda: compare_commands(
                every([sys.executable, "-c", "import sqlmodel"]),
                lambda run: [
                    *(PROGRAM, "--db", str(copy), "add", f"The bridge was closed {run} times"),
                    *(*said, f"https://paper.example/bridge-{run}"),
                ],
                runs,
            ),
        )


def measure_growth(ledgers: dict[int, Path], asked: Asked, runs: int) -> None:
    """What commands cost in large ledgers, next to the same in the smallest."""
    commands = {
        "claims list --status disputed": ["list", "--status", asked.status],
        "claims show": ["show", str(asked.claim)],
        "claims search, three words": ["search", *asked.words.split()],
        "claims report source, 200 claims": ["report", "source", str(asked.source)],
    }
    smallest, *larger = ledgers
    for name, words in commands.items():
        small, *large = ([PROGRAM, "--db", str(path), *words] for path in ledgers.values())
        for size, command in zip(larger, large, strict=True):
            show(
                (f"{name}, {size:,}", f"the same, {smallest:,} claims", GROWTH),
                partial(compare_commands, every(small), every(command), runs),
            )


def measure_whole(ledgers: dict[int, Path]) -> None:
    """What commands that ask about all of a ledger take, once each: time, memory, and claims or lines a second."""
    print("\n| whole commands | seconds | CPU, s | most memory, MB | a second |\n| --- | ---: | ---: | ---: | ---: |")
    for size, path in list(ledgers.items())[1:]:
        with closing(sqlite3.connect(path)) as connection:
            (lines,) = connection.execute("SELECT count(*) FROM event").fetchone()
        for words, looked_at in (
            (["queue"], None),
            (["lint"], size),
            (["report", "summary"], None),
            (["report", "claimant", "1"], None),
            (["audit"], lines),
        ):
            run, memory = run_to_the_end([PROGRAM, "--db", str(path), *words])
            rate = f"{looked_at / run.wall:,.0f}" if looked_at else "-"
            name = f"claims {' '.join(words)}, {size:,}"
            print(f"| {name} | {run.wall:.1f} | {run.processor:.1f} | {memory:.0f} | {rate} |", flush=True)


def every(command: list[str]) -> Command:
    """The same command line in each run."""
    return lambda _run: command


def measure_queries(ledgers: dict[int, Path], asked: Asked, runs: int) -> None:
    """What the program's queries cost in this process, next to SQL written by hand."""
    for size, path in ledgers.items():
        address = Address.of(str(path))
        with reading(connect(address), address) as session, closing(sqlite3.connect(path)) as connection:
            connection.execute("BEGIN")
            edition = PresentView(session, date.today())
            for question in QUESTIONS:
                show(
                    (f"queries of {question.name}, {size:,}", "SQL by hand", WORK),
                    partial(compare_answers, question, edition, connection, asked, runs * 3),
                )


def compare_answers(
    question: Question, edition: LedgerView, connection: sqlite3.Connection, asked: Asked, runs: int
) -> Comparison:
    """A question put both ways, which must find the same claims."""
    by_hand, program = partial(question.by_hand, connection, asked), partial(question.program, edition, asked)
    if by_hand() != program():
        raise CommandFailed("the two ways find different claims")
    return compare_calls(by_hand, program, runs)


def show(titles: tuple[str, str, float], measure: Callable[[], Comparison]) -> None:
    """Measure, and print a line of the table; what can't be measured says why."""
    work, floor, target = titles
    try:
        found = measure()
    except CommandFailed as failure:
        print_row((work, floor, f"{target:g}", "-", "-", "-", "-"), str(failure))
        return
    before, after = (f"{seconds * 1000:.1f}" for seconds in found.seconds)
    print_row((work, floor, f"{target:g}", f"{found.ratio:.2f}", f"{found.processor_ratio:.2f}", before, after))


def print_row(cells: Sequence[str], remark: str = "") -> None:
    """Print a line of the table, words to the left and figures to the right."""
    words = [cell.ljust(width) for cell, width in zip(cells[:2], WIDTHS[:2], strict=True)]
    figures = [cell.rjust(width) for cell, width in zip(cells[2:], WIDTHS[2:], strict=True)]
    print(f"| {' | '.join([*words, *figures])} |{remark and f' {remark}'}", flush=True)


if __name__ == "__main__":
    main()
