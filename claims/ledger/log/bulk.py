"""Writing in bulk: the rows and the chained lines that a Ledger would write one by one, thousands at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from operator import itemgetter
from typing import Any, cast

import msgspec
from uuid_utils import uuid7

from claims.db import sqlite_driver
from claims.errors import BadInput
from claims.ledger.log.chain import LINES
from claims.ledger.log.ledger import Ledger
from claims.ledger.log.search_index import entry_text, name_entry, write_claims, write_names
from claims.ledger.log.witness import Reach
from claims.ledger.store.canonical import Document, canonical_record
from claims.ledger.store.child_lists import EMPTY_HOP
from claims.ledger.store.sql import Bulk
from claims.models import RECORDS, TABLES, Record, Stored, model_of
from claims.text import name_key
from claims.urls import host
from claims.vocabulary import Action, RecordKind

CACHE_KIB = 65_536
"""Memory in which SQLite keeps pages of the ledger while it is written in bulk."""

_quoted = msgspec.json.Encoder().encode

SIDES: dict[RecordKind, Callable[[Document, Sequence[Any]], tuple[str, list[Document]]]] = {
    RecordKind.CLAIMANT: lambda row, names: (
        "claimant_alias",
        [{"claimant_id": row["id"], "name_key": name_key(name), "name": name} for name in names],
    ),
    RecordKind.UTTERANCE: lambda row, hops: (
        "hop",
        [{"utterance_id": row["id"], "claim_id": row["claim_id"], **EMPTY_HOP, **hop} for hop in hops],
    ),
    RecordKind.RULING: lambda row, numbers: (
        "verification_evidence",
        [{"verification_id": row["id"], "evidence_id": number} for number in numbers],
    ),
}
"""Where the list that belongs to a record is kept, and as which rows."""


class BulkLedger:
    """A ledger into which many new records go in one transaction; `flush` hands what waits to the database.

    Until a flush the records exist nowhere but here. The chain goes on from the ledger's own, and back to it.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._writer = Writer(ledger)
        self._actor = _quoted(ledger.actor).decode()
        self._waiting: dict[str, list[Document]] = defaultdict(list)
        self._lines: list[tuple[Any, ...]] = []
        self._claims: dict[int, Document] = {}
        self._standing: dict[int, Document] = {}
        self._touched: dict[str, set[int]] = {"claim": set(), "claimant": set(), "source": set()}
        self._words: dict[int, tuple[set[str], set[str]]] = {}
        self._names: list[Document] = []

    def add(
        self,
        kind: RecordKind,
        known: Document,
        belongings: Sequence[Any] = (),
        *,
        action: Action = Action.ADD,
        reason: str | None = None,
    ) -> int:
        """A new record; returns its number."""
        ledger, model = self.ledger, RECORDS[kind]
        number = ledger._next_id(model)
        told: Document = {
            "id": number,
            "uid": str(uuid7()),
            "recorded_at": ledger.now,
            "recorded_by": ledger.actor,
        }
        told.update({name: value for name, value in known.items() if value is not None and value is not False})
        row = settled(model, told)
        if belongings and model.owned:
            told[model.owned] = list(belongings)
            if kind in SIDES:  # the others' lists are for the caller to store
                side, rows = SIDES[kind](told, belongings)
                self._waiting[side] += rows
        self._waiting[kind.value].append(row)
        self._append(kind, told, action, reason)
        if kind is RecordKind.CLAIM:
            self._claims[number] = row
        elif kind is RecordKind.RULING and not row["pending"]:
            self._rule(row)
        return number

    def _rule(self, row: Document) -> None:
        claim = self._claims.get(row["claim_id"])
        standing = self._standing.setdefault(row["claim_id"], {}) if claim is None else claim
        standing[f"{row['axis']}_status"] = row["status"]

    def _append(self, kind: RecordKind, told: Document, action: Action, reason: str | None) -> None:
        ledger, number, uid = self.ledger, told["id"], told["uid"]
        claim = number if kind is RecordKind.CLAIM else told.get("claim_id")
        seq, previous, after = ledger.reach.count + 1, ledger.reach.hash, canonical_record(told)
        # The line's own canonical JSON: its keys in order, and the document in it, which is canonical, written once.
        said = (
            f'{{"action":"{action.value}","actor":{self._actor},"after":{after},"at":"{ledger.now}","before":null'
            f',"claim_id":{"null" if claim is None else claim},"kind":"{kind.value}","previous_hash":"{previous}"'
            f',"reason":{"null" if reason is None else _quoted(reason).decode()},"record_id":{number}'
            f',"record_uid":"{uid}","seq":{seq}}}'
        )
        digest = sha256(said.encode()).hexdigest()
        values = (seq, ledger.now, ledger.actor, action.value, kind.value, number, uid, claim, None, after)
        self._lines.append((*values, reason, previous, digest))
        ledger.reach = Reach(seq, digest)

    def index_claim(self, number: int, words: Iterable[str], names: Iterable[str]) -> None:
        """Add to what a new claim is found by."""
        entry = self._words.setdefault(number, (set(), set()))
        entry[0].update(words)
        entry[1].update(names)

    def index_name(self, kind: str, number: int, *names: str | None, url: str | None = None) -> None:
        """What a new claimant or source is found by."""
        parts = [*names, host(url) if url else None]
        if known := [part for part in parts if part]:
            self._names.append({"key": name_entry(kind, number), "names": entry_text(known)})

    def index_anew(self, claim: int) -> None:
        """Note that what a claim is found by has to be read from the database again."""
        self._touched["claim"].add(claim)

    def index_name_anew(self, kind: str, number: int) -> None:
        """Note that what a claimant or source is found by has to be read from the database."""
        self._touched[kind].add(number)

    def flush(self) -> None:
        """Store everything that waits: the records in the order in which they refer to one another, then the lines."""
        for table in TABLES:
            if rows := self._waiting.pop(table, None):
                self._writer.insert(model_of(table), rows)
        self._writer.write("event", LINES, self._lines)
        self._lines.clear()
        for number, standing in self._standing.items():
            told = ", ".join(f"{name} = :{name}" for name in standing)
            self._writer.bulk.write(f"UPDATE claim SET {told} WHERE id = :id", [{"id": number, **standing}])  # noqa: S608
        self._flush_index()
        self._claims.clear()
        self._standing.clear()

    def _flush_index(self) -> None:
        anew = self._touched["claim"]
        entries = [
            {"key": number, "words": entry_text(words), "names": entry_text(names)}
            for number, (words, names) in self._words.items()
            if number not in anew
        ]
        self._writer.index("claim_search", ("words", "names"), entries)
        self._writer.index("name_search", ("names",), self._names)
        write_claims(self.ledger.session, sorted(anew))
        write_names(self.ledger.session, claimants=self._touched["claimant"], sources=self._touched["source"])
        for waiting in (self._words, self._names, *self._touched.values()):
            waiting.clear()  # type: ignore[attr-defined]  # a dict, a list and sets: all can be cleared


class Writer:
    """Rows into tables at the driver's speed: executemany on SQLite, COPY on PostgreSQL."""

    def __init__(self, ledger: Ledger) -> None:
        self.bulk = Bulk(ledger.session)
        connection = ledger.session.connection()
        self._sqlite = connection.dialect.name == "sqlite"
        self._driver: Any = connection.connection.driver_connection
        if self._sqlite:  # the ends of all indexes stay at hand
            sqlite_driver(connection).execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    def insert(self, model: type[Stored], rows: Sequence[Document]) -> None:
        table, names = str(model.__tablename__), list(model.model_fields)
        self.write(table, names, list(map(itemgetter(*names), rows)))

    def index(self, table: str, fields: Sequence[str], entries: Sequence[Document]) -> None:
        key = "rowid" if self._sqlite else "id"
        names = ("key", *fields)
        self.write(table, (key, *fields), [[entry[name] for name in names] for entry in entries])

    def write(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Rows of a table, each in the order of these columns."""
        listed = ", ".join(f'"{name}"' for name in names)
        if not rows:
            return
        if self._sqlite:
            marks = ", ".join("?" * len(names))
            self._driver.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', rows)  # noqa: S608
            return
        with self._driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)


class _Sheet:
    """Looks like a record to `settle`, without a row's bookkeeping; its `__dict__` is the row."""


def settled(model: type[Record], told: Document) -> Document:
    """The row that a document describes, with the columns that follow from others."""
    row = dict(_blank(model))
    row.update(told)
    sheet = cast(Record, _Sheet())
    sheet.__dict__ = row
    model.settle(sheet)
    if flaw := model.flaw(sheet):
        raise BadInput(f"That {model.record.value} can't be recorded: {flaw}.", "Nothing was recorded.")
    return row


@cache
def _blank(model: type[Record]) -> Document:
    return {name: field.default for name, field in model.model_fields.items()}
