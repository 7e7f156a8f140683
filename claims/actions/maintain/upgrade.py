"""An older ledger brought to today's schema, and to what today's program makes of its records."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from claims import schema
from claims.db import Address
from claims.ledger.log.ledger import Ledger
from claims.ledger.log.search_index import write_everything
from claims.ledger.log.witness import move_on, witness_path
from claims.ledger.store.child_lists import load_child_list
from claims.ledger.store.sql import Bulk
from claims.models import Ruling
from claims.vocabulary import Action

UNFOLDED = ("0001",)
"""Revisions whose search index held words as they were written, and not folded as it does now."""

UNORDERED = ("0001", "0002", "0003", "0004")
"""Revisions in which the clock decided which ruling is the newest."""

OUT_OF_ORDER = """
SELECT DISTINCT early.claim_id, early.axis FROM verification AS early JOIN verification AS late
ON late.claim_id = early.claim_id AND late.axis = early.axis AND late.id > early.id
WHERE late.recorded_at < early.recorded_at ORDER BY early.claim_id, early.axis
"""
ENTERED = """
SELECT verification.id, verification.uid, verification.recorded_at, event.action FROM verification
JOIN event ON event.kind = 'verification' AND event.record_id = verification.id AND event.before IS NULL
WHERE verification.claim_id = :claim AND verification.axis = :axis AND NOT verification.pending ORDER BY event.seq
"""
TAKEN_OVER = (
    "claim_id", "axis", "status", "rating", "rating_value", "rating_best", "rating_worst", "verdict", "rating_table",
    "rationale", "ruled_by", "approved_by", "checked_on", "recheck_on", "policy", "override", "review_id", "extra",
)  # fmt: skip
"""What a ruling says again when it is restated."""


def upgrade_ledger(engine: Engine, address: Address, actor: str) -> tuple[str | None, str, list[int]]:
    """Upgrade a ledger in one transaction; returns the revisions before and after, and the claims restated."""
    restated: list[int] = []
    written: list[Ledger] = []

    def bring_up_to_date(session: Session, before: str | None) -> None:
        if before in UNFOLDED:
            write_everything(session)
        if before in UNORDERED and (frozen := list(_frozen(Bulk(session)))):
            ledger = Ledger(session, actor)
            restated.extend(_restate(ledger, ruling, rival) for ruling, rival in frozen)
            ledger.close()
            written.append(ledger)

    before, after = schema.upgrade(engine, address, then=bring_up_to_date)
    for ledger in written:
        move_on(witness_path(address.path, ledger.uid), ledger.reach)
    return before, after, restated


def _frozen(bulk: Bulk) -> Iterator[tuple[int, int]]:
    """The rulings made last here that don't rule because a clock put one before them that was known; with that one."""
    for claim, axis in bulk.rows(OUT_OF_ORDER):
        entered: Sequence[Any] = bulk.rows(ENTERED, claim=claim, axis=axis)
        made_here = [place for place, row in enumerate(entered) if row[3] != Action.UNITE.value]
        if not made_here:
            continue
        newest = max(range(len(entered)), key=lambda place: (entered[place][2], str(entered[place][1])))
        if newest < made_here[-1]:  # one that a merger brought later was not known to whoever ruled
            yield entered[made_here[-1]][0], entered[newest][0]


def _restate(ledger: Ledger, ruling: int, rival: int) -> int:
    """Rule once more what was ruled last, so that it rules; returns the claim's number."""
    said = ledger.session.get_one(Ruling, ruling)
    again = Ruling(**{name: getattr(said, name) for name in TAKEN_OVER})
    reason = f"Restates ruling #{ruling}, made after #{rival}, which a clock had put before it."
    ledger.add(again, load_child_list(ledger.session, said), action=Action.RULE, reason=reason)
    return said.claim_id
