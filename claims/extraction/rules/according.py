"""`According to the ministry`, before, within or after what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue, TokenSpan
from claims.extraction.language.vocables import phrase_at
from claims.extraction.text.page import COMMAS, ArticleText
from claims.extraction.text.sentences import Unit

if TYPE_CHECKING:
    from spacy.tokens import Token


def according(page: ArticleText, unit: Unit, token: Token) -> Cue | None:
    """`according to the ministry`, before, within or after what it said."""
    many = phrase_at(page.doc, token.i, page.lists.according)
    if not many or token.i + many >= unit.end:
        return None
    limit = page.sentence_end(unit)
    source = _according_source(page, token, many, limit)
    first, end = token.i, source[1]
    rest = end
    while rest < limit and page.doc[rest].text in COMMAS:
        rest += 1
    stop = first
    while stop > unit.start and page.doc[stop - 1].text in COMMAS:
        stop -= 1
    led = page.doc[unit.start].lower_ in page.lists.subordinators and end < limit and page.doc[end].text == ","
    led = led and any(page.doc[i].tag_ in page.tags.finite for i in range(rest, limit))
    leads = first - unit.start <= 1 or led
    if leads:
        content = [(rest, limit)]
    else:
        content = [(unit.start, stop)]
        if limit - rest > 2 and rest > end and page.doc[rest].tag_ not in page.tags.resumes:
            content.append((rest, limit))
    cue = Cue("according", token, content, 0.92, source)
    cue.cue_end = token.i + many
    return cue if cue.content else None


def _according_source(page: ArticleText, token: Token, many: int, limit: int) -> TokenSpan:
    first = token.i + many
    head = next((c for c in page.doc[first - 1].children if c.dep_ in page.grammar.prepositional_object), None)
    end = head.right_edge.i + 1 if head is not None and head.i >= first else first + 1
    if head is None:
        while end < limit and page.doc[end].text not in COMMAS:
            end += 1
    if token.i <= token.sent.start + 1:
        comma = next((i for i in range(first, limit) if page.doc[i].text == ","), None)
        if comma is not None:
            after = next((i for i in range(comma + 1, limit) if page.doc[i].text == ","), None)
            end = comma if end <= comma or end >= limit or after is None else min(end, limit)
    for i in range(first, min(end, limit)):
        if page.doc[i].text == "," and i + 1 < limit and page.doc[i + 1].tag_ in page.tags.ends_source:
            end = i
            break
    while end > first + 1 and (page.doc[end - 1].text in COMMAS or page.doc[end - 1].is_space):
        end -= 1
    return first, min(end, limit)
