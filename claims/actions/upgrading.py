"""An older ledger brought to today's schema, and to what today's program makes of its records."""

from sqlalchemy import Engine
from sqlmodel import Session

from claims import schema
from claims.db import Address
from claims.ledger.search_index import write_everything

UNFOLDED = ("0001",)
"""Revisions whose search index held words as they were written, and not folded as it does now."""


def upgrade_ledger(engine: Engine, address: Address) -> tuple[str | None, str]:
    """Upgrade a ledger in one transaction; returns the revision before and after."""
    return schema.upgrade(engine, address, then=_bring_up_to_date)


def _bring_up_to_date(session: Session, before: str | None) -> None:
    if before in UNFOLDED:
        write_everything(session)
