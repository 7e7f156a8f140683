"""Who is independent of whom: four papers on one agency's wire are one source, and a claimant's echo is none."""

from collections import ChainMap
from collections.abc import Collection, Mapping

import msgspec

from claims.policy.provenance.counting import SAID, SO, UNSAID, UNSO, Counting, live_utterances, speakers
from claims.policy.provenance.grouping import Group, answering, grouped, origin
from claims.policy.provenance.holdings import CopiesOnFile
from claims.policy.provenance.places import Node, Places
from claims.policy.provenance.relaying import upstream
from claims.policy.provenance.reprints import Likeness
from claims.policy.provenance.roots import Roots, relays
from claims.policy.provenance.ties import Pair, Verdicts, copies_among, kept_apart
from claims.policy.provenance.twins import twins
from claims.policy.provenance.wording import source_name
from claims.trails import ADDS_NOTHING, Links, Origin, Origins, Side, independent
from claims.views import ClaimView, SourceRef


def find_origins(
    claim: ClaimView,
    links: Links,
    reprints: Likeness | Collection[Pair] = (),
    judged: Verdicts | Mapping[Pair, bool] | None = None,
    holdings: CopiesOnFile | None = None,
) -> Origins:
    """The independent origins of a claim's utterances and evidence; `links` reach to the end of every trail.

    `reprints` tell which sources were found to have the same text or nearly: one origin, though nobody linked them.
    `judged` is what the desk says of a pair, and goes before what was found (texts, sites, names, bylines): True that
    the two are independent, False that they are the same. It unties nothing that links, one publisher or chains tie.
    """
    likeness = reprints if isinstance(reprints, Likeness) else Likeness(near=reprints)
    verdicts = judged if isinstance(judged, Verdicts) else Verdicts(judged)
    sources = _sources(claim, links)
    told, said_by = _told(claim), speakers(live_utterances(claim))
    passed_on = [node for each in live_utterances(claim) for node in relays(each.chain)]
    places = Places(links, sources, passed_on, said_by, verdicts.rivals)
    roots = Roots(links, sources, told, places, copies_among(claim, sources, links, likeness, verdicts))
    counting = Counting(claim, roots, holdings or CopiesOnFile())
    groups = grouped(counting.items)
    found = _described(groups, counting, verdicts, [*kept_apart(sources, likeness, verdicts)], sources)
    sides = {what: _side(found, answering(groups, what)) for what in (SAID, UNSAID, SO, UNSO)}
    telling = independent(found, [place for place, each in enumerate(found) if each.counts])
    counted = {*telling, *(place for side in sides.values() for place in side.origins)}
    found = [
        msgspec.structs.replace(each, counts=False, unknown=ADDS_NOTHING) if each.counts and at not in counted else each
        for at, each in enumerate(found)
    ]
    return Origins(
        independent_sources=len(telling),
        attribution=sides[SAID].count,
        supports=sides[SO].count,
        refutes=sides[UNSO].count,
        groups=found,
        discounted=counting.discounted,
        cycles=[list(circle) for circle in sorted(counting.circles)],
        said=sides[SAID],
        not_said=sides[UNSAID],
        so=sides[SO],
        not_so=sides[UNSO],
        twins=twins(found),
        unfound=counting.unfound,
    )


def _side(groups: list[Origin], places: list[int]) -> Side:
    """Those groups that are independent of one another."""
    chosen = independent(groups, places)
    return Side(len(chosen), chosen)


def _described(
    groups: list[Group],
    counting: Counting,
    verdicts: Verdicts,
    alike: list[Pair],
    known: Mapping[int, SourceRef],
) -> list[Origin]:
    """The groups as a reader sees them, each with what was taken for one and what was kept apart."""
    documents = [{document for item in group for document in item.documents} for group in groups]
    home = {document: place for place, found in enumerate(documents) for document in found}
    remarks: list[list[str]] = [[] for _ in groups]
    for place, group in enumerate(groups):
        nodes = dict.fromkeys(node for item in group for node in item.nodes)
        ends = {end.id for item in group for end in item.ends}
        remarks[place] += [each for node in nodes for each in counting.roots.places.told(node, ends)]
    for one, other in alike:
        for here, there in ((one, other), (other, one)):
            if here in home and there in home and there not in documents[home[here]]:
                told = f"Nearly the same text as {source_name(known[there])}, but judged independent by the desk."
                remarks[home[here]].append(told)
    return [
        origin(group, dict.fromkeys(remarks[place]), _apart(place, documents, home, verdicts))
        for place, group in enumerate(groups)
    ]


def _apart(place: int, documents: list[set[int]], home: Mapping[int, int], verdicts: Verdicts) -> list[int]:
    """The groups that have a source of which the desk judged one of this group's independent."""
    others = {
        home[other]
        for here in documents[place]
        for other, apart in verdicts.of(here).items()
        if apart and other in home
    }
    return sorted(others - {place})


def _sources(claim: ClaimView, links: Links) -> dict[int, SourceRef]:
    """The sources of a claim, and all that their content can come from."""
    printed = [utterance.source for utterance in claim.utterances if utterance.source]
    named = {source.id: source for source in [*printed, *(evidence.source for evidence in claim.evidence)]}
    known = ChainMap(links.sources, named)
    reached = {behind for each in named for behind in upstream(links, each)}
    return {each: known[each] for each in sorted(reached) if each in known}


def _told(claim: ClaimView) -> dict[int, list[Node]]:
    """For each source that has the claim at second hand, those it had it from."""
    told: dict[int, list[Node]] = {}
    for utterance in live_utterances(claim):
        if utterance.source and (passed_on := relays(utterance.chain)):
            told.setdefault(utterance.source.id, []).extend(passed_on)
    return told
