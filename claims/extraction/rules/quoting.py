"""What stands between quotation marks beside a verb: `"...," she said`, `she said: "..."`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue, Spot, TokenSpan
from claims.extraction.people.sources import between, noun_after, noun_phrase, own_subject, source_of
from claims.extraction.text.page import COMMAS, ArticleText
from claims.extraction.text.sentences import Unit

if TYPE_CHECKING:
    from spacy.tokens import Token


def quoted_before(spot: Spot) -> Cue | None:
    """`"...," she said.` and `"...," said Ruiz. "..."`"""
    page, unit, verb, frames, spent = spot.page, spot.unit, spot.verb, spot.frames, spot.spent
    if "quote" not in frames or page.quote_of[verb.i] >= 0:
        return None
    number = _quote_left(page, unit, verb)
    if number < 0 or number in spent:
        return None
    first, last = page.quote_tokens[number]
    if page.quotes[number].inner(page.text)[-1:] in ".?!" and _opens_next(page, unit, verb, number):
        return None
    content = [(_lead(page, unit, first), last)]
    after = _quote_right(page, unit, verb, number)
    if after is not None:
        content.append(page.quote_tokens[after])
    who = own_subject(page, verb)
    source = None
    if who is not None and page.quote_of[who.i] != number:
        source = _wider(noun_phrase(page, who, verb), noun_after(page, verb, unit.end) if who.i > verb.i else None)
    if source is None:
        source = between(page, last, verb) or noun_after(page, verb, unit.end) or source_of(page, verb)
    return Cue("quoted_before", verb, content, frames["quote"], source)


def _wider(one: TokenSpan, other: TokenSpan | None) -> TokenSpan:
    """Both spans as one, where they start together."""
    return (one[0], max(one[1], other[1])) if other is not None and one[0] == other[0] else one


def _quote_left(page: ArticleText, unit: Unit, verb: Token) -> int:
    """The quotation that ends right before the verb and its subject."""
    i = verb.i - 1
    while i >= unit.start and page.quote_of[i] < 0 and page.doc[i].tag_ not in page.tags.finite:
        if page.doc[i].text in (":", ";"):
            return -1
        i -= 1
    if i >= unit.start and page.quote_of[i] < 0:
        # over a relative clause between commas: "...," Smith, who leads it, said
        who = own_subject(page, verb)
        if who is None or who.i > verb.i:
            return -1
        i = who.left_edge.i - 1
        while i >= unit.start and (page.doc[i].text in COMMAS or page.doc[i].is_space):
            i -= 1
    number = page.quote_of[i] if i >= unit.start else -1
    if number < 0 or not page.standing[number]:
        return -1
    first = i + 1
    while first < verb.i and page.doc[first].text in COMMAS:
        first += 1
    return -1 if first < verb.i and page.doc[first].tag_ in page.tags.parts_quotation else number


def _opens_next(page: ArticleText, unit: Unit, verb: Token, number: int) -> bool:
    """Whether the verb has a quotation of its own after it."""
    for i in range(verb.i + 1, min(verb.i + 8, unit.end)):
        if page.quote_of[i] > number:
            return page.standing_at(i)
        if page.doc[i].tag_ in page.tags.finite:
            return False
    return False


def _quote_right(page: ArticleText, unit: Unit, verb: Token, number: int) -> int | None:
    """The second half of a quotation split by its verb."""
    for i in range(verb.i + 1, unit.end):
        other = page.quote_of[i]
        if other > number:
            return other if page.standing[other] or i - verb.i < 3 else None
        if (i > verb.i and page.speech(i)) or (page.doc[i].tag_ in page.tags.gerund and page.frames(i)):
            return None
    return None


def _lead(page: ArticleText, unit: Unit, start: int) -> int:
    """Where a statement starts whose end is quoted: at the sentence's start, if words stand before the quotation."""
    before = page.before(start)
    if before is None or start <= unit.start or before.text == ":" or page.frames(before.i) or start - unit.start < 4:
        return start
    for i in range(start - 1, unit.start - 1, -1):
        if (page.quote_of[i] >= 0 and page.standing_at(i)) or page.speech(i):
            return start
    return unit.start


def quoted_after(spot: Spot) -> Cue | None:
    """`She said: "..."`, `Ruiz told reporters, "..."`."""
    page, unit, verb, frames, spent = spot.page, spot.unit, spot.verb, spot.frames, spot.spent
    if "quote" not in frames or page.quote_of[verb.i] >= 0:
        return None
    for i in range(verb.i + 1, unit.end):
        number, token = page.quote_of[i], page.doc[i]
        if number >= 0 and page.standing[number]:
            before = page.before(i)
            if number in spent or before is None:
                return None
            if before.lower_ in page.lists.that and len(page.quotes[number].inner(page.text).split()) < 4:
                return None
            near = (
                before.i == verb.i
                or before.text in COMMAS
                or before.text == ":"
                or before.lower_ in page.lists.that
                or i - verb.i < 3
            )
            return Cue("quoted_after", verb, [page.quote_tokens[number]], frames["quote"]) if near else None
        if token.tag_ in page.tags.finite or (page.frames(i).get("clause") and token.tag_ in page.tags.gerund):
            return None
        if token.lower_ in page.lists.that and i + 1 < unit.end and page.quote_of[i + 1] < 0:
            return None
    return None
