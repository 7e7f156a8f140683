"""Who is independent of whom: four papers on one agency's wire are one source, and a claimant's echo is none."""

from claims.policy.counting import Counting, live_utterances
from claims.policy.grouping import count, grouped, origin
from claims.policy.roots import Node, Roots, relays
from claims.trails import Links, Origins
from claims.views import ClaimView, SourceRef


def find_origins(claim: ClaimView, links: Links) -> Origins:
    """The independent origins of a claim's utterances and evidence; `links` reach to the end of every trail."""
    counting = Counting(claim, Roots(links, _named_sources(claim), _told(claim)))
    groups = grouped(counting.items)
    return Origins(
        independent_sources=sum(any(item.telling for item in group) for group in groups),
        attribution=count(groups, "attribution"),
        supports=count(groups, "supports"),
        refutes=count(groups, "refutes"),
        groups=[origin(group) for group in groups],
        discounted=counting.discounted,
        cycles=[list(circle) for circle in sorted(counting.circles)],
    )


def _named_sources(claim: ClaimView) -> dict[int, SourceRef]:
    """The sources that the claim itself names."""
    printed = [utterance.source for utterance in claim.utterances if utterance.source]
    return {source.id: source for source in [*printed, *(evidence.source for evidence in claim.evidence)]}


def _told(claim: ClaimView) -> dict[int, list[Node]]:
    """For each source that has the claim at second hand, those it had it from."""
    told: dict[int, list[Node]] = {}
    for utterance in live_utterances(claim):
        if utterance.source and (passed_on := relays(utterance.chain)):
            told.setdefault(utterance.source.id, []).extend(passed_on)
    return told
