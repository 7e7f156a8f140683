"""Fills an empty ledger at the driver's speed with what `Ledger` would have written one by one.

Rows and documents are built from the models' own columns, so that the schema is written once. The log is a real chain:
every record has its event, and every event the hash of the one before it.
"""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from claims.db import Address, connect
from claims.ledger.store.canonical import Document, genesis
from claims.ledger.store.documents import columns
from claims.models import RECORDS, ClaimantAlias, ClaimTag, Event, Hop, Record, RulingEvidence, Stored, Tag
from claims.schema import create
from claims.vocabulary import Action

canonical_json = msgspec.json.Encoder(order="sorted").encode
"""RFC 8785 for documents of text and whole numbers, at a twentieth of the cost; a test compares the two."""

FAST = ("journal_mode = OFF", "synchronous = OFF", "ignore_check_constraints = ON", "cache_size = -131072")
"""Settings for a file that is thrown away if anything fails."""

SIDE_TABLES: tuple[type[Stored], ...] = (ClaimantAlias, Tag, ClaimTag, Hop, RulingEvidence, Event)


class Bulk:
    """A ledger being filled: records go in, in the order in which they were entered."""

    def __init__(self, connection: sqlite3.Connection, random: Random) -> None:
        self._connection = connection
        self._random = random
        self._waiting: dict[str, list[Sequence[Any]]] = defaultdict(list)
        self._statements = {model.__tablename__: _insert(model) for model in (*RECORDS.values(), *SIDE_TABLES)}
        self._statements |= {
            "claim_search": "INSERT INTO claim_search (rowid, words, names) VALUES (?, ?, ?)",
            "name_search": "INSERT INTO name_search (rowid, names) VALUES (?, ?)",
        }
        self._fields = {model: _blank_row(model) for model in RECORDS.values()}
        self._known = {model: frozenset(columns(model)) | {model.owned} for model in RECORDS.values()}
        self._numbers: dict[type[Record], int] = defaultdict(int)
        self._count = 0
        self.ledger_uid = self._uid(0)
        self._hash = genesis(self.ledger_uid)
        self._milliseconds = 0
        self.now = ""
        self.actor = ""

    @property
    def count(self) -> int:
        """Lines of the log so far."""
        return self._count

    def begin(self, seconds: float, actor: str) -> None:
        """What follows is one transaction of this actor, at this moment (seconds since 1970)."""
        self._milliseconds = int(seconds * 1000)
        self.now = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")[:26] + "Z"
        self.actor = actor

    def add(
        self, model: type[Record], known: Document, *, action: Action = Action.ADD, reason: str | None = None
    ) -> Document:
        """Tell the log of a new record; returns its document: what is known, and its number, uid, moment and author.

        What is empty is left out, and so is 0, which no field of a generated record ever is.
        """
        assert known.keys() <= self._known[model], known
        number = self._numbers[model] = self._numbers[model] + 1
        document: Document = {
            "id": number,
            "uid": self._uid(self._milliseconds),
            "recorded_at": self.now,
            "recorded_by": self.actor,
        }
        document |= {name: value for name, value in known.items() if value}
        self._append(model, document, action, None, reason)
        return document

    def revise(
        self, model: type[Record], document: Document, changes: Document, *, action: Action = Action.EDIT, reason: str
    ) -> None:
        """Tell the log of a change of a record that is not stored yet."""
        before = canonical_json(document).decode()
        document.update(changes)
        self._append(model, document, action, before, reason)

    def store(self, model: type[Record], document: Document, **derived: str | None) -> None:
        """Store a record as it is now, and the columns that follow from others."""
        known = document | derived
        self._waiting[str(model.__tablename__)].append([known.get(name, empty) for name, empty in self._fields[model]])

    def side(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Store what belongs to a record, or a line of the search index."""
        self._waiting[table].extend(rows)

    def flush(self) -> None:
        """Hand everything waiting to the database."""
        for table, rows in self._waiting.items():
            self._connection.executemany(self._statements[table], rows)
        self._waiting.clear()

    def close(self) -> None:
        """Store where the log ends."""
        self.flush()
        self._connection.execute(
            "UPDATE head SET ledger_uid = ?, count = ?, hash = ?", (self.ledger_uid, self._count, self._hash)
        )

    def _append(
        self, model: type[Record], document: Document, action: Action, before: str | None, reason: str | None
    ) -> None:
        kind = model.record.value
        number, uid = document["id"], document["uid"]
        claim = number if kind == "claim" else document.get("claim_id")
        after = canonical_json(document).decode()
        actor = canonical_json(self.actor).decode()
        said = "null" if reason is None else canonical_json(reason).decode()
        self._count += 1
        # The line's own canonical JSON: keys in order, the documents inside it written once.
        line = (
            f'{{"action":"{action.value}","actor":{actor},"after":{after},"at":"{self.now}","before":{before or "null"}'
            f',"claim_id":{"null" if claim is None else claim},"kind":"{kind}","previous_hash":"{self._hash}"'
            f',"reason":{said},"record_id":{number},"record_uid":"{uid}","seq":{self._count}}}'
        )
        previous, self._hash = self._hash, hashlib.sha256(line.encode()).hexdigest()
        self._waiting["event"].append(
            (
                *(self._count, self.now, self.actor, action.value, kind, number, uid, claim),
                *(before, after, reason, previous, self._hash),
            )
        )

    def _uid(self, milliseconds: int) -> str:
        low = 0x8000_0000_0000_0000 | self._random.getrandbits(62)
        figures = f"{milliseconds:012x}7{self._count & 0xFFF:03x}{low:016x}"
        return f"{figures[:8]}-{figures[8:12]}-{figures[12:16]}-{figures[16:20]}-{figures[20:]}"


@contextmanager
def filling(path: Path, random: Random) -> Iterator[Bulk]:
    """A new ledger to fill, at this path once its block ends; secondary indexes and guards are put back last."""
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)
    address = Address.of(str(draft))
    create(connect(address), address)
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        for setting in FAST:
            connection.execute(f"PRAGMA {setting}")
        later = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _sql in later:
            connection.execute(f"DROP {kind} {name}")
        connection.execute("BEGIN")
        bulk = Bulk(connection, random)
        yield bulk
        bulk.close()
        connection.execute("COMMIT")
        for _kind, _name, sql in later:
            connection.execute(sql)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
        draft.replace(path)
    finally:
        connection.close()
        draft.unlink(missing_ok=True)


def _insert(model: type[Stored]) -> str:
    names = list(model.model_fields)
    return f"INSERT INTO {model.__tablename__} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def _blank_row(model: type[Record]) -> list[tuple[str, Any]]:
    return [(name, field.default if field.default is False else None) for name, field in model.model_fields.items()]
