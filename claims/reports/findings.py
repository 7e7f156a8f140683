"""What an editor has to know beyond the counts: what is contested, open, due, or rests on what was retracted."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from claims.reports.content import Contested, Due, OpenClaim, ReportClaim, RestsOnRetracted, Totals
from claims.reports.words import in_quotes, listed, number, one_line, source_name, when
from claims.trails import Links
from claims.views import ClaimView, EvidenceView, RelationView, RulingView, SourceRef, StatusPair, UtteranceView
from claims.vocabulary import Axis, RelationKind, Stance, Status

_SAYS = {
    Axis.CONTENT: ("that it is so", "that it is not"),
    Axis.ATTRIBUTION: ("that they said it", "that they did not"),
}

_ASKS = {
    Axis.CONTENT: "credible evidence says that it is so and that it is not.",
    Axis.ATTRIBUTION: "credible evidence says that they said it and that they did not.",
}


def totals(statuses: Iterable[StatusPair]) -> Totals:
    """Claims counted by where they stand on both axes."""
    content, attribution, claims = no_claims(), no_claims(), 0
    for status in statuses:
        claims += 1
        content[status.content] += 1
        attribution[status.attribution] += 1
    return Totals(claims, content, attribution)


def no_claims() -> dict[str, int]:
    """Nothing counted yet, for every status."""
    return {str(status): 0 for status in Status}


def live_utterances(claim: ClaimView) -> list[UtteranceView]:
    """The utterances that were not taken out as entered wrongly."""
    return [each for each in claim.utterances if each.retired_at is None]


def live_evidence(claim: ClaimView) -> list[EvidenceView]:
    """The evidence that was not withdrawn."""
    return [each for each in claim.evidence if each.retired_at is None]


def newest_rulings(claim: ClaimView) -> dict[str, RulingView]:
    """The ruling that stands on each axis that has one."""
    return {ruling.axis: ruling for ruling in claim.rulings if not ruling.pending}


def stances(claim: ReportClaim, axis: Axis) -> tuple[int, int]:
    """How many pieces of evidence that count speak for a claim and how many against, on one axis."""
    left_out = {each.evidence for each in claim.origins.discounted}
    found = [each.stance for each in live_evidence(claim) if each.axis == axis and each.id not in left_out]
    return found.count(Stance.SUPPORTS), found.count(Stance.REFUTES)


def contested(claims: list[ReportClaim]) -> list[Contested]:
    """Claims that contradict another, have evidence or others' rulings both ways, or else were ruled disputed."""
    found = ([*_contradictions(claim), *_both_ways(claim), *_ruled_otherwise(claim)] for claim in claims)
    return [each for claim, some in zip(claims, found, strict=True) for each in some or _disputed(claim)]


def _contradictions(claim: ReportClaim) -> Iterator[Contested]:
    for relation in claim.relations:
        if relation.kind == RelationKind.CONTRADICTS and relation.retired_at is None:
            yield Contested(claim.id, relation.claim.id, _contradiction(relation))


def _both_ways(claim: ReportClaim) -> Iterator[Contested]:
    for axis, (yes, no) in _SAYS.items():
        supports, refutes = stances(claim, axis)
        if supports and refutes:
            pieces = number(supports, "piece of evidence says", "pieces of evidence say")
            yield Contested(claim.id, None, f"{pieces} {yes}, {refutes} {no}.")


def _ruled_otherwise(claim: ReportClaim) -> Iterator[Contested]:
    """Where a published review is of another mind than the desk or another review: only one of them stands."""
    for axis in Axis:
        ruled = {
            (each.review, each.ruled_by if each.review is None and each.rating_table else None): each
            for each in claim.rulings
            if each.axis == axis and not each.pending
        }
        telling = [each for each in ruled.values() if each.status != Status.UNVERIFIED]
        if len({each.status for each in telling}) > 1 and any(each.review is not None for each in telling):
            minds = listed([f"{each.status} by {one_line(each.ruled_by)}" for each in telling])
            yield Contested(claim.id, None, f"Rulings differ: {minds}.")


def _disputed(claim: ReportClaim) -> list[Contested]:
    ruled = newest_rulings(claim)
    asked = [axis for axis in _ASKS if getattr(claim.status, axis) == Status.DISPUTED]
    return [Contested(claim.id, None, _why_disputed(axis, ruled.get(axis))) for axis in asked]


def _why_disputed(axis: Axis, ruling: RulingView | None) -> str:
    """Who says so, and of others only what they said."""
    if ruling is None or ruling.rating_table is None:
        return f"The desk ruled it disputed: {_ASKS[axis]}"
    return f"{one_line(ruling.ruled_by)} rated it {in_quotes(ruling.rating or '')}, which counts as disputed."


def open_claims(claims: Sequence[ClaimView]) -> list[OpenClaim]:
    """Claims that are unverified on an axis."""
    found = []
    for claim in claims:
        axes = [str(axis) for axis in Axis if getattr(claim.status, axis) == Status.UNVERIFIED]
        if axes:
            found.append(OpenClaim(claim.id, axes))
    return found


def due(claims: Sequence[ClaimView], today: date) -> list[Due]:
    """Standing rulings whose day for another look has come, the longest overdue first."""
    found = [
        Due(claim.id, ruling.axis, ruling.status, ruling.recheck_on)
        for claim in claims
        for ruling in newest_rulings(claim).values()
        if ruling.recheck_on and ruling.recheck_on <= today.isoformat()
    ]
    return sorted(found, key=lambda each: (each.recheck_on, each.claim, each.axis))


def rests_on_retracted(claims: Sequence[ClaimView], links: Links) -> list[RestsOnRetracted]:
    """Utterances, evidence and standing rulings that rest on a retracted source, through other sources too."""
    return [each for claim in claims for each in _resting(claim, links)]


def _resting(claim: ClaimView, links: Links) -> Iterator[RestsOnRetracted]:
    """What of one claim rests on a retracted source."""
    for utterance in live_utterances(claim):
        if utterance.source and (gone := _retracted(utterance.source, links)):
            why = f"Utterance #{utterance.id} is printed in {_trail(utterance.source, gone)}."
            yield RestsOnRetracted(claim.id, gone.id, utterance.id, None, None, why)
    gone_evidence = {each.id: gone for each in claim.evidence if (gone := _retracted(each.source, links))}
    for evidence in live_evidence(claim):
        if gone_source := gone_evidence.get(evidence.id):
            why = f"Evidence #{evidence.id} is {_trail(evidence.source, gone_source)}."
            yield RestsOnRetracted(claim.id, gone_source.id, None, evidence.id, None, why)
    for ruling in newest_rulings(claim).values():
        for number_of_evidence in ruling.evidence:
            if gone_source := gone_evidence.get(number_of_evidence):
                why = f"The ruling “{ruling.status}” on {ruling.axis} rests on evidence #{number_of_evidence}."
                yield RestsOnRetracted(claim.id, gone_source.id, None, None, ruling.id, why)


def _retracted(source: SourceRef, links: Links) -> SourceRef | None:
    """The nearest retracted source: this one, else one that it takes its content from."""
    seen, ahead = {source.id}, [source]
    for each in ahead:
        if each.retracted_on:
            return each
        for origin in sorted({origin for origin, _ in links.takes_from.get(each.id, [])} - seen):
            seen.add(origin)
            ahead.append(links.sources[origin])
    return None


def _trail(source: SourceRef, gone: SourceRef) -> str:
    """A source and the retracted source behind it, as a sentence names them."""
    retracted = f"retracted on {when(gone.retracted_on or '')}"
    if source.id == gone.id:
        return f"{in_quotes(source_name(source))}, {retracted}"
    return f"{in_quotes(source_name(source))}, whose content comes from {in_quotes(source_name(gone))}, {retracted}"


def _contradiction(relation: RelationView) -> str:
    """Which of two claims contradicts the other."""
    other = f"claim #{relation.claim.id}"
    said = in_quotes(relation.claim.text, 200)
    return f"It contradicts {other}: {said}" if relation.outgoing else f"C{other[1:]} contradicts it: {said}"
