"""What changed in a source between two snapshots, and which quotes it touches."""

from typing import Annotated, Any

from msgspec import Meta, Struct
from sqlmodel import Session, col, select

from claims.actions.read.find import source_family
from claims.errors import NotFound, Refused
from claims.models import Evidence, Snapshot, Source, Utterance
from claims.quotes.anchoring import fitting, places
from claims.quotes.changes import ChangedPassage, changed_passages
from claims.quotes.quoting import StoredText


class TouchedQuote(Struct, frozen=True):
    """A quote from the source, and how it stands in the later snapshot."""

    record: Annotated[str, Meta(description="utterance #3 or evidence #4.")]
    claim: Annotated[int, Meta(description="Number of its claim.")]
    quote: Annotated[str, Meta(description="The words.")]
    state: Annotated[str, Meta(description="same, moved, changed, or vanished.")]
    now: Annotated[str | None, Meta(description="What stands there now, of a quote that changed.")]


class SourceChanges(Struct, frozen=True):
    """What changed between two snapshots of a source."""

    source: Annotated[int, Meta(description="The source's number.")]
    earlier: Annotated[int, Meta(description="Number of the earlier snapshot.")]
    later: Annotated[int, Meta(description="Number of the later one.")]
    earlier_at: Annotated[str, Meta(description="When the earlier one was seen.")]
    later_at: Annotated[str, Meta(description="When the later one was seen.")]
    same: Annotated[bool, Meta(description="Whether their texts are the same.")]
    passages: Annotated[list[ChangedPassage], Meta(description="Words taken out and put in, in reading order.")]
    quotes: Annotated[list[TouchedQuote], Meta(description="Every quote that stood in the earlier one.")]


def source_changes(session: Session, source: Source, earlier: int | None, later: int | None) -> SourceChanges:
    """Compare two snapshots of a source: those named, else the newest with the one before."""
    family = source_family(session, [source.id])
    wanted = select(Snapshot).where(col(Snapshot.source_id).in_(family), col(Snapshot.text).is_not(None))
    known = list(session.scalars(wanted.order_by(col(Snapshot.id))))
    new = _named(known, later, source) if later is not None else (known[-1] if known else None)
    before = [each for each in known if new is not None and each.id < new.id]
    old = _named(known, earlier, source) if earlier is not None else (before[-1] if before else None)
    if new is None or old is None:
        raise Refused(
            f"Source #{source.id} has fewer than two copies with a text.", f"Keep another: claims archive {source.id}"
        )
    then, now = old.text or "", new.text or ""
    return SourceChanges(
        source=source.id,
        earlier=old.id,
        later=new.id,
        earlier_at=old.fetched_at,
        later_at=new.fetched_at,
        same=then == now,
        passages=changed_passages(then, now),
        quotes=_touched(session, family, then, now),
    )


def _named(known: list[Snapshot], number: int, source: Source) -> Snapshot:
    found = next((each for each in known if each.id == number), None)
    if found is None:
        listed = ", ".join(f"#{each.id}" for each in known) or "none"
        raise NotFound(f"Source #{source.id} has no snapshot #{number} with a text.", f"Those it has: {listed}.")
    return found


def _touched(session: Session, family: list[int], then: str, now: str) -> list[TouchedQuote]:
    touched = []
    models: tuple[type[Utterance] | type[Evidence], ...] = (Utterance, Evidence)
    for model in models:
        wanted = select(model).where(
            col(model.source_id).in_(family), col(model.quote_exact).is_not(None), col(model.retired_at).is_(None)
        )
        rows: list[Any] = list(session.scalars(wanted.order_by(col(model.id))))
        for row in rows:
            stood = fitting(places(then, row.quote_exact or ""), row.quote_prefix, row.quote_suffix)
            stood = stood or places(then, row.quote_exact or "")
            if stood:
                state, put = _state(stood[0].start, row.quote_exact or "", row.quote_prefix, row.quote_suffix, now)
                name = f"{row.record.value} #{row.id}"
                touched.append(TouchedQuote(name, row.claim_id, row.quote_exact or "", state, put))
    return touched


def _state(start: int, words: str, prefix: str | None, suffix: str | None, now: str) -> tuple[str, str | None]:
    """How a quote stands in the later text, and of one that isn't there the passage that is it but for some words."""
    found = places(now, words)
    if not found:
        put = StoredText(now).altered(words)
        return ("changed", put) if put else ("vanished", None)
    found = fitting(found, prefix, suffix) or found
    return ("same" if any(place.start == start for place in found) else "moved"), None
