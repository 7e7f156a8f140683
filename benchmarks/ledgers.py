"""The ledgers that are measured, kept in a folder from one run to the next, and what their commands are asked for."""

import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.generator import generate
from benchmarks.lexicon import TOPIC_EVERY
from benchmarks.queries import Asked
from claims.db import Address, connect
from claims.schema import create

SEED = 1


def prepare(folder: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """A ledger of each size; made if it is missing, or if its schema isn't the program's."""
    folder.mkdir(parents=True, exist_ok=True)
    ledgers = {size: folder / f"{size}.db" for size in sizes}
    wanted = _fresh_schema()
    for size, path in ledgers.items():
        if not path.is_file() or _schema(path) != wanted:
            print(f"Making {path}: {size:,} claims ...", file=sys.stderr)
            generate(path, size, SEED)
    return ledgers


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


def _fresh_schema() -> set[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fresh.db"
        address = Address.of(str(path))
        create(connect(address), address)
        return _schema(path)


def _schema(path: Path) -> set[tuple[str, str]]:
    """The columns, indexes and guards of a ledger; how its tables were declared depends on where it started."""
    with closing(sqlite3.connect(path)) as connection:
        columns = (
            "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'"
        )
        others = "SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        return set(connection.execute(f"{columns} UNION {others}"))
