"""What is wrong with the evidence under a ruling: withdrawn, retracted, the claim's own echo, or a relay."""

from collections.abc import Iterator

from claims.policy.lint.case import Case
from claims.policy.provenance.counting import OWN_WORD, RELAYED
from claims.policy.rules.codes import Code
from claims.policy.rules.footing import as_proposed, rests_on
from claims.views import EvidenceView, RulingView, SourceRef
from claims.vocabulary import Axis, Stance, Status


def withdrawn(case: Case, ruling: RulingView) -> list[EvidenceView]:
    """The evidence that a ruling names and that was withdrawn."""
    return [each for each in rests_on(case.claim, as_proposed(ruling)) if each.retired_at is not None]


def retracted(case: Case, ruling: RulingView) -> Iterator[tuple[str, SourceRef, SourceRef]]:
    """What of a ruling's footing is in a retracted source or takes its content from one: record, source, retracted.

    A ruling that names its evidence rests on that. One that names none rests on what stood when it was made, so a
    retraction that it came after is not its concern.
    """
    live = [each for each in rests_on(case.claim, as_proposed(ruling)) if each.retired_at is None]
    pieces = [(f"evidence #{each.id}", each.source) for each in live]
    told = [(f"utterance #{each.id}", each.source) for each in case.utterances if each.source]
    if not pieces and ruling.axis == Axis.ATTRIBUTION and any(retraction(case, source) for _, source in told):
        pieces = [] if case.footing(ruling).origins else told
    for record, source in pieces:
        gone = retraction(case, source)
        if gone and gone.retracted_on and (ruling.evidence or ruling.checked_on <= gone.retracted_on):
            yield record, source, gone


def retraction(case: Case, source: SourceRef) -> SourceRef | None:
    """The retracted source behind a source: itself, else the nearest that it takes its content from."""
    ahead = [source.id]
    for each in ahead:
        known = case.ledger.sources.get(each)
        if known and known.retracted_on:
            return known
        ahead.extend(origin for origin in case.ledger.origins_of(each) if origin not in ahead)
    return None


def echoes(case: Case, ruling: RulingView) -> list[tuple[EvidenceView, str]]:
    """The speaker's own words among what a ruling rests on, for a claim of theirs or denying it, with the reason."""
    asked = _OWN_WORDS_BEAR_OUT.get((Axis(ruling.axis), Status(ruling.status)), ())
    bearing = [
        each
        for each in rests_on(case.claim, as_proposed(ruling))
        if each.axis == ruling.axis and each.stance in asked and each.id not in case.relays
    ]
    if not bearing:
        return []
    reasons = {
        each.evidence: each.reason for each in case.origins.discounted if each.reason.startswith((OWN_WORD, RELAYED))
    }
    return [(each, reasons[each.id]) for each in bearing if each.id in reasons]


_OWN_WORDS_BEAR_OUT = {
    (Axis.CONTENT, Status.VERIFIED): (Stance.SUPPORTS,),
    (Axis.CONTENT, Status.DISPUTED): (Stance.SUPPORTS, Stance.REFUTES),
    (Axis.CONTENT, Status.REFUTED): (Stance.REFUTES,),
    (Axis.ATTRIBUTION, Status.DISPUTED): (Stance.REFUTES,),
    (Axis.ATTRIBUTION, Status.REFUTED): (Stance.REFUTES,),
}
"""The evidence that a ruling would rest on and that is worth nothing from the speaker's own mouth."""


def relayed(case: Case, ruling: RulingView) -> list[EvidenceView]:
    """The relays marked primary among the evidence of a ruling."""
    return [each for each in rests_on(case.claim, as_proposed(ruling)) if each.id in case.relays]


def explained(case: Case, ruling: RulingView) -> bool:
    """Whether a finding about its evidence already says why a ruling has too little; that one speaks, not the count."""
    allow = case.ledger.policy.allow
    return (
        (Code.WITHDRAWN_EVIDENCE not in allow and bool(withdrawn(case, ruling)))
        or (Code.RETRACTED_SOURCE not in allow and any(True for _ in retracted(case, ruling)))
        or (Code.OWN_WORD not in allow and bool(echoes(case, ruling)))
        or (Code.RELAY_AS_ORIGIN not in allow and bool(relayed(case, ruling)))
    )
