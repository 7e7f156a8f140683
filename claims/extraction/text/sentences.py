"""Where sentences start, so that the parser need not guess, and the units that no quotation crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from claims.extraction.language.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

STOPS = frozenset({".", "?", "!", "…", "...", "....", ".."})
QUOTES = frozenset({'"', "“", "''", "``"})
TAG_LENGTH = 16
"""Words within which the verb of `"Why?" the Mayor of Leeds asked` has to come."""


class Unit(Struct):
    """A sentence as a reader takes it: its end never lies within a quotation."""

    start: int
    end: int
    paragraph: int


def mark_sentences(doc: Doc, paragraphs: list[tuple[int, int]], quote_of: list[int], words: Lexicon) -> list[Unit]:
    """Tell the parser where sentences start; the units are handed back."""
    starts, units = [False] * len(doc), []
    for number, (first, last) in enumerate(paragraphs):
        if first == last:
            continue
        begun = first
        starts[first] = True
        for i in range(first + 1, last):
            if _starts(doc, quote_of, i, last, words):
                starts[i] = True
                if quote_of[i] < 0 or quote_of[i] != quote_of[i - 1]:
                    units.append(Unit(begun, i, number))
                    begun = i
        units.append(Unit(begun, last, number))
    for token, start in zip(doc, starts, strict=True):
        token.is_sent_start = start
    return units


def _starts(doc: Doc, quote_of: list[int], i: int, last: int, words: Lexicon) -> bool:
    token, before = doc[i], doc[i - 1]
    if token.is_space or not (before.whitespace_ or before.is_space):
        return False
    end = i - 1
    while end > 0 and (doc[end].is_space or doc[end].text in words.lists.closers):
        end -= 1
    closed = any(doc[k].text in words.lists.closers for k in range(end + 1, i))
    if doc[end].text not in STOPS:
        return not closed and _abbreviated_end(doc, end, i, words)
    if (
        doc[end].text == "."
        and end
        and not doc[end - 1].whitespace_
        and doc[end - 1].lower_ in words.lists.abbreviations
    ):
        return False
    opener = token.text in words.lists.openers and i + 1 < last
    first = doc[i + 1].text if opener else token.text
    if first[:1].islower() or first in (",", ";"):
        return False
    return not (closed and quote_of[i - 1] >= 0 and doc[end].text != "." and _is_tag(doc, i, last, words))


def _abbreviated_end(doc: Doc, end: int, i: int, words: Lexicon) -> bool:
    """Whether the stop of "U.S." or "Jr." also ends its sentence."""
    text = doc[end].text
    if len(text) < 3 or not text.endswith("."):
        return False
    if doc[i].text in QUOTES and i + 1 < len(doc):
        return doc[i + 1].text[:1].isupper() and text.lower()[:-1] not in words.lists.abbreviations
    if not doc[i].text[:1].isupper() or doc[i].lower_ not in words.lists.starters:
        return False
    return "." in text[:-1] or text.lower() in words.lists.closing_abbreviations


def _is_tag(doc: Doc, i: int, last: int, words: Lexicon) -> bool:
    """Whether the words after a closing mark say who spoke: `"Why?" Ruiz asked.`"""
    for token in doc[i : min(i + TAG_LENGTH, last)]:
        if token.text in STOPS or token.text in ('"', "“", "''"):
            return False
        if token.tag_ in words.tags.tensed or (
            token.tag_ in words.tags.participle and "quote" in words.verbs.get(token.lemma_, {})
        ):
            return "quote" in words.verbs.get(token.lemma_, {}) or token.lemma_ in words.particles
    return False
