"""Sources: add, edit, link, retract, merge."""

from sqlalchemy import select

from claims.actions.finding import address_of, find_source, source_family
from claims.actions.register import Register
from claims.errors import BadInput, Refused
from claims.ledger.canonical import Document
from claims.ledger.log import Ledger
from claims.models import Source, SourceLink
from claims.text import quoted
from claims.urls import canonical_url
from claims.vocabulary import Action, LinkKind


def add_source(register: Register, written: str, fields: Document) -> Source:
    """Add a source that isn't known yet."""
    known = find_source(register.ledger.session, written)
    if known is not None:
        raise Refused(
            f"{quoted(written, 60)} is known already, as source #{known.id}.",
            f"claims source edit {known.id} changes it.",
        )
    draft = register.new_source(written)
    for name, value in fields.items():
        setattr(draft, name, value)
    return register.ledger.add(draft)


def edit_source(ledger: Ledger, source: Source, changes: Document, reason: str | None = None) -> bool:
    """Change a source's fields; the old values stay in the log."""
    if changes.get("url") is not None:
        address = address_of(changes["url"])
        if address is None:
            raise BadInput(
                f"{quoted(changes['url'])} is no web address and no file.", "Give it with https:// in front."
            )
        taken = ledger.session.scalar(
            select(Source.id).where(
                Source.canonical_url == canonical_url(address),  # type: ignore[arg-type]
                Source.id != source.id,  # type: ignore[arg-type]
                Source.merged_into_id.is_(None),  # type: ignore[union-attr]
            )
        )
        if taken is not None:
            raise Refused(
                f"Source #{taken} has that address already.",
                f"If they are one: claims source merge {source.id} {taken}.",
            )
        changes = {**changes, "url": address}
    return ledger.revise(source, changes, reason=reason)


def link_sources(ledger: Ledger, source: Source, kind: LinkKind, origin: Source, note: str | None = None) -> SourceLink:
    """Record that one source takes its content from another."""
    if source.id == origin.id:
        raise BadInput(f"Source #{source.id} can't take its content from itself.", "Give two different sources.")
    known = ledger.session.scalar(
        select(SourceLink).where(
            SourceLink.source_id == source.id,  # type: ignore[arg-type]
            SourceLink.origin_id == origin.id,  # type: ignore[arg-type]
            SourceLink.kind == kind.value,  # type: ignore[arg-type]
        )
    )
    if known is None:
        return ledger.add(SourceLink(source_id=source.id, origin_id=origin.id, kind=kind.value, note=note))
    if known.retired_at is None:
        raise Refused(f"Source #{source.id} {kind.value} #{origin.id} already.", "There is nothing to do.")
    ledger.revise(known, {"retired_at": None, "note": note}, action=Action.RESTORE)
    return known


def live_link(ledger: Ledger, source: Source, kind: LinkKind, origin: Source) -> SourceLink:
    """The link of this kind between two sources."""
    known = ledger.session.scalar(
        select(SourceLink).where(
            SourceLink.source_id == source.id,  # type: ignore[arg-type]
            SourceLink.origin_id == origin.id,  # type: ignore[arg-type]
            SourceLink.kind == kind.value,  # type: ignore[arg-type]
            SourceLink.retired_at.is_(None),  # type: ignore[union-attr]
        )
    )
    if known is None:
        raise Refused(
            f"No link says that source #{source.id} {kind.value} #{origin.id}.",
            f"claims source show {source.id} lists its links.",
        )
    return known


def retract_source(ledger: Ledger, source: Source, retracted_on: str, reason: str) -> None:
    """Record that a source was withdrawn by its publisher."""
    if source.retracted_on is not None:
        raise Refused(f"Source #{source.id} was retracted on {source.retracted_on} already.", "There is nothing to do.")
    changes = {"retracted_on": retracted_on, "retraction_reason": reason}
    ledger.revise(source, changes, action=Action.RETRACT, reason=reason)


def merge_sources(ledger: Ledger, gone: Source, stays: Source, reason: str | None = None) -> Source:
    """Record that two sources are one document; everything that named the first is read as naming the second."""
    if gone.id == stays.id:
        raise BadInput(f"That is the same source twice (#{stays.id}).", "Give two different sources.")
    for number in reversed(source_family(ledger.session, [gone.id])):
        merged = ledger.session.get_one(Source, number)
        ledger.revise(merged, {"merged_into_id": stays.id}, action=Action.MERGE, reason=reason)
    return stays
