"""Relays taken for speakers: an agency recorded as having said what it only passed on."""

from itertools import product

from claims.policy.lint.case import Case
from claims.views import UtteranceView, passed_on, speaker_ids, speaker_names, speakers
from claims.vocabulary import Mode, SourceKind

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


def relays_as_speakers(case: Case) -> list[tuple[UtteranceView, str]]:
    """Utterances whose speaker only passed the claim on, as another utterance shows, each with the reason."""
    return [(each, why) for each in case.utterances if (why := _relays_as_speaker(case, each))]


def _relays_as_speaker(case: Case, utterance: UtteranceView) -> str:
    """Why the speaker of an utterance is a relay; or nothing."""
    if not utterance.chain or _in_own_voice(utterance):
        return ""
    for speaker, other in product(speakers(utterance.chain), case.utterances):
        relayed = speaker.claimant in {link.claimant for link in passed_on(other.chain)}
        if other.id == utterance.id or not relayed or speaker.claimant in speaker_ids(other.chain):
            continue
        if (
            speaker.claimant in case.ledger.agencies
            or _published_upstream(case, utterance)
            or kin(case, utterance, other)
        ):
            names = speaker_names(other.chain)
            said_by = f"Utterance #{other.id} shows that {speaker.name} only passed it on: {names} said it."
            return f"{speaker.name} is recorded as the speaker. {said_by}"
    return ""


def _in_own_voice(utterance: UtteranceView) -> bool:
    """Whether an outlet says it in its own name in a source of its own."""
    source, said_by = utterance.source, speaker_ids(utterance.chain)
    own = source is not None and source.publisher is not None and source.publisher.id in said_by
    return own and source is not None and (utterance.mode == Mode.NARRATED or source.kind in _OWN_DOCUMENTS)


def _published_upstream(case: Case, utterance: UtteranceView) -> bool:
    """Whether the utterance's source is or takes from a report that its speaker published."""
    behind = case.ledger.upstream(utterance.source.id) if utterance.source else frozenset()
    known = [case.ledger.sources[each] for each in behind if each in case.ledger.sources]
    return any(
        each.publisher is not None
        and each.publisher.id in speaker_ids(utterance.chain)
        and each.kind not in _OWN_DOCUMENTS
        for each in known
    )


def kin(case: Case, one: UtteranceView, other: UtteranceView) -> bool:
    """Whether one of two utterances is printed in a source that takes from the other's."""
    if not one.source or not other.source or one.source.id == other.source.id:
        return False
    upstream = case.ledger.upstream
    return other.source.id in upstream(one.source.id) or one.source.id in upstream(other.source.id)
