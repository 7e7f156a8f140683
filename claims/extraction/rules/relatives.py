"""Statements around their verb: `what she said was true`, `property it claims was seized`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue, Spot
from claims.extraction.people.sources import noun_phrase, own_subject, tensed
from claims.extraction.text.page import COMMAS, ArticleText
from claims.extraction.text.sentences import Unit

if TYPE_CHECKING:
    from spacy.tokens import Token


def relative(spot: Spot) -> Cue | None:
    """`what the senators called for`, `a strike that executives said could spread`, `property it claims was seized`."""
    page, unit, verb, frames = spot.page, spot.unit, spot.verb, spot.frames
    if "clause" not in frames or not tensed(page, verb):
        return None
    who = own_subject(page, verb)
    if who is None or who.i > verb.i or verb.i + 1 >= unit.end:
        return None
    following = page.doc[verb.i + 1]
    if following.tag_ in page.tags.adverb and verb.i + 2 < unit.end:
        following = page.doc[verb.i + 2]
    if following.tag_ not in page.tags.finite:
        return None
    start = who.left_edge.i
    if start - 1 < unit.start:
        return None
    before = page.doc[start - 1]
    end = _relative_end(page, unit, verb)
    if before.lower_ in page.lists.relatives:
        return Cue("relative", verb, [(before.i, before.i + 1), (verb.i + 1, end)], 0.8, noun_phrase(page, who, verb))
    if before.tag_ in page.tags.noun and verb.dep_ in page.grammar.noun_modifier and verb.head.i < start:
        return Cue(
            "relative", verb, [(verb.head.left_edge.i, start), (verb.i + 1, end)], 0.7, noun_phrase(page, who, verb)
        )
    return None


def _relative_end(page: ArticleText, unit: Unit, verb: Token) -> int:
    limit = page.sentence_end(unit)
    for i in range(verb.i + 2, limit):
        if page.quote_of[i] < 0 and page.doc[i].text in COMMAS:
            return i
    return limit
