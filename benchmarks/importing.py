"""Imports against the best that can be written by hand: `python -m benchmarks.importing --claims 200000 [--postgres]`.

The floor stores the very same rows, made beforehand, in one transaction into tables with the same indexes, guards and
full text: executemany on SQLite, COPY on PostgreSQL. What the import does besides is parsing, looking up, hashing and
chaining. Beside it: `sqlite-utils insert` of the same file into one flat table, where it is installed.
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
TABLES = ("claimant", "source", "claim", "utterance", "hop", "verification", "event")
"""What an import of reviews without citations fills, in the order in which the rows refer to one another."""

VERDICTS = ("True", "Mostly true", "Half true", "Mostly false", "False")
WORDS = "bridge ferry pier port harbour council mayor budget rain road school closed open sold built late early".split()


def main() -> None:
    """Write a file of reviews, import it, store the same rows by hand, and print the ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing")
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own, next to COPY")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_reviews(Path(folder, "reviews.jsonl"), wanted.claims)
        (measure_on_server if wanted.postgres else measure)(Path(folder), wanted.claims)


def measure(folder: Path, count: int) -> None:
    """Print what the import and its floor take in a file."""
    empty = folder / "empty.db"
    run([PROGRAM, "--db", str(empty), "db", "upgrade"])
    seconds, processor, memory = imported(str(folder / "work.db"), folder / "reviews.jsonl")
    floor, floor_processor = by_hand(folder / "work.db", empty, folder / "floor.db")
    print(f"{count:,} reviews: import {seconds:.1f} s ({processor:.1f} s CPU), {memory} MB")
    print(f"by hand {floor:.1f} s ({floor_processor:.1f} s CPU)")
    print(f"ratio {seconds / floor:.2f}, CPU {processor / floor_processor:.2f}")
    flat = Path(sys.executable).with_name("sqlite-utils")
    if not flat.exists():
        print("sqlite-utils is not installed: pip install sqlite-utils")
        return
    start = time.perf_counter()
    run([str(flat), "insert", str(folder / "flat.db"), "reviews", str(folder / "reviews.jsonl"), "--nl"])
    beside = time.perf_counter() - start
    print(f"sqlite-utils insert, one flat table without full text: {beside:.1f} s, {beside / floor:.2f} by hand")


def measure_on_server(folder: Path, count: int) -> None:
    """Print what the import and its floor take on PostgreSQL; the processor time of a server is its own."""
    from tests.support.postgres import running_server

    with running_server(durable=True) as server:
        work, floor = server.create("work"), server.create("floor")
        for each in (work, floor):
            run([PROGRAM, "--db", each, "db", "upgrade"])
        seconds, processor, memory = imported(work, folder / "reviews.jsonl")
        least = copied(work, floor)
    print(f"{count:,} reviews on PostgreSQL: import {seconds:.1f} s ({processor:.1f} s CPU of its own), {memory} MB")
    print(f"COPY of the same rows {least:.1f} s")
    print(f"ratio {seconds / least:.2f}")


def imported(ledger: str, reviews: Path) -> tuple[float, float, int]:
    """Import a file; returns seconds, seconds of processor time, and megabytes of memory."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run([PROGRAM, "--db", ledger, "--as", "desk", "import", str(reviews)])
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, processor, after.ru_maxrss // 1024


def run(command: list[str]) -> None:
    """Run a command line that has to work."""
    subprocess.run(command, check=True, capture_output=True)


def copied(work: str, floor: str) -> float:
    """Copy the rows of a ledger into an empty one with COPY, read beforehand; returns seconds."""
    import psycopg

    with psycopg.connect(work) as source, psycopg.connect(floor) as target:
        read = {}
        for table in (*TABLES, "claim_search (id, words, names)", "name_search (id, names)"):
            with source.cursor().copy(f"COPY {table} TO STDOUT") as rows:
                read[table] = b"".join(rows)
        start = time.perf_counter()
        target.execute("DELETE FROM head")
        for table, held in read.items():
            with target.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(held)
        target.commit()
        return time.perf_counter() - start


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
        tables = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
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
