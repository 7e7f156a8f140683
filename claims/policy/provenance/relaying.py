"""Evidence marked first-hand that only passes on what others have."""

from claims.policy.provenance.counting import RELAYED, live_utterances
from claims.policy.provenance.names import agencies_in, look_alike
from claims.policy.provenance.roots import relays
from claims.policy.provenance.wording import listed, outlet, source_name
from claims.trails import Links, Origins
from claims.views import ClaimView, EvidenceView
from claims.vocabulary import Axis, Directness, SourceKind, Stance


def origins_of(links: Links, source: int) -> list[int]:
    """The sources that one takes its content from, itself left out, by number."""
    return sorted({origin for origin, _ in links.takes_from.get(source, [])} - {source})


def upstream(links: Links, source: int) -> frozenset[int]:
    """The source and everything that its content can come from, retracted or not."""
    seen, ahead = {source}, [source]
    while ahead:
        fresh = [each for each in origins_of(links, ahead.pop()) if each not in seen]
        seen.update(fresh)
        ahead.extend(fresh)
    return frozenset(seen)


def relays_as_origins(claim: ClaimView, origins: Origins, links: Links) -> dict[int, str]:
    """Live evidence that is marked primary although it only passes on, by number, each with the reason."""
    echoes = {each.evidence: each.reason for each in origins.discounted if each.reason.startswith(RELAYED)}
    found = {}
    for evidence in sorted(claim.evidence, key=lambda each: each.id):
        if evidence.retired_at is None and evidence.directness == Directness.PRIMARY:
            why = _takes(evidence, links) or echoes.get(evidence.id) or _second_hand(evidence, claim, links)
            if why:
                found[evidence.id] = why
    return found


def _takes(evidence: EvidenceView, links: Links) -> str:
    """Why a source that takes its content from others is not first-hand; or nothing."""
    names = [
        source_name(links.sources[each]) for each in origins_of(links, evidence.source.id) if each in links.sources
    ]
    if names:
        return f"Its source takes its content from {listed(names)}."
    publisher = evidence.source.publisher
    agencies = [
        each
        for each in agencies_in(links.bylines.get(evidence.source.id, ""))
        if publisher is None or not look_alike(each, publisher.name)
    ]
    return f"The byline of its source names {listed(agencies)}." if agencies else ""


def _second_hand(evidence: EvidenceView, claim: ClaimView, links: Links) -> str:
    """Why evidence of somebody who had the claim from another is not first-hand; or nothing."""
    if evidence.stance == Stance.REFUTES:
        return ""
    for utterance in live_utterances(claim):
        through = relays(utterance.chain)
        if through and utterance.source and utterance.source.id == evidence.source.id:
            return f"Its source has the claim from {through[-1].name}, as utterance #{utterance.id} says."
        publisher = evidence.source.publisher
        if evidence.axis == Axis.CONTENT and publisher and any(publisher.id == each.id for each in through):
            fed = utterance.source is not None and evidence.source.id in upstream(links, utterance.source.id)
            if fed or evidence.source.kind == SourceKind.WIRE:
                return f"{outlet(evidence.source)} only passed the claim on, as utterance #{utterance.id} says."
    return ""
