"""Whose words they are: speakers that differ between a source and its copy, or over one quote."""

from collections.abc import Iterator

from claims.policy.lint.case import Case
from claims.policy.lint.mouthpieces import kin, relays_as_speakers
from claims.policy.provenance.wording import in_quotes, outlet
from claims.quotes.quoting import fold, words
from claims.views import UtteranceView, speaker_ids, speaker_names, speakers
from claims.vocabulary import Naming

_TELLING_QUOTE = 4
"""The least number of words in a quote that two people don't say by chance."""


def changed(case: Case) -> list[tuple[UtteranceView, str]]:
    """Utterances whose speaker is another than in the source they come from, or of the same quote, with the reason."""
    relays = {each.id for each, _ in relays_as_speakers(case)}
    found = []
    for utterance in case.utterances:
        if utterance.id in relays or not _named(utterance):
            continue
        others = [
            each for each in case.utterances if each.id not in relays and _named(each) and each.id != utterance.id
        ]
        why = _other_speaker_upstream(case, utterance, others) or _other_speaker_of_quote(case, utterance, others)
        if why:
            found.append((utterance, why))
    return found


def _other_speaker_upstream(case: Case, utterance: UtteranceView, others: list[UtteranceView]) -> str:
    """Why the speaker differs from that of the source that this one takes from, or of another copy of it."""
    if not utterance.source:
        return ""
    said_by, behind = speaker_ids(utterance.chain), case.ledger.upstream(utterance.source.id)
    if any(speaker_ids(each.chain) & said_by and _in(each, behind - {utterance.source.id}) for each in others):
        return ""
    for other in others:
        if not other.source or other.source.id == utterance.source.id or speaker_ids(other.chain) & said_by:
            continue
        here, name = speaker_names(utterance.chain), f"{speaker_names(other.chain)} in utterance #{other.id}"
        if other.source.id in behind and not case.ledger.in_circle(other.source.id, utterance.source.id):
            if not said_by & _speakers_in(others, other.source.id):
                return f"{here} says here what its origin, {outlet(other.source)}, has from {name}."
        elif other.id < utterance.id and _is_other_copy(case, utterance, other, others):
            return f"{here} says here what another copy of the same source has from {name}."
    return ""


def _is_other_copy(case: Case, utterance: UtteranceView, other: UtteranceView, others: list[UtteranceView]) -> bool:
    """Whether two sources take from nowhere but one and the same, in which nobody has the claim on record."""
    if not utterance.source or not other.source:
        return False
    one, two = case.ledger.origins_of(utterance.source.id), case.ledger.origins_of(other.source.id)
    if len(one) != 1 or one != two or any(_in(each, frozenset(one)) for each in others):
        return False
    speakers = _speakers_in(others, other.source.id), _speakers_in([*others, utterance], utterance.source.id)
    return not speakers[0] & speakers[1]


def _other_speaker_of_quote(case: Case, utterance: UtteranceView, others: list[UtteranceView]) -> str:
    """Why the same words are somebody else's in another utterance of the claim, or in a source of the same family."""
    if not utterance.quote:
        return ""
    quote = fold(utterance.quote.exact)
    if len(words(quote)) < _TELLING_QUOTE:
        return ""
    for other in [*others, *_elsewhere(case, quote)]:
        if (
            not other.quote
            or fold(other.quote.exact) != quote
            or speaker_ids(other.chain) & speaker_ids(utterance.chain)
        ):
            continue
        of_this_claim = any(other is each for each in others)
        near = kin(case, utterance, other) or _same_source(utterance, other)
        if (of_this_claim or near) and _comes_after(case, utterance, other):
            said = in_quotes(utterance.quote.exact, 80)
            here, there = speaker_names(utterance.chain), speaker_names(other.chain)
            return f"{said} is {here}'s here and {there}'s in utterance #{other.id}."
    return ""


def _elsewhere(case: Case, quote: str) -> Iterator[UtteranceView]:
    """The utterances of other claims that have the same quote and a named speaker."""
    for claim, other in case.ledger.quoted.get(quote, []):
        if claim != case.claim.id and _named(other):
            yield other


def _comes_after(case: Case, utterance: UtteranceView, other: UtteranceView) -> bool:
    """Whether this one of the two is to be looked at: the copy, else the one entered later."""
    if utterance.source and other.source and not _same_source(utterance, other):
        downstream = other.source.id in case.ledger.upstream(utterance.source.id)
        if downstream != (utterance.source.id in case.ledger.upstream(other.source.id)):
            return downstream
    return utterance.id > other.id


def _named(utterance: UtteranceView) -> bool:
    """Whether the utterance has a speaker who is somebody in particular."""
    return any(link.naming != Naming.UNNAMED for link in speakers(utterance.chain))


def _speakers_in(utterances: list[UtteranceView], source: int) -> set[int]:
    """Those who make the claim in one source."""
    return {number for each in utterances if _in(each, frozenset({source})) for number in speaker_ids(each.chain)}


def _in(utterance: UtteranceView, sources: frozenset[int]) -> bool:
    """Whether an utterance is printed in one of these sources."""
    return utterance.source is not None and utterance.source.id in sources


def _same_source(one: UtteranceView, other: UtteranceView) -> bool:
    """Whether two utterances are printed in one source."""
    return one.source is not None and other.source is not None and one.source.id == other.source.id
