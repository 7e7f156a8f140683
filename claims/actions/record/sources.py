"""Sources: add, edit, link, retract, merge."""

from typing import TYPE_CHECKING

from sqlalchemy import or_
from sqlmodel import Session, col, select

from claims.actions.read.find import address_of, find_source, source_family
from claims.actions.record.register import Register
from claims.drafts import absence
from claims.errors import BadInput, Refused
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.models import Judgement, Source, SourceLink
from claims.text import quoted
from claims.urls import canonical_url
from claims.vocabulary import Action, LinkKind

if TYPE_CHECKING:
    from claims.actions.report.queue import Resting


def refuse_known(session: Session, written: str) -> None:
    """Refuse to add a source that is known."""
    known = find_source(session, written)
    if known is not None:
        raise Refused(
            f"{quoted(written, 60)} is known already, as source #{known.id}.",
            f"claims source edit {known.id} changes it, claims archive {known.id} keeps a copy.",
        )


def add_source(register: Register, written: str, fields: Document, publisher: str | None = None) -> Source:
    """Add a source that isn't known yet."""
    refuse_known(register.ledger.session, written)
    draft = register.new_source(written)
    if publisher is not None:
        fields = fields | _published_by(register, publisher)
    for name, value in fields.items():
        setattr(draft, name, value)
    return register.ledger.add(draft)


def edit_source(
    register: Register,
    source: Source,
    changes: Document,
    *,
    url: str | None = None,
    publisher: str | None = None,
    reason: str | None = None,
) -> bool:
    """Change a source's fields; the old values stay in the log."""
    if url is not None:
        changes["url"] = _free_address(register.ledger, source, url)
    if publisher is not None:
        changes |= _published_by(register, publisher)
    return register.ledger.revise(source, changes, reason=reason)


def _published_by(register: Register, publisher: str) -> Document:
    """The publisher as columns: somebody, or the word that they are unknown or that there is none."""
    why = absence(publisher)
    if why is not None:
        return {"publisher_id": None, "publisher_absence": why.value}
    return {"publisher_id": register.claimant(publisher).id, "publisher_absence": None}


def _free_address(ledger: Ledger, source: Source, written: str) -> str:
    """An address that no other source has."""
    address = address_of(written)
    if address is None:
        raise BadInput(f"{quoted(written)} is no web address and no file.", "Give it with https:// in front.")
    taken = ledger.session.scalar(
        select(Source.id).where(
            col(Source.canonical_url) == canonical_url(address),
            col(Source.id) != source.id,
            col(Source.merged_into_id).is_(None),
        )
    )
    if taken is not None:
        raise Refused(
            f"Source #{taken} has that address already.", f"If they are one: claims source merge {source.id} {taken}."
        )
    return address


def link_sources(ledger: Ledger, source: Source, kind: LinkKind, origin: Source, note: str | None = None) -> SourceLink:
    """Record that one source takes its content from another."""
    if source.id == origin.id:
        raise BadInput(f"Source #{source.id} can't take its content from itself.", "Give two different sources.")
    known = find_link(ledger, source, kind, origin, retired=True)
    if known is None:
        return ledger.add(SourceLink(source_id=source.id, origin_id=origin.id, kind=kind.value, note=note))
    if known.retired_at is None:
        raise Refused(f"Source #{source.id} {kind.value} #{origin.id} already.", "There is nothing to do.")
    ledger.revise(known, {"retired_at": None, "note": note}, action=Action.RESTORE)
    return known


def find_link(
    ledger: Ledger, source: Source, kind: LinkKind, origin: Source, *, retired: bool = False
) -> SourceLink | None:
    """The link of this kind between two sources, if one was recorded."""
    same = select(SourceLink).where(
        col(SourceLink.source_id) == source.id,
        col(SourceLink.origin_id) == origin.id,
        col(SourceLink.kind) == kind.value,
    )
    return ledger.session.scalar(same if retired else same.where(col(SourceLink.retired_at).is_(None)))


def unlink_sources(ledger: Ledger, source: Source, kind: LinkKind, origin: Source, reason: str) -> None:
    """Take out a link that was entered wrongly."""
    known = find_link(ledger, source, kind, origin)
    if known is None:
        raise Refused(
            f"No link says that source #{source.id} {kind.value} #{origin.id}.",
            f"claims source show {source.id} lists its links.",
        )
    ledger.revise(known, {"retired_at": ledger.now}, action=Action.RETIRE, reason=reason)


def judge_sources(ledger: Ledger, one: Source, other: Source, *, independent: bool, reason: str) -> Judgement:
    """Record the desk's word on whether two sources are independent; it goes before what the program finds."""
    if one.id == other.id:
        raise BadInput(f"That is the same source twice (#{one.id}).", "Give two different sources.")
    first, second = sorted((one.id, other.id))
    return ledger.add(Judgement(source_id=first, other_id=second, independent=independent, reason=reason))


def retract_source(ledger: Ledger, source: Source, retracted_on: str, reason: str) -> "list[Resting]":
    """Record that a source was withdrawn by its publisher; returns the rulings that rest on it, through links, too."""
    if source.retracted_on is not None:
        raise Refused(f"Source #{source.id} was retracted on {source.retracted_on} already.", "There is nothing to do.")
    changes = {"retracted_on": retracted_on, "retraction_reason": reason}
    ledger.revise(source, changes, action=Action.RETRACT, reason=reason)
    from claims.actions.read.view import PresentView
    from claims.actions.report.queue import resting_on  # only a retraction needs the policy's crafts

    ledger.session.flush()
    return resting_on(PresentView(ledger.session, ledger.today), source.id)


def merge_sources(ledger: Ledger, gone: Source, stays: Source, reason: str | None = None) -> Source:
    """Record that two sources are one document; everything that named the first is read as naming the second."""
    if gone.id == stays.id:
        raise BadInput(f"That is the same source twice (#{stays.id}).", "Give two different sources.")
    _pass_on_links(ledger, gone, stays, reason)
    for number in reversed(source_family(ledger.session, [gone.id])):
        merged = ledger.session.get_one(Source, number)
        ledger.revise(merged, {"merged_into_id": stays.id}, action=Action.MERGE, reason=reason)
    return stays


def _pass_on_links(ledger: Ledger, gone: Source, stays: Source, reason: str | None) -> None:
    """Give the links of a merged source to the one that stays, so that live links never lead to what is gone."""
    concerned = ledger.session.scalars(
        select(SourceLink)
        .where(
            or_(col(SourceLink.source_id) == gone.id, col(SourceLink.origin_id) == gone.id),
            col(SourceLink.retired_at).is_(None),
        )
        .order_by(col(SourceLink.id))
    ).all()
    for link in concerned:
        ledger.revise(link, {"retired_at": ledger.now}, action=Action.MERGE, reason=reason)
        source = stays if link.source_id == gone.id else ledger.session.get_one(Source, link.source_id)
        origin = stays if link.origin_id == gone.id else ledger.session.get_one(Source, link.origin_id)
        if source.id != origin.id and find_link(ledger, source, LinkKind(link.kind), origin) is None:
            link_sources(ledger, source, LinkKind(link.kind), origin, link.note)
