"""The dump: every record, all kept bytes and every line of the log as one JSON line each, always in the same order."""

import base64
from collections.abc import Iterator

from sqlmodel import Session

from claims.ledger.blobs import kept_bytes, kept_digests
from claims.ledger.canonical import Document, canonical
from claims.ledger.chain import stored_lines
from claims.ledger.comparison import Comparison
from claims.models import Head
from claims.vocabulary import RecordKind


def dump(session: Session) -> Iterator[str]:
    """The ledger as JSON lines: its head, each kind of record by number, the kept bytes by hash, then the log."""
    head = session.get_one(Head, 1)
    yield canonical({"head": {"ledger": head.ledger_uid, "count": head.count, "hash": head.hash}})
    for kind in RecordKind:
        for record in stored_records(session, kind):
            yield canonical({kind.value: record})
    for digest in kept_digests(session):
        yield canonical({"blob": blob_document(session, digest)})
    for line in stored_lines(session):
        yield canonical({"event": line})


def blob_document(session: Session, digest: str) -> Document:
    """Kept bytes as a document: their hash, and themselves in base64; no body where they can't be unpacked."""
    content = kept_bytes(session, digest)
    return {"sha256": digest, "body": None if content is None else base64.b64encode(content).decode()}


def stored_records(session: Session, kind: RecordKind) -> Iterator[Document]:
    """The records of a kind as the tables hold them, derived columns and belongings included."""
    yield from Comparison(session, kind).stored()
