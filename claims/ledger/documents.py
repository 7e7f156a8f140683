"""A record as the document that an event carries: its columns, and the list that belongs to it."""

from collections.abc import Callable, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from claims.ledger.canonical import Document
from claims.models import (
    Claim,
    Claimant,
    ClaimantAlias,
    ClaimTag,
    Hop,
    Record,
    ReportedClaim,
    Tag,
    Utterance,
    Verification,
    WrittenReport,
)
from claims.models import VerificationEvidence as Rests
from claims.text import name_key

HOP_FIELDS = ("position", "claimant_id", "role", "cue", "naming")


@cache
def columns(model: type[Record]) -> tuple[str, ...]:
    """The columns that an event carries: those that don't follow from others."""
    return tuple(name for name in model.model_fields if name not in model.derived)


def document(row: Record, belongings: Sequence[Any]) -> Document:
    """A record as a document; what is empty is left out."""
    model = type(row)
    known: Document = {}
    for name in columns(model):
        value = getattr(row, name)
        if value is not None and value is not False:
            known[name] = value
    if model.owned and belongings:
        known[model.owned] = list(belongings)
    return known


def row_of(model: type[Record], known: Document) -> tuple[Record, list[Any]]:
    """The record that a document describes, and the list that belongs to it."""
    fields = {name: value for name, value in known.items() if name != model.owned}
    row = model(**fields)
    row.settle()
    return row, list(known.get(model.owned or "", ()))


def sheet_of(model: type[Record], known: Document) -> tuple[Record, list[Any]]:
    """What `row_of` gives, without the bookkeeping that a row does for a session: a twentieth of the cost.

    It has a record's fields and nothing else; its `__dict__` is all of them.
    """
    fields = {name: value for name, value in known.items() if name != model.owned}
    sheet = cast(Record, SimpleNamespace(**_blank(model) | fields))
    model.settle(sheet)
    return sheet, list(known.get(model.owned or "", ()))


@cache
def _blank(model: type[Record]) -> Document:
    return {name: field.default for name, field in model.model_fields.items()}


def load_belongings(session: Session, row: Record) -> list[Any]:
    """The list that belongs to a record, as its document has it."""
    load = LOADERS.get(type(row))
    return load(session, row.id) if load else []


def store_belongings(session: Session, row: Record, belongings: Sequence[Any], *, new: bool = False) -> None:
    """Write the list that belongs to a record, in place of the one before unless the record is new."""
    clear, store = CLEARERS.get(type(row)), STORERS.get(type(row))
    if clear and not new:
        session.execute(delete(clear.class_).where(clear == row.id))
    if store and belongings:
        store(session, row, belongings)


def _load_aliases(session: Session, claimant_id: int) -> list[str]:
    # Sorted here, not by the database, whose own order of letters may differ from that in which they were logged.
    return sorted(
        session.scalars(select(ClaimantAlias.name).where(col(ClaimantAlias.claimant_id) == claimant_id)), key=name_key
    )


def _store_aliases(session: Session, claimant: Record, aliases: Sequence[str]) -> None:
    session.add_all(ClaimantAlias(claimant_id=claimant.id, name=name, name_key=name_key(name)) for name in aliases)


def _load_tags(session: Session, claim_id: int) -> list[str]:
    return sorted(
        session.scalars(
            select(Tag.name)
            .join(ClaimTag, col(ClaimTag.tag_id) == col(Tag.id))
            .where(col(ClaimTag.claim_id) == claim_id)
        )
    )


def _store_tags(session: Session, claim: Record, names: Sequence[str]) -> None:
    known = {tag.name: tag.id for tag in session.scalars(select(Tag).where(col(Tag.name).in_(names)))}
    highest = session.scalar(select(func.max(Tag.id))) or 0
    for name in names:
        if name not in known:
            highest += 1
            known[name] = highest
            session.add(Tag(id=highest, name=name))
    session.flush()
    session.add_all(ClaimTag(claim_id=claim.id, tag_id=known[name]) for name in names)


def _load_hops(session: Session, utterance_id: int) -> list[Document]:
    hops = session.scalars(select(Hop).where(col(Hop.utterance_id) == utterance_id).order_by(col(Hop.position)))
    return [hop_document(hop) for hop in hops]


def hop_document(hop: Hop) -> Document:
    """A step of the chain, as its utterance's document has it."""
    return {name: value for name in HOP_FIELDS if (value := getattr(hop, name)) is not None}


def _store_hops(session: Session, utterance: Record, hops: Sequence[Document]) -> None:
    claim_id = getattr(utterance, "claim_id")  # noqa: B009  (only utterances have hops, and they have a claim)
    session.add_all(Hop(utterance_id=utterance.id, claim_id=claim_id, **hop) for hop in hops)


def _load_rests(session: Session, verification_id: int) -> list[int]:
    return list(
        session.scalars(
            select(Rests.evidence_id)
            .where(col(Rests.verification_id) == verification_id)
            .order_by(col(Rests.evidence_id))
        )
    )


def _store_rests(session: Session, verification: Record, evidence_ids: Sequence[int]) -> None:
    session.add_all(Rests(verification_id=verification.id, evidence_id=number) for number in evidence_ids)


def _load_reported(session: Session, report_id: int) -> list[int]:
    return list(
        session.scalars(
            select(ReportedClaim.claim_id)
            .where(col(ReportedClaim.report_id) == report_id)
            .order_by(col(ReportedClaim.claim_id))
        )
    )


def _store_reported(session: Session, report: Record, claim_ids: Sequence[int]) -> None:
    session.add_all(ReportedClaim(report_id=report.id, claim_id=number) for number in claim_ids)


LOADERS: dict[type[Record], Callable[[Session, int], list[Any]]] = {
    Claimant: _load_aliases,
    Claim: _load_tags,
    Utterance: _load_hops,
    Verification: _load_rests,
    WrittenReport: _load_reported,
}
STORERS: dict[type[Record], Callable[[Session, Record, Sequence[Any]], None]] = {
    Claimant: _store_aliases,
    Claim: _store_tags,
    Utterance: _store_hops,
    Verification: _store_rests,
    WrittenReport: _store_reported,
}
# A ruling's evidence is append-only, like the ruling: it is never cleared.
CLEARERS: dict[type[Record], Any] = {
    Claimant: col(ClaimantAlias.claimant_id),
    Claim: col(ClaimTag.claim_id),
    Utterance: col(Hop.utterance_id),
}
