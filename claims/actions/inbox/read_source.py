"""Reading a source: what a reader finds in its newest snapshot."""

from datetime import date
from typing import Any

from sqlmodel import Session

from claims.actions.record.quotes import newest_copy, newest_snapshot
from claims.errors import Refused
from claims.extraction.language.folders import FALLBACK
from claims.extraction.language.telling import in_which
from claims.extraction.readers import RULES, candidates
from claims.extraction.spans import FoundStatement
from claims.languages import UNDETERMINED
from claims.models import Claimant, Snapshot, Source

RULES_VERSION = "rules 1"


def reader_of(name: str) -> str:
    """A reader as candidates name it: with its version, where it is ours."""
    return RULES_VERSION if name == RULES else name


def newest_text(session: Session, source: Source) -> Snapshot:
    """The newest snapshot of a source from which a text could be read."""
    found = newest_snapshot(session, source.id)
    if found is not None:
        return found
    if newest_copy(session, source.id) is not None:
        raise Refused(
            f"No text could be read from the copy of source #{source.id}.",
            f"Keep one with a text: claims archive {source.id} --from FILE",
        )
    raise Refused(f"Source #{source.id} has no stored text to read.", f"Keep a copy first: claims archive {source.id}")


def published(source: Source) -> date | None:
    """The day from which a text's own dates count; nothing where only a month or a year is known."""
    if source.published_on is None or source.published_on_precision != "day" or source.published_on_circa:
        return None
    return date.fromisoformat(source.published_on)


def language_of(source: Source) -> str:
    """The language that a source is read in: its own, where that is known."""
    return _known_language(source) or FALLBACK


def _known_language(source: Source) -> str | None:
    return source.language if source.language and source.language != UNDETERMINED else None


def found_in(
    session: Session,
    source: Source,
    snapshot: Snapshot,
    *,
    language: str | None = None,
    published_on: date | None = None,
    **how: Any,
) -> list[FoundStatement]:
    """What a reader finds in a snapshot; its language is the source's unless another is named."""
    text, known = snapshot.text or "", language or _known_language(source)
    if how.get("reader", RULES) == RULES:
        known = in_which(text, known, f"Source #{source.id}")
    publisher = session.get(Claimant, source.publisher_id) if source.publisher_id else None
    return candidates(
        text,
        language=known or FALLBACK,
        published_on=published_on or published(source),
        publisher=publisher.name if publisher else None,
        **how,
    )
