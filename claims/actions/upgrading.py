"""An older ledger brought to today's schema, and to what today's program makes of its records."""

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from claims import schema
from claims.db import Address
from claims.ledger.search_index import write_claims, write_names
from claims.models import Claim, Claimant, Source

BATCH = 1_000
"""Records whose entries are written in one go."""

UNFOLDED = ("0001",)
"""Revisions whose search index held words as they were written, and not folded as it does now."""


def upgrade_ledger(engine: Engine, address: Address) -> tuple[str | None, str]:
    """Upgrade a ledger in one transaction; returns the revision before and after."""
    return schema.upgrade(engine, address, then=_bring_up_to_date)


def _bring_up_to_date(session: Session, before: str | None) -> None:
    if before not in UNFOLDED:
        return
    claims, claimants, sources = (
        list(session.scalars(select(col(model.id)).order_by(col(model.id)))) for model in (Claim, Claimant, Source)
    )
    for start in range(0, len(claims), BATCH):
        write_claims(session, claims[start : start + BATCH])
    for start in range(0, len(claimants), BATCH):
        write_names(session, claimants=claimants[start : start + BATCH], sources=())
    for start in range(0, len(sources), BATCH):
        write_names(session, claimants=(), sources=sources[start : start + BATCH])
