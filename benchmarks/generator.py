"""Makes a ledger of any size from a seed: `python -m benchmarks.generator PATH --claims N --seed 1`.

Claim n is worded alike in every ledger of one seed, whatever its size. Source 1 has the same number of claims in every
ledger that is large enough, and claimant 1 says a tenth of everything.
"""

import argparse
import gc
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from benchmarks.bulk import filling
from benchmarks.desk import STAFF, Desk
from benchmarks.lexicon import Lexicon
from benchmarks.world import World

PERIOD = (datetime(2020, 11, 1, tzinfo=UTC).timestamp(), datetime(2026, 11, 1, tzinfo=UTC).timestamp())
"""From the first day of the desk's work to the last, seconds since 1970."""

SETTING_UP = 3 * 86_400
"""Seconds in which claimants and sources are entered, before the first claim."""


def generate(
    path: Path, claims: int, seed: int, tell: Callable[[int], None] = lambda _claims: None, *, lines: int = 0
) -> None:
    """Make a ledger with so many claims at this path, each with at least so many `lines` of the log; tells how far."""
    lexicon = Lexicon(seed)
    gc.disable()  # nothing here refers to itself, and looking for what does takes a fifth of the time
    try:
        with filling(path, Random(f"{seed}:uids")) as bulk:
            world = World(bulk, lexicon, seed, claims, PERIOD[0] - SETTING_UP, STAFF[0])
            for done in Desk(bulk, world, lexicon, seed, claims, PERIOD, lines).work():
                tell(done)
    finally:
        gc.enable()


def main() -> None:
    """Make a ledger and say what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description="Make a ledger from a seed.")
    parser.add_argument("path", type=Path, help="where to put it; what is there is replaced")
    parser.add_argument("--claims", type=int, default=100_000, metavar="N", help="how many claims (default: 100000)")
    parser.add_argument(
        "--lines", type=int, default=0, help="lines of the log about a claim, at least (default: as come)"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same ledger (default: 1)")
    wanted = parser.parse_args()
    if wanted.claims < 1:
        parser.error("--claims must be at least 1")
    start = time.perf_counter()

    def tell(done: int) -> None:
        if done % 50_000 == 0:
            print(f"{done:,} claims, {time.perf_counter() - start:.0f} s", file=sys.stderr)

    generate(wanted.path, wanted.claims, wanted.seed, tell, lines=wanted.lines)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = wanted.path.stat().st_size / 1e6
    took, busy = time.perf_counter() - start, time.process_time()
    print(
        f"{wanted.path}: {wanted.claims:,} claims, {size:,.0f} MB,"
        f" in {took:.0f} s ({busy:.0f} s of them at work) and {peak:.0f} MB of memory"
    )


if __name__ == "__main__":
    main()
