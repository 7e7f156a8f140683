"""Where a statement ends because another one, or the outlet itself, goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.page import COMMAS, FINITE, Page
from claims.extraction.sources import own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token


def cut(page: Page, verb: Token, head: Token, end: int) -> int:
    """Where another attribution starts: "according to", ", adding that", ", and called", ", while others said"."""
    for i in range(max(verb.i + 2, min(head.i, end)), end - 1):
        if page.quote_of[i] >= 0:
            continue
        token, after = page.doc[i], page.doc[i + 1]
        if token.lower_ == "according" and after.lower_ == "to":
            return i
        if token.text in COMMAS and (_goes_on(page, verb, i + 1, end) or _relative_cue(page, i + 1, end)):
            return i
        if token.lower_ in ("but", "and") and page.doc[i - 1].text not in COMMAS and _goes_on(page, verb, i, end):
            return i
    return end


def _is_clause(page: Page, start: int, end: int) -> bool:
    """Whether a finite verb comes before the next comma."""
    for i in range(start, end):
        if page.doc[i].text in COMMAS:
            return False
        if page.doc[i].tag_ in FINITE:
            return True
    return False


def _relative_cue(page: Page, i: int, end: int) -> bool:
    """Whether ", which he said was ..." starts here."""
    if page.doc[i].lower_ not in page.words.lists["relatives"]:
        return False
    for j in range(i + 1, min(i + 6, end)):
        if page.doc[j].tag_ in FINITE:
            who = own_subject(page.doc[j])
            return page.speech(j) and who is not None and i < who.i < j
    return False


def _goes_on(page: Page, verb: Token, i: int, end: int) -> bool:
    """Whether the words after a comma attribute something else."""
    token = page.doc[i]
    if token.tag_ == "VBG":
        return "aside" in page.frames(i) or token.dep_ == "advcl"
    if token.lower_ in page.words.lists["concessives"]:
        return _is_clause(page, i + 1, end)
    if token.lower_ == "even" and i + 1 < end and page.doc[i + 1].lower_ in ("as", "though"):
        return True
    if token.lower_ not in page.words.lists["coordinators"]:
        return False
    i += 1
    while i < end and page.doc[i].tag_ == "RB":
        i += 1
    if i >= end:
        return False
    token = page.doc[i]
    if token.tag_ == verb.tag_ and token.tag_ in ("VBD", "VBZ", "VBP") and page.frames(i):
        return True
    for j in range(i, min(i + 8, end)):
        if page.doc[j].text in COMMAS or page.quote_of[j] >= 0:
            return False
        if page.doc[j].tag_ in FINITE:
            who = own_subject(page.doc[j])
            return (
                page.speech(j)
                and page.doc[j].tag_ == verb.tag_
                and who is not None
                and who.i >= i
                and who.tag_ != "PRP"
            )
    return False
