"""Which of several rulings is the newest, in every ledger that holds them, whatever its clock and its numbers.

Each ruling carries a Lamport timestamp: one more than that of every ruling on the same question that its ledger knew.
So within a ledger the order of the log decides. Rulings that were made without knowing of one another, in ledgers that
were merged since, may bear the same timestamp: of those the one with the later time is the newer, then that with the
greater uid. Rulings from before schema 0005 have none and come before all that do.
"""

from sqlmodel import Session

from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk

OLDEST_FIRST = "coalesce(lamport, 0), recorded_at, uid"
NEWEST_FIRST = "coalesce(lamport, 0) DESC, recorded_at DESC, uid DESC"
"""The order of rulings, as SQL names it."""

Precedence = tuple[int, str, str]

STANDING = f"""
SELECT status FROM verification WHERE claim_id = :claim AND axis = :axis AND NOT pending
ORDER BY {NEWEST_FIRST} LIMIT 1
"""  # noqa: S608  (names of ours)
KNOWN = "SELECT coalesce(max(coalesce(lamport, 0)), 0) FROM verification WHERE claim_id = :claim AND axis = :axis"
MOVED = "UPDATE claim SET {axis}_status = :status WHERE id = :claim"


def precedence(ruling: Document) -> Precedence:
    """What rulings are ordered by, oldest first; `newest rules` means the greatest."""
    return ruling.get("lamport") or 0, ruling["recorded_at"], ruling["uid"]


def next_lamport(session: Session, claim_id: int, axis: str) -> int:
    """The Lamport timestamp of a ruling that is made now; the session must be flushed."""
    ((known,),) = Bulk(session).rows(KNOWN, claim=claim_id, axis=axis)
    return int(known) + 1


def let_rule(session: Session, claim_id: int, axis: str) -> None:
    """Let a claim stand on an axis as the newest ruling says; the session must be flushed."""
    bulk = Bulk(session)
    for (status,) in bulk.rows(STANDING, claim=claim_id, axis=axis):
        bulk.write(MOVED.format(axis=axis), [{"status": status, "claim": claim_id}])
