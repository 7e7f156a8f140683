"""Who is independent of whom: four papers on one agency's wire are one source, and a claimant's echo is none."""

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping

from claims.policy.counting import Counting, live_utterances
from claims.policy.grouping import Group, count, grouped, origin
from claims.policy.roots import Copy, Node, Roots, relays
from claims.policy.wording import source_name
from claims.trails import Links, Origins
from claims.views import ClaimView, SourceRef

Pair = tuple[int, int]


def find_origins(
    claim: ClaimView,
    links: Links,
    reprints: Collection[Pair] = (),
    judged: Mapping[Pair, bool] | None = None,
) -> Origins:
    """The independent origins of a claim's utterances and evidence; `links` reach to the end of every trail.

    `reprints` are pairs of sources found to have nearly the same text: one origin, though nobody linked them. `judged`
    is what the desk says of a pair, and goes before what was found: True that the two are independent, False that they
    are the same. It unties nothing that links, publishers or chains tie.
    """
    named, verdicts = _named_sources(claim), {_pair(*pair): verdict for pair, verdict in (judged or {}).items()}
    known = ChainMap(links.sources, named)
    found = {
        pair for each in reprints if (pair := _pair(*each))[0] != pair[1] and pair[0] in known and pair[1] in known
    }
    same = {pair for pair in found if pair not in verdicts}
    same |= {pair for pair, verdict in verdicts.items() if not verdict and pair[0] in known and pair[1] in known}
    copies = sorted((_copy(pair, known, links, pair in verdicts) for pair in same), key=lambda each: each[0])
    counting = Counting(claim, Roots(links, named, _told(claim), [copy for _, copy in copies]))
    groups = grouped(counting.items)
    apart = {pair for pair in found if verdicts.get(pair)}
    return Origins(
        independent_sources=sum(any(item.telling for item in group) for group in groups),
        attribution=count(groups, "attribution"),
        supports=count(groups, "supports"),
        refutes=count(groups, "refutes"),
        groups=[origin(group, [*_apart(group, counting, apart, known)]) for group in groups],
        discounted=counting.discounted,
        cycles=[list(circle) for circle in sorted(counting.circles)],
    )


def _pair(one: int, other: int) -> Pair:
    """Two sources, the smaller number first."""
    return (one, other) if one <= other else (other, one)


def _copy(pair: Pair, known: Mapping[int, SourceRef], links: Links, judged: bool) -> tuple[tuple[object, ...], Copy]:
    """Which of two sources copies the other: one whose trail is known is the original, else the earlier one."""

    def rank(source: int) -> tuple[bool, str, int]:
        return not links.takes_from.get(source), known[source].published_on or "~", source

    original, copy = sorted(pair, key=rank)
    return (*rank(original), *rank(copy)), Copy(copy, original, judged)


def _apart(group: Group, counting: Counting, pairs: set[Pair], known: Mapping[int, SourceRef]) -> Iterator[str]:
    """Which other sources of the claim have the text of one in this group and are independent, as the desk judged."""
    everywhere = {document for item in counting.items for document in item.documents}
    here = {document for item in group for document in item.documents}
    for one, other in sorted(pairs):
        if {one, other} <= everywhere and (one in here) != (other in here):
            name = source_name(known[other if one in here else one])
            yield f"Nearly the same text as {name}, but judged independent by the desk."


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
