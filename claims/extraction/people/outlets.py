"""Outlets and agencies: whether words name one, and its name apart from what kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.language.lexicon import Lexicon
from claims.extraction.people.persons import joined, named, names_outlet
from claims.extraction.spans import ChainSpan

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_media(tokens: list[Token], words: Lexicon) -> bool:
    """Whether a noun phrase names somebody who passes on what they hear."""
    if any(token.lower_ in words.people.hearers for token in tokens):
        return False
    return names_outlet(tokens, words) or _reads_as_outlet(tokens, words)


def _reads_as_outlet(tokens: list[Token], words: Lexicon) -> bool:
    """`the Evening Lamp`: an article and a proper name that is no body and no person."""
    people = words.people
    if (
        len(tokens) < 2
        or tokens[0].lower_ not in people.definite
        or (named(tokens, words)[0] is None and tokens[-1].lower_ in people.bodies)
    ):
        return False
    return all(t.tag_ in words.tags.proper or t.lower_ in words.hops.within_outlet for t in tokens[1:]) and not any(
        t.lower_ in people.bodies | people.roles for t in tokens
    )


def link(tokens: list[Token], cue: str, words: Lexicon) -> ChainSpan:
    """The hop that a noun phrase names."""
    name, role, _female = named(tokens, words)
    if name is not None and not names_outlet(tokens, words):
        return ChainSpan(name=joined(tokens) if role is None else name, role=role, cue=cue)
    name, role = outlet(tokens, words)
    return ChainSpan(name=name, role=role, cue=cue)


def outlet(tokens: list[Token], words: Lexicon) -> tuple[str, str | None]:
    """An outlet's name apart from what kind it is: `the VESTA news agency`, `the Sylvanian daily Dawn`."""
    kept = [token for token in tokens if not token.is_space]
    if len(kept) > 1 and kept[0].text in words.people.articles:
        kept = kept[1:]
    media, proper = words.people.media, words.tags.proper
    kinds = [i for i, token in enumerate(kept) if token.text in media]  # as written there: in capitals it is a name's
    if not kinds:
        return joined(kept), None
    last = kinds[-1]
    if last + 1 < len(kept) and kept[last + 1].tag_ in proper:
        return joined(kept[last + 1 :]), joined(kept[: last + 1])
    first = last
    while first > 0 and kept[first - 1].text in media | words.hops.kinds:
        first -= 1
    if first > 0 and all(token.tag_ in proper for token in kept[:first]):
        return joined(kept[:first]), joined(kept[first:])
    return joined(kept), None
