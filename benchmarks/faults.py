"""Does to the toolkit what machines and people do to it, and counts what it survives: `python -m benchmarks.faults`."""

import argparse
import os
import platform
import resource
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, chdir, contextmanager
from functools import partial
from pathlib import Path

from benchmarks.crowd import (
    MANY,
    Crowded,
    Turn,
    at_postgres,
    at_sqlite,
    bare_database,
    bare_file,
    crowd_at,
    crowd_of_bare_inserts,
)
from benchmarks.fuzz import fuzz
from benchmarks.kills import Tally, Target, play
from tests.support.forked_programs import Crew, forking, seated
from tests.support.postgres import running_server

PARTS = ("kills", "disk", "crowd", "fuzz")
Row = Sequence[object]

MEMORY = 4 << 30
"""Bytes that the wild lines may take."""


def main() -> int:
    """Do what was asked for, print tables, and end with 1 if anything was lost, half done or a fault."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description="Count the faults survived.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=500, help="kills, and full disks (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=30, help="how long the crowd writes (default: %(default)s)")
    parser.add_argument("--fuzz", type=int, default=5_000, metavar="N", help="wild lines (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of all that is random (default: the time)")
    parser.add_argument("--folder", type=Path, help="where to work: on the disk that is meant (default: a new one)")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - {*PARTS}:
        parser.error(f"there is no part {sorted(unknown)[0]}")
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores,"
        f" load {os.getloadavg()[0]:.1f}, seed {asked.seed}"
    )
    troubles: list[str] = []
    with tempfile.TemporaryDirectory(dir=asked.folder) as home, at_home(Path(home)):
        for part in asked.parts or PARTS:
            troubles += {
                "kills": partial(blows, "kill -9 at a random moment", Target.killed_round, asked.rounds, asked.seed),
                "disk": partial(blows, "a full disk", Target.squeezed_round, asked.rounds, asked.seed),
                "crowd": partial(crowds, asked.seconds),
                "fuzz": partial(wild, asked.fuzz, asked.seed),
            }[part](Path(home) / part)
    for trouble in troubles:
        print(f"! {trouble}")
    return 1 if troubles else 0


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """Work in a folder of its own, where nothing of whoever runs this is read or written."""
    before = dict(os.environ)
    os.environ |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "CLAIMS_USER": "ana", "CLAIMS_DB": ""}
    os.environ.pop("CLAIMS_DEBUG", None)
    try:
        with chdir(home):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def blows(title: str, blow: Callable[[Target], None], rounds: int, seed: int, folder: Path) -> list[str]:
    """One kind of blow against every kind of work."""
    start = time.perf_counter()
    with _crew(folder) as crew:
        targets = play(crew, folder, rounds, blow, seed)
    tallies = [target.tally for target in targets]
    rows: list[Row] = [(target.work.name, *_figures(target.tally)) for target in targets]
    sums = (sum(column) for column in zip(*(_figures(each) for each in tallies), strict=True))
    rows.append(("together", *sums))
    heading = (title, "rounds", "hit", "answered, all there", "kept, not yet answered", "lost or half done")
    _table(heading, rows, time.perf_counter() - start)
    return [trouble for each in tallies for trouble in each.troubles]


def _figures(tally: Tally) -> tuple[int, ...]:
    return tally.rounds, tally.cut, tally.answered, tally.kept_unanswered, len(tally.troubles)


@contextmanager
def _crew(folder: Path) -> Iterator[Crew]:
    folder.mkdir()
    with forking() as server:
        yield seated(folder, server)


def crowds(seconds: float, folder: Path) -> list[str]:
    """Many writers on SQLite and on PostgreSQL, each beside bare inserts."""
    folder.mkdir()
    rows: list[Row] = []
    troubles: list[str] = []
    start = time.perf_counter()
    with ExitStack() as until_the_end:
        server = until_the_end.enter_context(running_server(durable=True))
        places: dict[str, tuple[str, Callable[[], Turn]]] = {
            "SQLite": (str(folder / "claims.db"), partial(at_sqlite, bare_file(folder / "bare.db"))),
            "PostgreSQL": (server.create("crowd"), partial(at_postgres, bare_database(server.create("bare")))),
        }
        for name, (named, bare) in places.items():
            ours = crowd_at(named, seconds, folder / f"{name}-claims")
            theirs = crowd_of_bare_inserts(bare, seconds, folder / f"{name}-bare")
            rows.append(_crowd_row(name, ours, theirs))
            troubles += [f"{name}: {trouble}" for trouble in ours.troubles]
    heading = (
        *(f"{MANY} writers, {seconds:g} s", "claims added", "refused", "a second"),
        *("bare inserts a second", "bare : claims", "lost or broken"),
    )
    _table(heading, rows, time.perf_counter() - start)
    shutil.rmtree(folder)
    return troubles


def _crowd_row(name: str, ours: Crowded, theirs: Crowded) -> Row:
    ratio = f"{theirs.rate / ours.rate:.1f}" if ours.rate else "-"
    rates = (f"{ours.rate:.1f}", f"{theirs.rate:.1f}", ratio)
    return (name, len(ours.kept), len(ours.refused), *rates, len(ours.troubles) - bool(ours.refused))


def wild(lines: int, seed: int, _folder: Path) -> list[str]:
    """Wild command lines by the thousand."""
    start = time.perf_counter()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, before[1]))  # what never ends must not take the machine along
    found = fuzz(lines, seed)
    resource.setrlimit(resource.RLIMIT_AS, before)
    rows = [(found.lines, found.shells, *(found.codes.get(code, 0) for code in (0, 1, 2)), len(found.troubles))]
    heading = ("wild lines", "of them shells", "exit 0", "exit 1", "exit 2", "faults, or half done")
    _table(heading, rows, time.perf_counter() - start)
    return found.troubles


def _table(heading: Row, rows: Sequence[Row], seconds: float) -> None:
    cells = [[f"{each:,}" if isinstance(each, int) else str(each) for each in row] for row in (heading, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heading))]
    print()
    for number, row in enumerate(cells):
        print(f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |")
        if number == 0:
            print(f"| {' | '.join('-' * width for width in widths)} |")
    print(f"\n{seconds:.0f} s", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
