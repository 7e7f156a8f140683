"""Rulings: verified, disputed, refuted, unverifiable, withdrawn, or open again; and the second pair of eyes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import col, select

from claims.actions.record.evidence import add_evidence
from claims.actions.record.grounds import Grounds
from claims.actions.record.register import Register
from claims.actions.record.utterances import require_live
from claims.drafts import RulingDraft
from claims.errors import DatabaseTrouble, Refused
from claims.ledger.store.child_lists import load_child_list
from claims.ledger.store.precedence import NEWEST_FIRST
from claims.ledger.store.sql import Bulk
from claims.models import Claim, Ruling
from claims.vocabulary import Action, Axis, Status

if TYPE_CHECKING:
    from claims.actions.record.policies import Policies


def rule_on(
    register: Register,
    claims: Iterable[Claim],
    draft: RulingDraft,
    policy: "Policies | None" = None,
    override: str | None = None,
) -> list[Ruling]:
    """Rule on one axis of each of these claims; the ruling before stays readable.

    Under a policy a ruling that falls short is refused, unless an `override` says why it is made all the same; one that
    lacks nothing but a second pair of eyes is recorded as pending and doesn't rule yet.
    """
    return [_rule(register, claim, draft, policy, override) for claim in claims]


def _rule(
    register: Register, claim: Claim, draft: RulingDraft, policy: "Policies | None", override: str | None
) -> Ruling:
    require_live(claim)
    standing = getattr(claim, f"{draft.axis.value}_status")
    if draft.status is Status.UNVERIFIED and standing == Status.UNVERIFIED.value:
        raise Refused(
            f"The {draft.axis.value} of claim #{claim.id} is unverified already.", "There is no ruling to reopen."
        )
    named = sorted({add_evidence(register, claim, cited).id for cited in draft.evidence})
    pending, needed = _under_policy(register, claim, draft, named, policy, override)
    grounds = Grounds(register.ledger, claim.id, draft, named)
    ruling = Ruling(
        claim_id=claim.id,
        axis=draft.axis.value,
        status=draft.status.value,
        rating=draft.rating,
        rationale=draft.rationale,
        ruled_by=register.ledger.actor,
        checked_on=draft.checked_on,
        recheck_on=draft.recheck_on,
        override=needed,
        basis=grounds.written,
        pending=pending,
    )
    return _ruled(register, _of_policy(ruling, policy), grounds.evidence, Action.RULE)


def _ruled(register: Register, ruling: Ruling, evidence: list[int], action: Action) -> Ruling:
    """Record a ruling; one that neither rules nor waits is refused, so that no command says done for it."""
    kept = register.ledger.add(ruling, evidence, action=action, reason=ruling.rationale)
    if not kept.pending:
        session = register.ledger.session
        session.flush()
        asked = "SELECT content_status, attribution_status FROM claim WHERE id = :claim"
        content, attribution = Bulk(session).rows(asked, claim=kept.claim_id)[0]
        if (content if kept.axis == Axis.CONTENT else attribution) != kept.status:
            raise DatabaseTrouble(
                f"The ruling on the {kept.axis} of claim #{kept.claim_id} would not rule: another stands before it.",
                "Nothing was recorded; claims audit says what is wrong with the ledger.",
            )
    return kept


def _of_policy(ruling: Ruling, policies: "Policies | None") -> Ruling:
    """A ruling that says under which policy it is made, by name and hash; and the desk's own where that is another."""
    if policies is not None:
        ruling.policy, ruling.policy_sha256 = policies.applied.name, policies.applied.sha256
        if policies.desk is not None and policies.is_exception:
            ruling.desk_policy_sha256 = policies.desk.sha256
    return ruling


def _under_policy(
    register: Register,
    claim: Claim,
    draft: RulingDraft,
    evidence: list[int],
    policies: "Policies | None",
    override: str | None,
) -> tuple[bool, str | None]:
    """Whether a ruling has to wait, and the override, if it needs one."""
    if policies is None:
        if override is not None:
            raise Refused("There is no policy to override.", "Leave out --override, or name a policy with --policy.")
        return False, None
    from claims.actions.record.policies import must_wait, require_reason, what_is_short

    require_reason(policies, override)
    policy = policies.applied
    found = what_is_short(register.ledger, claim, draft, evidence, policy)
    if policies.is_exception:
        register.remarks.append(
            f"Claim #{claim.id} is ruled on under {policy.name} and not the desk's own policy; every report says so."
        )
    elif found and override is not None:
        register.remarks.append(
            f"Claim #{claim.id} is ruled on against the policy {policy.name}; every report says so."
        )
    pending = must_wait(claim, found, policy, override)
    if pending:
        register.remarks.append(
            f"The ruling on claim #{claim.id} is pending: claims approve {claim.id} --as SOMEBODY-ELSE"
        )
    return pending, override if found or policies.is_exception else None


def approve_ruling(register: Register, claim: Claim, axis: Axis, policies: "Policies | None") -> Ruling:
    """Give the newest ruling on an axis, which is pending, the second pair of eyes: from now on it rules."""
    from claims.actions.record.policies import approve, must_wait

    require_live(claim)
    ledger = register.ledger
    newest = ledger.session.scalar(
        select(Ruling)
        .where(col(Ruling.claim_id) == claim.id, col(Ruling.axis) == axis.value)
        .order_by(text(NEWEST_FIRST))
        .limit(1)
    )
    if newest is None or not newest.pending:
        raise Refused(
            f"No ruling on the {axis.value} of claim #{claim.id} waits for approval.",
            f"claims show {claim.id} says more.",
        )
    if policies is not None and policies.is_exception:
        raise Refused(
            f"A ruling is approved under the desk's own policy, and {policies.applied.name} is another.",
            f"Leave out --policy: claims approve {claim.id}",
        )
    policy = policies.applied if policies else None
    lacking = approve(ledger, claim, axis.value, policy, newest)
    if policy is not None:
        must_wait(claim, lacking, policy, None)
    ruling = Ruling(
        claim_id=claim.id,
        axis=newest.axis,
        status=newest.status,
        rating=newest.rating,
        rationale=newest.rationale,
        ruled_by=newest.ruled_by,
        approved_by=ledger.actor,
        checked_on=newest.checked_on,
        recheck_on=newest.recheck_on,
        policy=newest.policy,
        policy_sha256=newest.policy_sha256,
        basis=newest.basis,
        approves_id=newest.id,
    )
    return _ruled(register, _of_policy(ruling, policies), load_child_list(ledger.session, newest), Action.APPROVE)
