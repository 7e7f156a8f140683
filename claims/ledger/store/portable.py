"""Records as documents that any ledger understands: each reference by the uid of what it refers to, not its number."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlmodel import Session

from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.models import RECORDS
from claims.vocabulary import RecordKind

OWN = ("id", "uid", "recorded_at", "recorded_by")
"""What a record has whatever it says."""

LISTED = {RecordKind.RULING: RecordKind.EVIDENCE, RecordKind.EDITION: RecordKind.CLAIM}
"""The kinds of record whose list is one of other records, and of which."""

Rename = Callable[[RecordKind, Any], Any]


@cache
def references(kind: RecordKind) -> dict[str, RecordKind]:
    """The columns of a kind of record that refer to other records, and to which kind."""
    kinds = {str(model.__tablename__): each for each, model in RECORDS.items()}
    columns = RECORDS[kind].__table__.columns  # type: ignore[attr-defined]  # SQLModel adds it where table=True
    found = {column.name: next(iter(column.foreign_keys), None) for column in columns}
    return {name: kinds[key.column.table.name] for name, key in found.items() if key is not None}


def renamed(kind: RecordKind, known: Document, rename: Rename) -> Document:
    """A document with each reference under another name: from numbers to uids, or from uids to numbers."""
    owned = RECORDS[kind].owned
    told = dict(known)
    for name, refers_to in references(kind).items():
        if told.get(name) is not None:
            told[name] = rename(refers_to, told[name])
    if kind in LISTED and owned in told:
        told[owned] = sorted(rename(LISTED[kind], each) for each in told[owned])
    if kind is RecordKind.UTTERANCE and owned in told:
        told[owned] = [hop | {"claimant_id": rename(RecordKind.CLAIMANT, hop["claimant_id"])} for hop in told[owned]]
    if kind is RecordKind.JUDGEMENT:
        told["source_id"], told["other_id"] = sorted((told["source_id"], told["other_id"]))
    return told


def said_of(known: Document) -> Document:
    """What a document says, whoever entered it and under whatever name."""
    return {name: value for name, value in known.items() if name not in OWN}


class Names:
    """The uids of a ledger's records by number, and their numbers by uid; what was asked once is remembered."""

    def __init__(self, session: Session) -> None:
        self._bulk = Bulk(session)
        self._uids: dict[tuple[RecordKind, int], str] = {}
        self._numbers: dict[tuple[RecordKind, str], int] = {}

    def learn(self, kind: RecordKind, number: int, uid: str) -> None:
        """Remember a record, here also under a uid that it has elsewhere."""
        self._uids.setdefault((kind, number), uid)
        self._numbers[kind, uid] = number

    def uid(self, kind: RecordKind, number: int) -> str:
        """The uid of a record."""
        if (kind, number) not in self._uids:
            table = RECORDS[kind].__tablename__
            for (uid,) in self._bulk.rows(f"SELECT uid FROM {table} WHERE id = :id", id=number):  # noqa: S608
                self.learn(kind, number, str(uid))
        return self._uids[kind, number]

    def number(self, kind: RecordKind, uid: str) -> int | None:
        """The number of the record with this uid, if it is here."""
        if (kind, uid) not in self._numbers:
            table = RECORDS[kind].__tablename__
            for (number,) in self._bulk.rows(f"SELECT id FROM {table} WHERE uid = :uid", uid=uid):  # noqa: S608
                self.learn(kind, number, uid)
        return self._numbers.get((kind, uid))

    def portable(self, kind: RecordKind, known: Document) -> Document:
        """A document of this ledger as any ledger understands it."""
        return renamed(kind, known, self.uid)

    def local(self, kind: RecordKind, known: Document) -> Document:
        """A portable document as this ledger writes it; everything that it refers to must be here."""
        return renamed(kind, known, lambda refers_to, uid: self._here(refers_to, uid))

    def _here(self, kind: RecordKind, uid: str) -> int:
        number = self.number(kind, uid)
        if number is None:
            raise LookupError(f"{kind.value} {uid}")
        return number
