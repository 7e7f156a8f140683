"""Imports against the best that can be written by hand: `python -m benchmarks.importing --claims 200000`.

The floor stores the very same rows, made beforehand, in one transaction into tables with the same indexes, guards and
full text: executemany on SQLite. What the import does besides is parsing, looking up, hashing and chaining.
"""

import argparse
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random

PROGRAM = str(Path(sys.executable).with_name("claims"))
VERDICTS = ("True", "Mostly true", "Half true", "Mostly false", "False")
WORDS = "bridge ferry pier port harbour council mayor budget rain road school closed open sold built late early".split()


def main() -> None:
    """Write a file of reviews, import it, store the same rows by hand, and print the ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing")
    parser.add_argument("--claims", type=int, default=200_000)
    count = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), count)


def measure(folder: Path, count: int) -> None:
    """Print what the import and its floor take."""
    write_reviews(folder / "reviews.jsonl", count)
    empty = folder / "empty.db"
    subprocess.run([PROGRAM, "--db", str(empty), "db", "upgrade"], check=True, capture_output=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [PROGRAM, "--db", str(folder / "work.db"), "--as", "desk", "import", str(folder / "reviews.jsonl")]
    subprocess.run(command, check=True, capture_output=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    floor, floor_processor = by_hand(folder / "work.db", empty, folder / "floor.db")
    print(f"{count:,} reviews: import {seconds:.1f} s ({processor:.1f} s CPU), {after.ru_maxrss // 1024} MB")
    print(f"by hand {floor:.1f} s ({floor_processor:.1f} s CPU)")
    print(f"ratio {seconds / floor:.2f}, CPU {processor / floor_processor:.2f}")


def write_reviews(file: Path, count: int) -> None:
    """Reviews of claims by one of a few thousand people, each in a source of its own."""
    random = Random(7)
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            person, day = random.randrange(max(count // 50, 1)), f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
            words = " ".join(random.choices(WORDS, k=10))
            review = {
                "@context": "https://schema.org",
                "@type": "ClaimReview",
                "url": f"https://desk.example/checks/{number}",
                "claimReviewed": f"{words} {number}",
                "datePublished": day,
                "author": {"@type": "Organization", "name": "Example Desk", "url": "https://desk.example/"},
                "itemReviewed": {
                    "@type": "Claim",
                    "author": {"@type": "Person", "name": f"Person {person}"},
                    "datePublished": day,
                    "firstAppearance": {"@type": "CreativeWork", "url": f"https://courier.example/{number // 3}"},
                },
                "reviewRating": {"@type": "Rating", "alternateName": VERDICTS[number % 5]},
            }
            out.write(json.dumps(review) + "\n")


def by_hand(work: Path, empty: Path, target: Path) -> tuple[float, float]:
    """Store the rows of a ledger in an empty one; returns seconds on the wall and of processor time."""
    shutil.copyfile(empty, target)
    with closing(sqlite3.connect(work)) as source, closing(sqlite3.connect(target, isolation_level=None)) as floor:
        names = ("claimant", "source", "claim", "utterance", "hop", "verification", "event")
        tables = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in names}
        tables["claim_search(rowid, words, names)"] = source.execute(
            "SELECT rowid, words, names FROM claim_search"
        ).fetchall()
        tables["name_search(rowid, names)"] = source.execute("SELECT rowid, names FROM name_search").fetchall()
        floor.execute("PRAGMA foreign_keys = ON")
        floor.execute("PRAGMA cache_size = -65536")  # as the import does
        start, processor = time.perf_counter(), time.process_time()
        floor.execute("BEGIN IMMEDIATE")
        for name, rows in tables.items():
            floor.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        floor.execute("COMMIT")
        return time.perf_counter() - start, time.process_time() - processor


if __name__ == "__main__":
    main()
