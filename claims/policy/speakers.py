"""Whose words they are: speakers that differ between a source and its copy, and relays taken for speakers."""

from collections.abc import Iterator

from claims.policy.docket import Case
from claims.policy.quoting import fold, words
from claims.policy.wording import in_quotes, outlet
from claims.views import UtteranceView
from claims.vocabulary import Mode, Naming, SourceKind

_OWN_DOCUMENTS = {
    SourceKind.STATEMENT,
    SourceKind.TRANSCRIPT,
    SourceKind.INTERVIEW,
    SourceKind.SOCIAL_POST,
    SourceKind.DATASET,
    SourceKind.DOCUMENT,
    SourceKind.REPORT,
}
"""Kinds of source in which a publisher speaks in its own name or keeps a record."""

_TELLING_QUOTE = 4
"""The least number of words in a quote that two people don't say by chance."""


def relays_as_speakers(case: Case) -> list[tuple[UtteranceView, str]]:
    """Utterances whose speaker only passed the claim on, as another utterance shows, each with the reason."""
    return [(each, why) for each in case.utterances if (why := _relays_as_speaker(case, each))]


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


def _relays_as_speaker(case: Case, utterance: UtteranceView) -> str:
    """Why the speaker of an utterance is a relay; or nothing."""
    if not utterance.chain or _in_own_voice(utterance):
        return ""
    speaker = utterance.chain[0]
    for other in case.utterances:
        passed_on = speaker.claimant in {link.claimant for link in other.chain[1:]}
        if other.id == utterance.id or not passed_on or other.chain[0].claimant == speaker.claimant:
            continue
        if (
            speaker.claimant in case.ledger.agencies
            or _published_upstream(case, utterance)
            or _kin(case, utterance, other)
        ):
            said_by = (
                f"Utterance #{other.id} shows that {speaker.name} only passed it on: {other.chain[0].name} said it."
            )
            return f"{speaker.name} is recorded as the speaker. {said_by}"
    return ""


def _in_own_voice(utterance: UtteranceView) -> bool:
    """Whether an outlet says it in its own name in a source of its own."""
    source, speaker = utterance.source, utterance.chain[0].claimant
    own = source is not None and source.publisher is not None and source.publisher.id == speaker
    return own and source is not None and (utterance.mode == Mode.NARRATED or source.kind in _OWN_DOCUMENTS)


def _published_upstream(case: Case, utterance: UtteranceView) -> bool:
    """Whether the utterance's source is or takes from a report that its speaker published."""
    behind = case.ledger.upstream(utterance.source.id) if utterance.source else frozenset()
    known = [case.ledger.sources[each] for each in behind if each in case.ledger.sources]
    return any(
        each.publisher is not None
        and each.publisher.id == utterance.chain[0].claimant
        and each.kind not in _OWN_DOCUMENTS
        for each in known
    )


def _kin(case: Case, one: UtteranceView, other: UtteranceView) -> bool:
    """Whether one of two utterances is printed in a source that takes from the other's."""
    if not one.source or not other.source or one.source.id == other.source.id:
        return False
    upstream = case.ledger.upstream
    return other.source.id in upstream(one.source.id) or one.source.id in upstream(other.source.id)


def _other_speaker_upstream(case: Case, utterance: UtteranceView, others: list[UtteranceView]) -> str:
    """Why the speaker differs from that of the source that this one takes from, or of another copy of it."""
    if not utterance.source:
        return ""
    speaker, behind = utterance.chain[0], case.ledger.upstream(utterance.source.id)
    if any(_speaker(each) == speaker.claimant and _in(each, behind - {utterance.source.id}) for each in others):
        return ""
    for other in others:
        if not other.source or other.source.id == utterance.source.id or _speaker(other) == speaker.claimant:
            continue
        name = f"{other.chain[0].name} in utterance #{other.id}"
        if other.source.id in behind and not case.ledger.in_circle(other.source.id, utterance.source.id):
            if speaker.claimant not in _speakers_in(others, other.source.id):
                return f"{speaker.name} says here what its origin, {outlet(other.source)}, has from {name}."
        elif other.id < utterance.id and _is_other_copy(case, utterance, other, others):
            return f"{speaker.name} says here what another copy of the same source has from {name}."
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
        if not other.quote or fold(other.quote.exact) != quote or _speaker(other) == _speaker(utterance):
            continue
        of_this_claim = any(other is each for each in others)
        near = _kin(case, utterance, other) or _same_source(utterance, other)
        if (of_this_claim or near) and _comes_after(case, utterance, other):
            said = in_quotes(utterance.quote.exact, 80)
            return f"{said} is {utterance.chain[0].name}'s here and {other.chain[0].name}'s in utterance #{other.id}."
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
    return bool(utterance.chain) and utterance.chain[0].naming != Naming.UNNAMED


def _speaker(utterance: UtteranceView) -> int:
    return utterance.chain[0].claimant


def _speakers_in(utterances: list[UtteranceView], source: int) -> set[int]:
    """Those who make the claim in one source."""
    return {_speaker(each) for each in utterances if _in(each, frozenset({source}))}


def _in(utterance: UtteranceView, sources: frozenset[int]) -> bool:
    """Whether an utterance is printed in one of these sources."""
    return utterance.source is not None and utterance.source.id in sources


def _same_source(one: UtteranceView, other: UtteranceView) -> bool:
    """Whether two utterances are printed in one source."""
    return one.source is not None and other.source is not None and one.source.id == other.source.id
