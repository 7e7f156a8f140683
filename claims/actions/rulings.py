"""Rulings: verified, disputed, refuted, unverifiable, withdrawn, or open again."""

from collections.abc import Iterable

from claims.actions.evidence import add_evidence
from claims.actions.register import Register
from claims.actions.utterances import require_live
from claims.drafts import RulingDraft
from claims.errors import Refused
from claims.models import Claim, Verification
from claims.vocabulary import Action, Status


def rule_on(register: Register, claims: Iterable[Claim], draft: RulingDraft) -> list[Verification]:
    """Rule on one axis of each of these claims; the ruling before stays readable."""
    return [_rule(register, claim, draft) for claim in claims]


def _rule(register: Register, claim: Claim, draft: RulingDraft) -> Verification:
    require_live(claim)
    standing = getattr(claim, f"{draft.axis.value}_status")
    if draft.status is Status.UNVERIFIED and standing == Status.UNVERIFIED.value:
        raise Refused(
            f"The {draft.axis.value} of claim #{claim.id} is unverified already.", "There is no ruling to reopen."
        )
    evidence = [add_evidence(register, claim, cited).id for cited in draft.evidence]
    return register.ledger.add(
        Verification(
            claim_id=claim.id,
            axis=draft.axis.value,
            status=draft.status.value,
            rating=draft.rating,
            rationale=draft.rationale,
            ruled_by=register.ledger.actor,
            checked_on=draft.checked_on,
            recheck_on=draft.recheck_on,
        ),
        sorted(set(evidence)),
        action=Action.RULE,
        reason=draft.rationale,
    )
