"""Reading a source: what a reader finds in its newest snapshot goes to the inbox."""

from datetime import date
from typing import Any

import msgspec
from sqlmodel import Session, col, select

from claims.actions.finding import source_family
from claims.actions.inbox import Proposed, propose
from claims.errors import Refused
from claims.ledger.log import Ledger
from claims.models import Claimant, Snapshot, Source

READER = "attribution 1"


def newest_text(session: Session, source: Source) -> Snapshot:
    """The newest snapshot of a source from which a text could be read."""
    family = source_family(session, [source.id])
    wanted = select(Snapshot).where(col(Snapshot.source_id).in_(family), col(Snapshot.text).is_not(None))
    found = session.scalar(wanted.order_by(col(Snapshot.id).desc()).limit(1))
    if found is None:
        raise Refused(
            f"Source #{source.id} has no stored text to read.", f"Keep a copy first: claims archive {source.id}"
        )
    return found


def published(source: Source) -> date | None:
    """The day from which a text's own dates count; nothing where only a month or a year is known."""
    if source.published_on is None or source.published_on_precision != "day" or source.published_on_circa:
        return None
    return date.fromisoformat(source.published_on)


def found_in(session: Session, source: Source, snapshot: Snapshot, **how: Any) -> list[dict[str, Any]]:
    """What the reader finds in a snapshot, as documents."""
    from claims.extraction.pipeline import read  # loads a model

    publisher = session.get(Claimant, source.publisher_id) if source.publisher_id else None
    found = read(
        snapshot.text or "",
        published_on=published(source),
        publisher=publisher.name if publisher else None,
        **how,
    )
    documents: list[dict[str, Any]] = msgspec.to_builtins(found)
    return documents


def read_into_inbox(ledger: Ledger, source: Source, *, least: float = 0.5, **how: Any) -> Proposed:
    """Read a source and put what was found, with at least this confidence, into the inbox."""
    snapshot = newest_text(ledger.session, source)
    found = [each for each in found_in(ledger.session, source, snapshot, **how) if each["confidence"] >= least]
    return propose(ledger, snapshot, found, READER)
