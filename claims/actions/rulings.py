"""Rulings: verified, disputed, refuted, unverifiable, withdrawn, or open again; and the second pair of eyes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlmodel import col, select

from claims.actions.evidence import add_evidence
from claims.actions.register import Register
from claims.actions.utterances import require_live
from claims.drafts import RulingDraft
from claims.errors import Refused
from claims.ledger.belongings import load_belongings
from claims.models import Claim, Verification
from claims.vocabulary import Action, Axis, Status

if TYPE_CHECKING:
    from claims.policy.requirements import Policy


def rule_on(
    register: Register,
    claims: Iterable[Claim],
    draft: RulingDraft,
    policy: "Policy | None" = None,
    override: str | None = None,
) -> list[Verification]:
    """Rule on one axis of each of these claims; the ruling before stays readable.

    Under a policy a ruling that falls short is refused, unless an `override` says why it is made all the same; one that
    lacks nothing but a second pair of eyes is recorded as pending and doesn't rule yet.
    """
    return [_rule(register, claim, draft, policy, override) for claim in claims]


def _rule(
    register: Register, claim: Claim, draft: RulingDraft, policy: "Policy | None", override: str | None
) -> Verification:
    require_live(claim)
    standing = getattr(claim, f"{draft.axis.value}_status")
    if draft.status is Status.UNVERIFIED and standing == Status.UNVERIFIED.value:
        raise Refused(
            f"The {draft.axis.value} of claim #{claim.id} is unverified already.", "There is no ruling to reopen."
        )
    evidence = sorted({add_evidence(register, claim, cited).id for cited in draft.evidence})
    pending, needed = _under_policy(register, claim, draft, evidence, policy, override)
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
            policy=policy.name if policy else None,
            override=needed,
            pending=pending,
        ),
        evidence,
        action=Action.RULE,
        reason=draft.rationale,
    )


def _under_policy(
    register: Register,
    claim: Claim,
    draft: RulingDraft,
    evidence: list[int],
    policy: "Policy | None",
    override: str | None,
) -> tuple[bool, str | None]:
    """Whether a ruling has to wait, and the override, if it needs one."""
    if policy is None:
        if override is not None:
            raise Refused("There is no policy to override.", "Leave out --override, or name a policy with --policy.")
        return False, None
    from claims.actions.policies import must_wait, what_is_short

    found = what_is_short(register.ledger, claim, draft, evidence, policy)
    if found and override is not None:
        register.remarks.append(
            f"Claim #{claim.id} is ruled on against the policy {policy.name}; every report says so."
        )
    pending = must_wait(claim, found, policy, override)
    if pending:
        register.remarks.append(
            f"The ruling on claim #{claim.id} is pending: claims approve {claim.id} --as SOMEBODY-ELSE"
        )
    return pending, override if found else None


def approve_ruling(register: Register, claim: Claim, axis: Axis, policy: "Policy | None") -> Verification:
    """Give the newest ruling on an axis, which is pending, the second pair of eyes: from now on it rules."""
    from claims.actions.policies import approve, must_wait

    require_live(claim)
    ledger = register.ledger
    newest = ledger.session.scalar(
        select(Verification)
        .where(col(Verification.claim_id) == claim.id, col(Verification.axis) == axis.value)
        .order_by(col(Verification.id).desc())
        .limit(1)
    )
    if newest is None or not newest.pending:
        raise Refused(
            f"No ruling on the {axis.value} of claim #{claim.id} waits for approval.",
            f"claims show {claim.id} says more.",
        )
    lacking = approve(ledger, claim, axis.value, policy, newest)
    if policy is not None:
        must_wait(claim, lacking, policy, None)
    return ledger.add(
        Verification(
            claim_id=claim.id,
            axis=newest.axis,
            status=newest.status,
            rating=newest.rating,
            rationale=newest.rationale,
            ruled_by=newest.ruled_by,
            approved_by=ledger.actor,
            checked_on=newest.checked_on,
            recheck_on=newest.recheck_on,
            policy=policy.name if policy else newest.policy,
            approves_id=newest.id,
        ),
        load_belongings(ledger.session, newest),
        action=Action.APPROVE,
        reason=newest.rationale,
    )
