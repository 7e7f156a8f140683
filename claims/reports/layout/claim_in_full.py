"""What follows one claim shown in full: its origins, the evidence, the rulings, and its relations to other claims."""

from collections.abc import Mapping

from claims.reports.content import ReportClaim
from claims.reports.layout.cards import exhibit
from claims.reports.layout.page import Remark, Section
from claims.reports.words import QUESTIONS, exception, in_quotes, one_line, when
from claims.trails import Origin
from claims.views import RelationView, RulingView, SourceRef, told_absence
from claims.vocabulary import Axis

_PASSIVE = {
    "repeats": "is repeated by",
    "contradicts": "is contradicted by",
    "supports": "is supported by",
    "qualifies": "is qualified by",
    "corrects": "is corrected by",
    "retracts": "is retracted by",
}


def docket(claim: ReportClaim) -> list[Section]:
    """The sections that have something in them."""
    sections = [
        Section("Where it comes from", _origins(claim)),
        Section("Evidence", [exhibit(each, claim) for each in claim.evidence]),
        Section("Rulings, oldest first", [_ruling(each, claim.reviews) for each in claim.rulings]),
        Section("Relations", [_relation(each) for each in claim.relations]),
    ]
    return [section for section in sections if section.remarks]


def _origins(claim: ReportClaim) -> list[Remark]:
    """Each group with its members."""
    return [
        Remark(
            one_line(group.label, 200),
            [*(one_line(each, 300) for each in group.members), one_line(group.why), _unknown(group)],
        )
        for group in claim.origins.groups
    ]


def _unknown(group: Origin) -> str:
    """What isn't known about an origin, unless its name says it."""
    return "" if group.counts and not group.placed else group.unknown


def _ruling(ruling: RulingView, reviews: Mapping[int, SourceRef]) -> Remark:
    """Who ruled what, when, and why."""
    review = reviews[ruling.review] if ruling.review is not None else None
    rated = [part for part in (one_line(ruling.rating or ""), _on_scale(ruling)) if part]
    rating = f" ({', '.join(rated)})" if rated else ""
    approved = f", approved by {one_line(ruling.approved_by)}" if ruling.approved_by else ""
    counted = "" if ruling.names_evidence else ", which counted that day"
    rests_on = (
        f" Rests on evidence {', '.join(f'#{id}' for id in ruling.evidence)}{counted}." if ruling.evidence else ""
    )
    again = f" To be looked at again by {when(ruling.recheck_on)}." if ruling.recheck_on else ""
    against = f" Made {exception(ruling, ruling.policy or '')}." if ruling.exception else ""
    ruled = f"{QUESTIONS[Axis(ruling.axis)]} {ruling.status}{rating}, by {one_line(ruling.ruled_by)}{approved}."
    said = [f"{ruled}{rests_on}{again}{_waits(ruling)}{against}", one_line(ruling.rationale)]
    return Remark(_ruled_on(ruling, review), [*said, _published(review) if review else ""])


def _waits(ruling: RulingView) -> str:
    """Whether a ruling waits for a second pair of eyes, or got it."""
    if ruling.approved_as is not None:
        return f" It waited for a second pair of eyes, and ruling #{ruling.approved_as} approved it."
    return " It is pending and doesn't rule until somebody else approves it." if ruling.pending else ""


def _on_scale(ruling: RulingView) -> str:
    """The number that came with a rating, as written: `2 on a scale from 1 to 6`."""
    if ruling.rating_value is None:
        return ""
    ends = (ruling.rating_worst, ruling.rating_best)
    scale = f" on a scale from {ends[0]} to {ends[1]}" if all(ends) else ""
    return one_line(f"{ruling.rating_value}{scale}")


def _ruled_on(ruling: RulingView, review: SourceRef | None) -> str:
    """The day of a ruling; of a published review as far as its own date is known."""
    if review is None:
        return when(ruling.checked_on)
    if review.published_on is None:
        return told_absence("date", review.published_on_absence)
    same = ruling.checked_on.startswith(review.published_on.rstrip("~"))
    return when(review.published_on if same else ruling.checked_on)


def _published(review: SourceRef) -> str:
    """Where a review was published."""
    title = in_quotes(review.title, 200) if review.title else ""
    return f"The review: {', '.join(filter(None, (title, review.url)))} (source #{review.id})."


def _relation(relation: RelationView) -> Remark:
    """What the claim does to another, or the other to it."""
    does = relation.kind if relation.outgoing else _PASSIVE[relation.kind]
    gone = " (found to be wrong)" if relation.retired_at else ""
    other = f"claim #{relation.claim.id}{gone}"
    return Remark(f"It {does} {other}", [in_quotes(relation.claim.text), one_line(relation.note or "")])
