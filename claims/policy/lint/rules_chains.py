"""Lint's rules on how a claim reached us: circles of sources, dropped hops, speakers that change, C301 to C305."""

from collections.abc import Iterator, Sequence

from claims.policy.lint.case import Case, Finding, Rule
from claims.policy.lint.circles import circular_chain, circular_sources
from claims.policy.lint.mouthpieces import relays_as_speakers
from claims.policy.lint.speakers import changed
from claims.policy.provenance.wording import listed, outlet, source_name
from claims.policy.rules.codes import Code
from claims.views import SourceRef, UtteranceView, speaker_names
from claims.vocabulary import LinkKind, SourceKind

_SPEAKS_FOR_NOBODY = {SourceKind.DATASET, SourceKind.DOCUMENT, SourceKind.REPORT, SourceKind.FACT_CHECK}
"""Kinds of source that an article can quote without having anybody's statement from them."""


def _cycles(case: Case) -> Iterator[Finding]:
    if case.behind.isdisjoint(case.ledger.circular):
        return
    for circle in case.origins.cycles:
        names = [f"#{each}" for each in circle]
        whole = f"Sources {listed(names)} take their content from one another" if len(circle) > 1 else ""
        said = f"{whole or f'Source {names[0]} is recorded as taking its content from itself'}; nobody is the origin."
        hint = f"Take out the link that is wrong, such as: {_unlinking(case, circle)}"
        yield case.found(Code.CYCLE, f"source #{circle[0]}", said, hint)


def _unlinking(case: Case, circle: Sequence[int]) -> str:
    """The command that takes out one of the links by which sources take their content from one another."""
    takes = case.ledger.links.takes_from.get(circle[0], [])
    origin, how = next((each for each in takes if each[0] in circle), (circle[-1], LinkKind.QUOTES))
    return f"claims source unlink {circle[0]} {how} {origin} --because WHY"


def _circular(case: Case) -> Iterator[Finding]:
    for trail in circular_sources(case):
        path = " from ".join(f"#{each.id} ({outlet(each)})" for each in trail)
        said = f"{outlet(trail[0])} comes back as its own origin: source {path}."
        hint = "It is no confirmation: look for who had it first, and count the outlet once."
        yield case.found(Code.CIRCULAR, f"source #{trail[0].id}", said, hint)
    for utterance in case.utterances:
        if publisher := circular_chain(utterance):
            said = f"Its chain leads from {publisher} back to {publisher}."
            hint = "Take out the hop that is wrong, or look for who had it first."
            yield case.found(Code.CIRCULAR, f"utterance #{utterance.id}", said, hint)


def _dropped_hop(case: Case) -> Iterator[Finding]:
    for utterance in case.utterances:
        skipped = _skipped(case, utterance)
        if not skipped or utterance.id in {each.id for each, _ in [*changed(case), *relays_as_speakers(case)]}:
            continue
        names = listed([outlet(each) for each in skipped])
        said = f"Its source takes its content from {listed([source_name(each) for each in skipped])}, but {names}"
        verb = "is" if len(skipped) == 1 else "are"
        hint = f"Record it again with --via '{outlet(skipped[0])}', or take out the link."
        yield case.found(Code.DROPPED_HOP, f"utterance #{utterance.id}", f"{said} {verb} not in its chain.", hint)


def _skipped(case: Case, utterance: UtteranceView) -> list[SourceRef]:
    """The sources that an utterance's source takes from, if the chain names the publisher of none of them."""
    source, chain = utterance.source, {each.claimant for each in utterance.chain}
    if not source or not chain:
        return []
    publisher = source.publisher.id if source.publisher else None
    known = [case.ledger.sources.get(each) for each in _carriers(case, source.id)]
    from_others = [each for each in known if each and each.publisher and each.publisher.id != publisher]
    if any(each.publisher and each.publisher.id in chain for each in from_others):
        return []
    rings = [{each.id for each in trail} for trail in circular_sources(case)] if from_others else []
    return [
        each
        for each in from_others
        if not case.ledger.in_circle(source.id, each.id) and not any({source.id, each.id} <= ring for ring in rings)
    ]


def _carriers(case: Case, source: int) -> list[int]:
    """The sources that one can have a statement from; a data set that it quotes is none, unless it was said there."""
    said_in = {each.source.id for each in case.utterances if each.source}
    found = set()
    for origin, kind in case.ledger.links.takes_from.get(source, []):
        known = case.ledger.sources.get(origin)
        mute = kind == LinkKind.QUOTES and known is not None and known.kind in _SPEAKS_FOR_NOBODY
        if origin != source and (origin in said_in or not mute):
            found.add(origin)
    return sorted(found)


def _speaker_changed(case: Case) -> Iterator[Finding]:
    for utterance, said in changed(case):
        hint = "Read both again: one of the two names the wrong speaker, or this is a claim of its own."
        yield case.found(Code.SPEAKER_CHANGED, f"utterance #{utterance.id}", said, hint)


def _relay_as_speaker(case: Case) -> Iterator[Finding]:
    for utterance, said in relays_as_speakers(case):
        hint = f"Record it again with the one who said it as --by, and {speaker_names(utterance.chain)} as --via."
        yield case.found(Code.RELAY_AS_SPEAKER, f"utterance #{utterance.id}", said, hint)


RULES = [
    Rule(
        Code.CYCLE,
        "a cycle of source links",
        "Sources take their content from others in one direction; no source comes from itself by way of others.",
        "In a circle nobody is the origin, so nothing is known about where the content comes from.",
        "Take out the link that is wrong: claims source unlink",
        _cycles,
    ),
    Rule(
        Code.CIRCULAR,
        "circular reporting",
        "No outlet stands twice on one trail, once as the origin and once as a copy of somebody who had it from there. "
        "Documents that take from one another in a circle are C301's.",
        "An outlet that cites those who cite it has confirmed nothing.",
        "Look for who had it first, and count the outlet once.",
        _circular,
    ),
    Rule(
        Code.DROPPED_HOP,
        "a dropped hop",
        "Where a source takes its content from another, that one's publisher is in the utterance's chain. Silent on "
        "circles (C301, C302) and where the speaker is in doubt (C304, C305).",
        "A chain without the agency makes a reprint look like a report.",
        "Record the utterance again with the missing link as --via, or take out the link between the sources.",
        _dropped_hop,
    ),
    Rule(
        Code.SPEAKER_CHANGED,
        "the speaker changes along the chain",
        "A source and the one it takes its content from name the same speaker, and one quote has one speaker. An "
        "unnamed speaker contradicts nobody. Silent where C305 says which of the two is wrong.",
        "A statement that changes its speaker on the way was misread by somebody.",
        "Read both again and correct the one that is wrong.",
        _speaker_changed,
    ),
    Rule(
        Code.RELAY_AS_SPEAKER,
        "a relay recorded as the speaker",
        "Whoever only passed a claim on, as another of its utterances says, is not recorded as having made it.",
        "An agency's name under a quote makes a report of a statement.",
        "Record it again with the one who said it as --by, and the relay as --via.",
        _relay_as_speaker,
    ),
]
