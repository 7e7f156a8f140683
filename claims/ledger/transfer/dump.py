"""The dump: every record, all kept bytes and every line of the log as one JSON line each, always in the same order."""

import base64
from collections.abc import Iterator

import msgspec
from msgspec import Struct
from sqlmodel import Session

from claims.ledger.audit.kept_lines import other_lines
from claims.ledger.audit.records import RecordComparison
from claims.ledger.store.blobs import kept_bytes, kept_digests
from claims.ledger.store.canonical import Document
from claims.ledger.store.holdings import Holdings
from claims.ledger.store.shapes import log_lines
from claims.ledger.store.sql import Bulk
from claims.models import Head
from claims.vocabulary import RecordKind

canonical_json = msgspec.json.Encoder(order="deterministic").encode
"""RFC 8785 for what the tables hold: text and whole numbers, in shapes whose fields are in order."""


def dump(session: Session) -> Iterator[str]:
    """The ledger as JSON lines: head, each kind of record by number, kept bytes, lines of other ledgers, its log."""
    for line in dump_bytes(session):
        yield line.decode()


def dump_bytes(session: Session) -> Iterator[bytes]:
    """The same lines in UTF-8, as they go into a file."""
    head = session.get_one(Head, 1)
    yield _line("head", {"ledger": head.ledger_uid, "count": head.count, "hash": head.hash})
    held = Holdings(session)
    for kind in RecordKind:
        for record in RecordComparison(session, kind, held).stored():
            yield _line(kind.value, record)
    for digest in kept_digests(session):
        yield _line("blob", blob_document(session, digest))
    for other in other_lines(session):
        yield _line("other_line", other)
    for line in log_lines(Bulk(session)):
        yield _line("event", line)


def blob_document(session: Session, digest: str) -> Document:
    """Kept bytes as a document: their hash, and themselves in base64; no body where they can't be unpacked."""
    content = kept_bytes(session, digest)
    return {"sha256": digest, "body": None if content is None else base64.b64encode(content).decode()}


def _line(what: str, document: Document | Struct) -> bytes:
    return b'{"%s":%s}' % (what.encode(), canonical_json(document))
