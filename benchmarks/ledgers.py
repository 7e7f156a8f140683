"""The ledgers that are measured, kept in a folder from one run to the next, and what their commands are asked for."""

import hashlib
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.generator import generate
from benchmarks.lexicon import TOPIC_EVERY
from benchmarks.queries import Asked

SEED = 1
SAMPLED = (
    "(SELECT name, sql FROM sqlite_master)",
    "head",
    "claim",
    "claimant",
    "source",
    "claim_search",
    "name_search",
)
"""What tells a ledger from one made otherwise: the schema, the end of the log, and whatever the log doesn't hold."""


def prepare(folder: Path, sizes: Sequence[int], lines: int = 0) -> dict[int, Path]:
    """A ledger of each size, with so many `lines` of the log about a claim; made if missing, or made otherwise now."""
    folder.mkdir(parents=True, exist_ok=True)
    ledgers = {size: folder / f"{size}{f'-{lines}' if lines else ''}.db" for size in sizes}
    sample = sample_hash(lines)
    for size, path in ledgers.items():
        made_like = path.with_suffix(".sample")
        if not (path.is_file() and made_like.is_file() and made_like.read_text() == sample):
            print(f"Making {path}: {size:,} claims ...", file=sys.stderr)
            generate(path, size, SEED, lines=lines)
            made_like.write_text(sample)
    return ledgers


def sample_hash(lines: int = 0) -> str:
    """The hash of what a small ledger of the seed holds; it changes with the schema, the program and the generator."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.db"
        generate(path, 20, SEED, lines=lines)
        with closing(sqlite3.connect(path)) as connection:
            held = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in SAMPLED]
        return hashlib.sha256(repr(held).encode()).hexdigest()


def choose(smallest: Path) -> Asked:
    """A claim with much about it, and three telling words that many claims hold; the same for all ledgers of a seed."""
    with closing(sqlite3.connect(smallest)) as connection:
        (number,) = connection.execute(
            "SELECT claim.id FROM claim JOIN utterance ON claim_id = claim.id"
            " WHERE EXISTS (SELECT 1 FROM evidence WHERE claim_id = claim.id)"
            " AND EXISTS (SELECT 1 FROM verification WHERE claim_id = claim.id)"
            " GROUP BY claim.id ORDER BY count(*) DESC, claim.id LIMIT 1"
        ).fetchone()
        texts = connection.execute("SELECT text FROM claim ORDER BY id LIMIT 200").fetchall()
        found = "SELECT count(*) FROM claim_search WHERE claim_search MATCH ?"
        searches = [words for (text,) in texts if (words := _topic_words(text)).count(" ") == 2]
        return Asked(number, max(searches, key=lambda words: connection.execute(found, (words,)).fetchone()[0]))


def _topic_words(text: str) -> str:
    own = text.lower().removesuffix(".").split()[::TOPIC_EVERY]
    return " ".join(list(dict.fromkeys(word for word in own if word.isalpha()))[:3])
