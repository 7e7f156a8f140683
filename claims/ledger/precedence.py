"""Which of several rulings is the newest: the one entered last, and of two entered at one moment that with the higher
uid. So it is the same in every ledger that holds them, whatever their numbers there.
"""

from sqlmodel import Session

from claims.ledger.access import Bulk
from claims.ledger.canonical import Document

NEWEST_LAST = "recorded_at, uid"
"""The order of rulings, oldest first, as SQL names it."""

STANDING = f"""
SELECT status FROM verification WHERE claim_id = :claim AND axis = :axis AND NOT pending
ORDER BY {NEWEST_LAST.replace(",", " DESC,")} DESC LIMIT 1
"""  # noqa: S608  (names of ours)
MOVED = "UPDATE claim SET {axis}_status = :status WHERE id = :claim"


def precedence(ruling: Document) -> tuple[str, str]:
    """What rulings are ordered by, oldest first; `newest rules` means the greatest."""
    return ruling["recorded_at"], ruling["uid"]


def let_rule(session: Session, claim_id: int, axis: str) -> None:
    """Let a claim stand on an axis as the newest ruling says; the session must be flushed."""
    bulk = Bulk(session)
    for (status,) in bulk.rows(STANDING, claim=claim_id, axis=axis):
        bulk.write(MOVED.format(axis=axis), [{"status": status, "claim": claim_id}])
