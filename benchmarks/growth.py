"""How an import and the commands grow with the ledger: `python -m benchmarks.growth --sizes 10000,100000,1000000`.

Each size is one file of ClaimReviews, imported into a ledger of its own: three utterances a claim, in three sources.
What is measured is the import (seconds, memory), the ledger (bytes), and the commands next to the same in a ledger of
1,000 claims. `--plot FILE` draws it.
"""

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from benchmarks.__main__ import GROWTH, HEADINGS, PROGRAM, WIDTHS, every, print_row, show
from benchmarks.lexicon import TOPIC_EVERY, Lexicon
from benchmarks.measure import compare_commands
from benchmarks.plot import Points, draw

SMALLEST = 1_000
VERDICTS = ("True", "Mostly true", "Half true", "Mostly false", "False")
FRONT = "https://courier.example/front"
"""A source with 200 claims in every ledger."""


class Grown(Struct, frozen=True):
    """A ledger and what its import took."""

    claims: int
    utterances: int
    seconds: float
    megabytes: float
    memory: float
    path: Path


def main() -> None:
    """Import each size, measure the commands, print both tables, and draw the first."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description="Print how the ledger grows.")
    parser.add_argument("--sizes", default="10000,100000,1000000", help="claims in each ledger (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=7, help="how often each pair of commands is run")
    parser.add_argument("--folder", type=Path, help="keep the files there (default: a temporary folder)")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw how time, memory and size grow")
    wanted = parser.parse_args()
    sizes = [SMALLEST, *sorted(int(size) for size in wanted.sizes.split(","))]
    with tempfile.TemporaryDirectory() as kept:
        folder = wanted.folder or Path(kept)
        folder.mkdir(parents=True, exist_ok=True)
        print("| claims | utterances | import, s | claims a second | ledger, MB | most memory, MB |")
        print("| ---: | ---: | ---: | ---: | ---: | ---: |")
        grown = [imported(folder, size) for size in sizes]
        print()
        measure_commands(grown, wanted.runs)
    if wanted.plot:
        wanted.plot.write_text(plot(grown[1:]), encoding="utf-8")


def imported(folder: Path, claims: int) -> Grown:
    """Write a file of reviews, import it, and print what that took."""
    reviews, ledger = folder / f"{claims}.jsonl", folder / f"{claims}.db"
    with reviews.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(each) + "\n" for each in published(claims))
    for old in (ledger, Path(f"{ledger}.head")):
        old.unlink(missing_ok=True)
    start = time.perf_counter()
    command = [PROGRAM, "--db", str(ledger), "--as", "desk", "import", str(reviews)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _said, failure = process.communicate()
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(failure.decode(errors="replace"))
    reviews.unlink()
    with closing(sqlite3.connect(ledger)) as opened:
        utterances = opened.execute("SELECT count(*) FROM utterance").fetchone()[0]
    # The largest import comes last, so the most that any child took is this one's.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found = Grown(claims, utterances, seconds, ledger.stat().st_size / 1e6, memory, ledger)
    print(
        f"| {claims:,} | {utterances:,} | {seconds:.1f} | {claims / seconds:,.0f} | {found.megabytes:,.0f}"
        f" | {memory:.0f} |",
        flush=True,
    )
    return found


def published(claims: int) -> Iterator[dict[str, Any]]:
    """Reviews of claims by a few thousand people, each said on one occasion that three sources tell of."""
    lexicon, random = Lexicon(1), Random(7)
    for number in range(claims):
        day = f"20{10 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        first = FRONT if number < 200 else f"https://courier.example/{number // 3}"
        others = [f"https://outlet{number % 50}.example/{number // 2}", f"https://agency.example/{number // 4}"]
        yield {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": f"https://desk.example/checks/{number}",
            "claimReviewed": lexicon.sentence(random, lexicon.topic(random), 8, 25),
            "datePublished": day,
            "inLanguage": "en",
            "author": {"@type": "Organization", "name": "Example Desk", "url": "https://desk.example/"},
            "itemReviewed": {
                "@type": "Claim",
                "author": {"@type": "Person", "name": f"Person {random.randrange(min(5_000, claims // 10))}"},
                "datePublished": day,
                "firstAppearance": {"@type": "CreativeWork", "url": first},
                "appearance": [{"@type": "CreativeWork", "url": each} for each in others],
            },
            "reviewRating": {"@type": "Rating", "alternateName": VERDICTS[number % 5]},
        }


def measure_commands(grown: list[Grown], runs: int) -> None:
    """What commands cost in each ledger, next to the same in the smallest."""
    smallest, *larger = grown
    with closing(sqlite3.connect(smallest.path)) as opened:
        (text,) = opened.execute("SELECT text FROM claim WHERE id = 7").fetchone()
    words = [word for word in text.lower().removesuffix(".").split()[::TOPIC_EVERY] if word.isalpha()][:3]
    commands = {
        "claims list --status disputed": ["list", "--status", "disputed"],
        "claims show": ["show", "7"],
        "claims search, three words": ["search", *words],
        "claims report source, 200 claims": ["report", "source", FRONT],
    }
    print_row(HEADINGS)
    print_row(["-" * width for width in WIDTHS])
    for name, line in commands.items():
        for each in larger:
            small, large = ([PROGRAM, "--db", str(of.path), *line] for of in (smallest, each))
            show(
                (f"{name}, {each.claims:,}", f"the same, {smallest.claims:,} claims", GROWTH),
                partial(compare_commands, every(small), every(large), runs),
            )


def plot(grown: list[Grown]) -> str:
    """The growth as a drawing: straight lines in slope one are what grows as the claims do."""
    lines: dict[str, Points] = {
        "import, s": [(each.claims, each.seconds) for each in grown],
        "ledger, MB": [(each.claims, each.megabytes) for each in grown],
        "memory, MB": [(each.claims, each.memory) for each in grown],
    }
    return draw("An import of ClaimReviews: what grows with the claims", "claims", lines)


if __name__ == "__main__":
    main()
