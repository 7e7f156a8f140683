"""Outlets that stand twice on one trail: as the origin, and as a copy of somebody who had it from them."""

from claims.policy.lint.case import Case
from claims.policy.provenance.roots import relays
from claims.views import SourceRef, UtteranceView, passed_on


def circular_sources(case: Case) -> list[list[SourceRef]]:
    """Trails behind a claim's sources from an outlet through others back to it, without those that hold another."""
    trails = [trail for id in sorted(case.behind) if (trail := _back_to_itself(case, id))]
    passed = [{each.id for each in trail} for trail in trails]
    return [trail for trail, ids in zip(trails, passed, strict=True) if not any(other < ids for other in passed)]


def circular_chain(utterance: UtteranceView) -> str:
    """The outlet that a chain leads to twice with somebody else between; or nothing."""
    chain = [each.claimant for each in passed_on(utterance.chain)]
    for place, link in enumerate(passed_on(utterance.chain)):
        again = [later for later in range(place + 2, len(chain)) if chain[later] == link.claimant]
        if any(set(chain[place:later]) != {link.claimant} for later in again):
            return link.name
    return ""


def _back_to_itself(case: Case, start: int) -> list[SourceRef]:
    """The shortest trail from a source through another outlet to one that its publisher published or told; or none."""
    first = case.ledger.sources.get(start)
    if not first or not first.publisher:
        return []
    trails, seen = [[first]], {(start, False)}
    for trail in trails:
        abroad = any(each.publisher and each.publisher.id != first.publisher.id for each in trail)
        here = trail[-1]
        if abroad and here.publisher and here.publisher.id == first.publisher.id:
            return trail
        if abroad and first.publisher.id in _told_by(case, here):
            return [*trail, first]
        for origin in case.ledger.origins_of(here.id):
            source = case.ledger.sources.get(origin)
            left = abroad or bool(source and source.publisher and source.publisher.id != first.publisher.id)
            if source and (origin, left) not in seen and not case.ledger.in_circle(start, origin):
                seen.add((origin, left))
                trails.append([*trail, source])
    return []


def _told_by(case: Case, source: SourceRef) -> set[int]:
    """Those from whom a source has the claim, as its utterances say."""
    return {node.id for each in case.utterances if each.source == source for node in relays(each.chain)}
