"""Verbs that stand apart from what was said: `The bridge is closed, she said.`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue, Spot, TokenSpan
from claims.extraction.people.sources import between, noun_after, noun_phrase, own_subject, tensed
from claims.extraction.rules.cutting import cut
from claims.extraction.text.page import COMMAS, ArticleText
from claims.extraction.text.sentences import STOPS, Unit

if TYPE_CHECKING:
    from spacy.tokens import Token


def aside(spot: Spot) -> Cue | None:
    """`The bridge is closed, she said.` and `The bridge, she said, is closed.`"""
    page, unit, verb, frames, spent = spot.page, spot.unit, spot.verb, spot.frames, spot.spent
    if "aside" not in frames or not tensed(page, verb):
        return None
    opening = _aside_start(page, unit, verb)
    if opening is None:
        return _as_said(page, unit, verb, frames["aside"])
    start, inverted = opening
    closing = _aside_end(page, unit, verb, inverted)
    if closing is None:
        return None
    end, source = closing
    if not inverted and page.doc[start].tag_ in page.tags.name:
        source = between(page, start, verb)
    first = max([unit.start] + [page.quote_tokens[q][1] for q in spent if page.quote_tokens[q][1] < start])
    stop = start
    while stop > first and page.doc[stop - 1].text in COMMAS and page.quote_of[stop - 1] < 0:
        stop -= 1
    if stop - first > 3 and page.doc[stop - 1].tag_ in page.tags.which:
        first = stop - 1
    content = [(first, stop)]
    if end < unit.end and page.doc[end].text in COMMAS:
        rest = cut(page, verb, page.doc[end], page.sentence_end(unit))
        led = page.doc[first].lower_ in page.lists.subordinators
        if rest - end > 2 and (led or page.doc[end + 1].tag_ not in page.tags.gerund):
            content.append((end + 1, rest))
    if sum(b - a for a, b in content) < 3 or not _says_something(page, content):
        return None
    return Cue("aside", verb, content, frames["aside"], source)


def _as_said(page: ArticleText, unit: Unit, verb: Token, sure: float) -> Cue | None:
    """`As the mayor put it on Friday, the bridge is closed.`"""
    who = own_subject(page, verb)
    if who is None or who.i > verb.i:
        return None
    start = who.left_edge.i - 1
    if start < unit.start or page.doc[start].lower_ not in page.lists.as_put or start - unit.start > 2:
        return None
    comma = next((i for i in range(verb.i + 1, unit.end) if page.doc[i].text == ","), None)
    if comma is None or any(page.doc[i].tag_ in page.tags.finite for i in range(verb.i + 1, comma)):
        return None
    end = page.sentence_end(unit)
    return Cue("as_said", verb, [(comma + 1, end)], sure, noun_phrase(page, who, verb)) if end - comma > 3 else None


def _says_something(page: ArticleText, content: list[TokenSpan]) -> bool:
    """Whether there is a clause that can stand alone, not just "In a recent survey" or "When he came"."""
    if len(content) > 1:
        return True
    first, last = content[0]
    led = any(page.doc[i].lower_ in page.lists.subordinators for i in range(first, min(first + 3, last)))
    tensed = [
        i
        for i in range(first, last)
        if page.doc[i].tag_ in page.tags.finite and page.doc[i].dep_ not in page.grammar.noun_modifier
    ]
    return len(tensed) > led if led else bool(tensed)


def _aside_start(page: ArticleText, unit: Unit, verb: Token) -> tuple[int, bool] | None:
    """The first word of ", she said" and whether the verb comes first."""
    left = verb.i
    while (
        left > unit.start
        and page.doc[left - 1].dep_ in page.grammar.beside_verb
        and page.doc[left - 1].text not in COMMAS
    ):
        left -= 1
    if _follows_comma(page, unit, left):
        who = own_subject(page, verb)
        if who is None or who.i > verb.i:
            return (left, True) if noun_after(page, verb, unit.end) else None
    if (short := _short_name(page, unit, verb, left)) is not None:
        return short, False
    who = own_subject(page, verb)
    if who is None or who.i > verb.i or who.tag_ in page.tags.relative:
        return None
    start = who.left_edge.i
    if start > unit.start + 1 and page.doc[start - 1].lower_ in page.lists.as_put:
        start -= 1
    return (start, False) if _follows_comma(page, unit, start) else None


def _short_name(page: ArticleText, unit: Unit, verb: Token, left: int) -> int | None:
    """Where ", Chief Engineer Voss said," starts, whatever the parser took the name for."""
    if verb.i + 1 >= unit.end or page.doc[verb.i + 1].text != ",":
        return None
    start = left
    while start > unit.start and page.doc[start - 1].tag_ in page.tags.in_name:
        start -= 1
    return start if start < left and start > unit.start + 1 and page.doc[start - 1].text == "," else None


def _follows_comma(page: ArticleText, unit: Unit, i: int) -> bool:
    """Whether a comma, a dash or the comma inside a closing mark stands before."""
    if i <= unit.start + 1:
        return False
    if page.doc[i - 1].text in COMMAS:
        return True
    return (
        page.doc[i - 1].text in page.lists.closers
        and page.quote_of[i - 1] >= 0
        and page.doc[i - 2].text in {",", "?", "!"}
    )


def _aside_end(page: ArticleText, unit: Unit, verb: Token, inverted: bool) -> tuple[int, TokenSpan | None] | None:
    """Where ", she said on Friday" ends; None where the sentence goes on as its clause."""
    i, source = verb.i + 1, None
    if inverted:
        who = own_subject(page, verb)
        source = noun_after(page, verb, unit.end)
        if who is not None and who.i > verb.i:
            source = noun_phrase(page, who, verb)
        if source is None:
            return None
        i = source[1]
        return i, source
    addressed = verb.lemma_ in page.lists.addressing
    if not addressed and i < unit.end and not (_may_follow(page, i) or _in_adjunct(page, page.doc[i], verb)):
        return None
    while i < unit.end:
        token = page.doc[i]
        if page.quote_of[i] >= 0:
            return None
        if token.text in COMMAS or token.text in STOPS or token.text in page.lists.closers:
            return i, None
        if token.tag_ in page.tags.finite or token.lower_ in page.lists.opens_clause:
            return None
        if (
            token.dep_ in page.grammar.goes_on
            and not addressed
            and token.head.i >= verb.i
            and not _in_adjunct(page, token, verb)
        ):
            return None
        i += 1
    return i, None


def _may_follow(page: ArticleText, i: int) -> bool:
    """Whether a word may follow "she said" that stands apart: a pause, a time, a place or a manner."""
    token = page.doc[i]
    marks = token.text in COMMAS or token.text in STOPS or token.text in page.lists.closers
    return marks or token.lower_ in page.lists.adjuncts or token.tag_ in page.tags.adverbial or token.is_space


def _in_adjunct(page: ArticleText, token: Token, verb: Token) -> bool:
    """Whether a word lies in "on Friday", "in a statement" and their like."""
    while token.i != verb.i and token.head.i != token.i:
        if token.dep_ in page.grammar.adjunct:
            return True
        token = token.head
    return False
