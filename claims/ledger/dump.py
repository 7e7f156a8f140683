"""The dump: every record, every kept byte and every line of the log as one JSON line each, always in the same order."""

from collections.abc import Iterator

import msgspec
from sqlmodel import Session

from claims.ledger.blobs import stored_bytes
from claims.ledger.canonical import Document
from claims.ledger.chain import stored_lines
from claims.ledger.comparison import Comparison
from claims.models import Head
from claims.vocabulary import RecordKind

canonical_json = msgspec.json.Encoder(order="sorted").encode
"""RFC 8785 for documents of text and whole numbers, at a twentieth of the cost; a test compares the two."""


def dump(session: Session) -> Iterator[bytes]:
    """The ledger as JSON lines: its head, each kind of record by number, the bytes by their hash, then the log."""
    head = session.get_one(Head, 1)
    yield _line("head", {"ledger": head.ledger_uid, "count": head.count, "hash": head.hash})
    for kind in RecordKind:
        for record in stored_records(session, kind):
            yield _line(kind.value, record)
    for blob in stored_bytes(session):
        yield _line("blob", blob)
    for line in stored_lines(session):
        yield _line("event", line)


def stored_records(session: Session, kind: RecordKind) -> Iterator[Document]:
    """The records of a kind as the tables hold them, derived columns and belongings included."""
    yield from Comparison(session, kind).stored()


def _line(what: str, document: Document) -> bytes:
    return b'{"%s":%s}' % (what.encode(), canonical_json(document))
