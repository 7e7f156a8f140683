"""The desk's policy at work: may this ruling be made."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from sqlmodel import col, select

from claims.actions.read.gather import gather
from claims.actions.read.view import PresentView
from claims.drafts import RulingDraft
from claims.errors import BadInput, DatabaseTrouble, Refused
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.sql import Bulk
from claims.models import Claim, Ruling, Source
from claims.policy.rules.footing import ProposedRuling
from claims.policy.rules.requirements import Policy
from claims.policy.rules.rulebook import read_policy
from claims.policy.rules.shortfalls import Shortfall, shortfalls, waits_only
from claims.text import name_key

POLICY_LIMIT = 1_000_000
"""Bytes of a policy file."""


class Policies(Struct, frozen=True):
    """The policy that a ruling is made under, and the desk's own, if it has one."""

    applied: Policy
    desk: Policy | None

    @property
    def is_exception(self) -> bool:
        """Whether another policy than the desk's is applied, which takes a reason as an override does."""
        return self.desk is not None and self.applied.differs(self.desk)


def require_reason(policies: Policies, override: str | None) -> None:
    """Refuse a policy that isn't the desk's where nothing says why."""
    if policies.is_exception and override is None:
        desk = policies.desk.name if policies.desk else ""
        raise Refused(
            f"The policy {policies.applied.name} that --policy names is not the desk's own, {desk}.",
            "Leave out --policy, or say why it is applied with --override REASON; every report says so.",
        )


def load_policy(file: Path) -> Policy:
    """The policy in a file."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(POLICY_LIMIT + 1)  # a device may have no end
    except OSError as error:
        raise DatabaseTrouble(
            f"The policy {file} can't be read: {error.strerror}.", "claims policy init writes one."
        ) from error
    if len(raw) > POLICY_LIMIT:
        raise BadInput(f"The policy {file} is larger than {POLICY_LIMIT:,} bytes.", "Name another with --policy.")
    try:
        return replace(read_policy(raw.decode("utf-8")), sha256=sha256(raw).hexdigest())
    except UnicodeDecodeError as error:
        raise BadInput(f"The policy {file} is not UTF-8 text.", "Save it as UTF-8.") from error


def what_is_short(
    ledger: Ledger, claim: Claim, ruling: RulingDraft, evidence: Iterable[int], policy: Policy
) -> list[Shortfall]:
    """What a ruling that is about to be made lacks under the policy."""
    proposed = ProposedRuling(
        axis=ruling.axis.value,
        status=ruling.status.value,
        rationale=ruling.rationale,
        ruled_by=ledger.actor,
        checked_on=ruling.checked_on,
        evidence=tuple(evidence),
        recheck_on=ruling.recheck_on,
    )
    return _short(ledger, claim, proposed, policy)


def _short(ledger: Ledger, claim: Claim, proposed: ProposedRuling, policy: Policy) -> list[Shortfall]:
    ledger.session.flush()
    dossier = gather(PresentView(ledger.session, ledger.today), [claim.id])
    view, origins = dossier.claims[0], dossier.origins[claim.id]
    unrecorded = _recorded_just_now(ledger, {each.source.id for each in view.evidence})
    return shortfalls(view, origins, proposed, policy, dossier.texts, unrecorded=unrecorded)


def _recorded_just_now(ledger: Ledger, sources: Iterable[int]) -> set[int]:
    """Those of these sources that are only recorded if the ruling is."""
    found = select(Source.id).where(col(Source.recorded_at) == ledger.now, col(Source.id).in_(sources))
    return set(ledger.session.scalars(found))


def must_wait(claim: Claim, found: list[Shortfall], policy: Policy, override: str | None) -> bool:
    """Whether a ruling waits for a second pair of eyes; one that falls short in any other way is refused."""
    if not found or override is not None:
        return False
    if waits_only(found):
        return True
    lacking = [each for each in found if not waits_only([each])]
    listed = "; ".join(f"({number}) {each.missing.rstrip('.')}" for number, each in enumerate(lacking, start=1))
    supply = "; ".join(dict.fromkeys(each.supply for each in lacking))
    raise Refused(
        f"Claim #{claim.id} falls short of the policy {policy.name}: {listed}.",
        f"To supply it: {supply}. Or rule all the same with --override REASON.",
    )


def approve(ledger: Ledger, claim: Claim, axis: str, policy: Policy | None, waiting: Ruling) -> list[Shortfall]:
    """Check that somebody else than the one who ruled may approve; returns what the ruling still lacks."""
    if name_key(waiting.ruled_by) == name_key(ledger.actor):
        raise Refused(
            f"{ledger.actor} ruled on the {axis} of claim #{claim.id} and can't be the second pair of eyes.",
            "Somebody else approves: claims approve ... --as NAME",
        )
    if policy is None:
        return []
    rests = Bulk(ledger.session).rows(
        "SELECT evidence_id FROM verification_evidence WHERE verification_id = :number ORDER BY evidence_id",
        number=waiting.id,
    )
    proposed = ProposedRuling(
        axis=axis,
        status=waiting.status,
        rationale=waiting.rationale,
        ruled_by=waiting.ruled_by,
        checked_on=waiting.checked_on,
        evidence=tuple(row[0] for row in rests),
        recheck_on=waiting.recheck_on,
        approved_by=ledger.actor,
    )
    return _short(ledger, claim, proposed, policy)
