"""How long the lossless export takes, next to the least that the same rows can cost: `python -m benchmarks.exporting`.

The floor reads every row of every table with SQLite's own driver and encodes it as it is, with the same encoder. The
program does that and makes records of the rows, with the lists that belong to them, empty fields left out, keys in
order. Both write to the null device, so that no disk is measured.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.__main__ import HEADINGS, PROGRAM, WIDTHS, every, print_row, show
from benchmarks.ledgers import prepare
from benchmarks.measure import compare_commands

TARGET = 2.0

FLOOR = """\
import gc, sqlite3, sys
import msgspec

gc.disable()
encode = msgspec.json.Encoder().encode
connection = sqlite3.connect(sys.argv[1])
tables = ("claimant", "claimant_alias", "source", "source_link", "snapshot", "claim", "claim_tag", "tag", "utterance",
          "hop", "evidence", "verification", "verification_evidence", "relation", "report", "judgement", "candidate",
          "event")
with open("/dev/null", "wb") as out:
    for table in tables:
        rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1")
        names = [column[0] for column in rows.description]
        for row in rows:
            out.write(encode(dict(zip(names, row))) + b"\\n")
"""

FORMATS = ("--format csv", "--format claimreview --site-url https://desk.example", "--format parquet")
"""Other formats, measured without a floor."""


def main() -> None:
    """Make the ledger if it is missing, measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exporting", description="Print how fast exports are.")
    parser.add_argument("--claims", type=int, default=100_000, help="claims in the ledger (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="how often each pair is run (default: %(default)s)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "claims-benchmarks")
    wanted = parser.parse_args()
    if wanted.claims < 1 or wanted.runs < 1:
        parser.error("--claims and --runs take numbers from 1")
    ledger = str(prepare(wanted.folder, [wanted.claims])[wanted.claims])
    print_row(HEADINGS)
    print_row(["-" * width for width in WIDTHS])
    floor = every([sys.executable, "-c", FLOOR, ledger])
    work = every([PROGRAM, "--db", ledger, "export", "-o", "/dev/null"])
    show(
        (f"claims export, {wanted.claims:,} claims", "SELECT and encode", TARGET),
        lambda: compare_commands(floor, work, wanted.runs),
    )
    for words in FORMATS:
        start = time.perf_counter()
        run([PROGRAM, "--db", ledger, "export", *words.split(), "-o", "/dev/null"])
        print(f"claims export {words}: {time.perf_counter() - start:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"The most memory that any of them took: {peak:.0f} MB.")


def run(command: list[str]) -> None:
    """Run a command line that has to work."""
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
