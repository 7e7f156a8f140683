"""The dump: every record and every line of the log as one JSON line each, always in the same order."""

from collections.abc import Iterator

from sqlmodel import Session

from claims.ledger.canonical import Document, canonical
from claims.ledger.chain import stored_lines
from claims.ledger.comparison import Comparison
from claims.models import Head
from claims.vocabulary import RecordKind


def dump(session: Session) -> Iterator[str]:
    """The ledger as JSON lines: its head, then each kind of record by number, then the log."""
    head = session.get_one(Head, 1)
    yield canonical({"head": {"ledger": head.ledger_uid, "count": head.count, "hash": head.hash}})
    for kind in RecordKind:
        for record in stored_records(session, kind):
            yield canonical({kind.value: record})
    for line in stored_lines(session):
        yield canonical({"event": line})


def stored_records(session: Session, kind: RecordKind) -> Iterator[Document]:
    """The records of a kind as the tables hold them, derived columns and belongings included."""
    yield from Comparison(session, kind).stored()
