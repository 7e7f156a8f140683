"""Where a statement ends because another one, or the outlet itself, goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.language.vocables import phrase_at
from claims.extraction.people.sources import own_subject
from claims.extraction.text.page import COMMAS, ArticleText

if TYPE_CHECKING:
    from spacy.tokens import Token


def cut(page: ArticleText, verb: Token, head: Token, end: int) -> int:
    """Where another attribution starts: "according to", ", adding that", ", and called", ", while others said"."""
    for i in range(max(verb.i + 2, min(head.i, end)), end - 1):
        if page.quote_of[i] >= 0:
            continue
        token = page.doc[i]
        if phrase_at(page.doc, i, page.lists.according):
            return i
        if token.text in COMMAS and (_goes_on(page, verb, i + 1, end) or _relative_cue(page, i + 1, end)):
            return i
        if token.lower_ in page.lists.joins and page.doc[i - 1].text not in COMMAS and _goes_on(page, verb, i, end):
            return i
    return end


def _is_clause(page: ArticleText, start: int, end: int) -> bool:
    """Whether a finite verb comes before the next comma."""
    for i in range(start, end):
        if page.doc[i].text in COMMAS:
            return False
        if page.doc[i].tag_ in page.tags.finite:
            return True
    return False


def _relative_cue(page: ArticleText, i: int, end: int) -> bool:
    """Whether ", which he said was ..." starts here."""
    if page.doc[i].lower_ not in page.lists.relatives:
        return False
    for j in range(i + 1, min(i + 6, end)):
        if page.doc[j].tag_ in page.tags.finite:
            who = own_subject(page, page.doc[j])
            return page.speech(j) and who is not None and i < who.i < j
    return False


def _goes_on(page: ArticleText, verb: Token, i: int, end: int) -> bool:
    """Whether the words after a comma attribute something else."""
    token = page.doc[i]
    if token.tag_ in page.tags.gerund:
        return "aside" in page.frames(i) or token.dep_ in page.grammar.adverbial_clause
    if token.lower_ in page.lists.concessives:
        return _is_clause(page, i + 1, end)
    if i + 1 < end and phrase_at(page.doc, i, page.lists.even):
        return True
    if token.lower_ not in page.lists.coordinators:
        return False
    i += 1
    while i < end and page.doc[i].tag_ in page.tags.adverb:
        i += 1
    if i >= end:
        return False
    token = page.doc[i]
    if token.tag_ == verb.tag_ and token.tag_ in page.tags.tensed and page.frames(i):
        return True
    for j in range(i, min(i + 8, end)):
        if page.doc[j].text in COMMAS or page.quote_of[j] >= 0:
            return False
        if page.doc[j].tag_ in page.tags.finite:
            who = own_subject(page, page.doc[j])
            return (
                page.speech(j)
                and page.doc[j].tag_ == verb.tag_
                and who is not None
                and who.i >= i
                and who.tag_ not in page.tags.pronoun
            )
    return False
