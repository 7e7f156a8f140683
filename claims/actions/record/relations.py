"""Relations: what one claim does to another."""

from sqlmodel import col, select

from claims.actions.record.utterances import require_live
from claims.errors import BadInput, Refused
from claims.ledger.log.ledger import Ledger
from claims.models import Claim, Relation
from claims.vocabulary import Action, RelationKind


def relate(ledger: Ledger, claim: Claim, kind: RelationKind, other: Claim, note: str | None = None) -> Relation:
    """Record what one claim does to another."""
    if claim.id == other.id:
        raise BadInput(f"Claim #{claim.id} can't be related to itself.", "Give two different claims.")
    for each in (claim, other):
        require_live(each)
    known = _relation(ledger, claim, kind, other)
    if known is None:
        return ledger.add(Relation(claim_id=claim.id, kind=kind.value, other_id=other.id, note=note))
    if known.retired_at is None:
        raise Refused(f"It is recorded already that #{claim.id} {kind.value} #{other.id}.", "There is nothing to do.")
    ledger.revise(known, {"retired_at": None, "note": note}, action=Action.RESTORE)
    return known


def unrelate(ledger: Ledger, claim: Claim, kind: RelationKind, other: Claim, reason: str) -> None:
    """Take out a relation that was entered wrongly; the log keeps it."""
    known = _relation(ledger, claim, kind, other)
    if known is None or known.retired_at is not None:
        raise Refused(
            f"It isn't recorded that #{claim.id} {kind.value} #{other.id}.", f"claims show {claim.id} lists relations."
        )
    ledger.revise(known, {"retired_at": ledger.now}, action=Action.RETIRE, reason=reason)


def _relation(ledger: Ledger, claim: Claim, kind: RelationKind, other: Claim) -> Relation | None:
    return ledger.session.scalar(
        select(Relation).where(
            col(Relation.claim_id) == claim.id, col(Relation.other_id) == other.id, col(Relation.kind) == kind.value
        )
    )
