"""What follows one claim shown in full: its origins, the evidence, the rulings, and its relations to other claims."""

from claims.reports.cards import quote_state
from claims.reports.content import ReportedClaim
from claims.reports.page import Remark, Section
from claims.reports.words import QUESTIONS, in_quotes, one_line, source_line, when
from claims.views import EvidenceView, RelationView, Ruling
from claims.vocabulary import Axis

_PASSIVE = {
    "repeats": "is repeated by",
    "contradicts": "is contradicted by",
    "supports": "is supported by",
    "qualifies": "is qualified by",
    "corrects": "is corrected by",
    "retracts": "is retracted by",
}


def docket(claim: ReportedClaim) -> list[Section]:
    """The sections that have something in them."""
    sections = [
        Section("Where it comes from", _origins(claim)),
        Section("Evidence", [_evidence(each) for each in claim.evidence]),
        Section("Rulings, oldest first", [_ruling(each) for each in claim.rulings]),
        Section("Relations", [_relation(each) for each in claim.relations]),
    ]
    return [section for section in sections if section.remarks]


def _origins(claim: ReportedClaim) -> list[Remark]:
    """Each group with its members."""
    return [
        Remark(one_line(group.label, 200), [*(one_line(each, 300) for each in group.members), one_line(group.why)])
        for group in claim.origins.groups
    ]


def _evidence(evidence: EvidenceView) -> Remark:
    """A source, what it does to the claim, and the words that do it."""
    does = [evidence.stance, evidence.directness or "", "withdrawn" if evidence.retired_at else ""]
    said = [
        f"{QUESTIONS[Axis(evidence.axis)]} {', '.join(part for part in does if part)}. {source_line(evidence.source)}."
    ]
    if evidence.quote:
        state = quote_state(evidence.quote)
        said.append(in_quotes(evidence.quote.exact) + (f" ({state})" if state else ""))
    return Remark(f"Evidence #{evidence.id}", [" ".join(said), one_line(evidence.note or "")])


def _ruling(ruling: Ruling) -> Remark:
    """Who ruled what, when, and why."""
    rating = f" ({one_line(ruling.rating)})" if ruling.rating else ""
    approved = f", approved by {one_line(ruling.approved_by)}" if ruling.approved_by else ""
    rests_on = f" Rests on evidence {', '.join(f'#{id}' for id in ruling.evidence)}." if ruling.evidence else ""
    again = f" To be looked at again by {when(ruling.recheck_on)}." if ruling.recheck_on else ""
    waits = " It is pending and doesn't rule until somebody else approves it." if ruling.pending else ""
    against = f" Made against the policy {ruling.policy}: {in_quotes(ruling.override)}." if ruling.override else ""
    ruled = f"{QUESTIONS[Axis(ruling.axis)]} {ruling.status}{rating}, by {one_line(ruling.ruled_by)}{approved}."
    return Remark(when(ruling.checked_on), [f"{ruled}{rests_on}{again}{waits}{against}", one_line(ruling.rationale)])


def _relation(relation: RelationView) -> Remark:
    """What the claim does to another, or the other to it."""
    does = relation.kind if relation.outgoing else _PASSIVE[relation.kind]
    gone = " (found to be wrong)" if relation.retired_at else ""
    other = f"claim #{relation.claim.id}{gone}"
    return Remark(f"It {does} {other}", [in_quotes(relation.claim.text), one_line(relation.note or "")])
