"""From a text to its candidates, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claims.extraction.language.folders import FALLBACK, spoken
from claims.extraction.language.lexicon import lexicon
from claims.extraction.language.models import load
from claims.extraction.people import chains, speakers
from claims.extraction.people.proposing import NEITHER, proposal
from claims.extraction.rules.attributing import attributions
from claims.extraction.rules.own_voice import loose_quotations, own_voice
from claims.extraction.said_on import said_on
from claims.extraction.spans import Attribution, ChainSpan, FoundStatement, Speaker
from claims.extraction.text.page import ArticleText
from claims.extraction.text.wording import claim_text, says_something, words
from claims.vocabulary import Mode, SpeechStance

SURE = 0.5
"""The confidence from which a candidate is offered unless another is asked for."""

CERTAIN = 0.75
"""The confidence from which nothing need be in doubt."""

UNSTATED = {
    SpeechStance.DENIED: ("The text says that it was denied: nobody states it.",),
    SpeechStance.NOT_SAID: ("The text says that it was not said: nobody states it.",),
    SpeechStance.ASKED: ("It is asked, not stated.",),
    SpeechStance.SUPPOSED: ("It is only supposed that somebody states it.",),
}
"""What a person is told where nothing was stated."""


def read(
    text: str,
    *,
    language: str = FALLBACK,
    published_on: date | None = None,
    publisher: str | None = None,
    own: bool = False,
    least: float = SURE,
) -> list[FoundStatement]:
    """The candidate statements of a text; with `own` also what the outlet says itself, with `least` fewer or more."""
    name = spoken(language)
    page = ArticleText(load(name), text, lexicon(name))
    found = _found(page, own)
    named = speakers.resolve(page, found)
    hops = chains.chains(page, found, named)
    _pass_on(page, found)
    said_by = [chains.first_of(*each) for each in zip(hops, named, strict=True)]
    _say_once(found, said_by)
    offered = [
        place for place, one in enumerate(found) if one.confidence >= least and says_something(text, one.content)
    ]
    shown = {place: number for number, place in enumerate(offered)}
    read_off = []
    for place in offered:
        who = said_by[place]
        read_off.append(_candidate(page, text, found[place], who, hops[place], shown, published_on, publisher))
    return read_off


def _found(page: ArticleText, own: bool) -> list[Attribution]:
    """Everything that may be a statement, in reading order, with each parent's place in that order."""
    found = attributions(page)
    besides = loose_quotations(page, found)
    besides += own_voice(page, [*found, *besides]) if own else []
    ordered = sorted([*found, *besides], key=lambda one: one.content[0][0])
    places = {id(one): place for place, one in enumerate(ordered)}
    parents = [None if one.parent is None else places[id(found[one.parent])] for one in ordered]
    for one, parent in zip(ordered, parents, strict=True):
        one.parent = parent
    return ordered


def _pass_on(page: ArticleText, found: list[Attribution]) -> None:
    """Leave out what an outlet says where that is nothing but a statement it passes on."""
    for outer, inner in chains.passed_on(found, page).items():
        found[inner].confidence = max(found[inner].confidence, found[outer].confidence)
        found[inner].parent = found[outer].parent
        found[outer].confidence = 0.0


def _say_once(found: list[Attribution], said_by: Sequence[Speaker | None]) -> None:
    """Of two readings of the same words by one speaker leave out the less sure: "added in a statement that ..."."""
    surest: dict[object, int] = {}
    for place, one in enumerate(found):
        speaker = said_by[place]
        key = (tuple(one.content), speaker.name if speaker else None)
        kept = surest.setdefault(key, place)
        if kept != place:
            less, more = sorted((kept, place), key=lambda each: found[each].confidence)
            found[less].confidence, surest[key] = 0.0, more


def _candidate(
    page: ArticleText,
    text: str,
    found: Attribution,
    speaker: Speaker | None,
    chain: list[ChainSpan],
    shown: dict[int, int],
    published_on: date | None,
    publisher: str | None,
) -> FoundStatement:
    narrated = found.kind is Mode.NARRATED
    if narrated and publisher:
        speaker, chain = Speaker(publisher, publisher), [ChainSpan(publisher)]
    day = None if narrated else said_on(page, found, published_on)
    said = claim_text(text, found.content, page.lists.that)
    wording, unresolved = NEITHER if narrated else proposal(page, found, speaker, said)
    return FoundStatement(
        text=said,
        content=found.content,
        source=found.source,
        speaker=speaker,
        chain=chain,
        cue=words(text, [found.cue]) if found.cue else None,
        mode=found.kind,
        said_on=str(day) if day else None,
        addressee=None if narrated else chains.addressee(page, found),
        within=None if found.parent is None else shown.get(found.parent),
        own_voice=narrated,
        sure=(
            found.confidence >= CERTAIN
            and not found.doubts
            and (narrated or speaker is not None)
            and found.stance is SpeechStance.STATED
        ),
        confidence=round(found.confidence, 2),
        why=[*found.why, *found.doubts, *UNSTATED.get(found.stance, ())],
        stance=found.stance.value,
        proposed=wording,
        unresolved=unresolved,
    )
