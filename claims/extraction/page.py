"""A text made ready for the rules: its paragraphs, its quotations and its sentences, parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from claims.extraction.quotations import Quotation, paragraphs, quotations

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

STOPS = {".", "?", "!", "…", "...", "....", ".."}
CLOSERS = {'"', "”", "''", "'", "’", ")", "]", "»"}
OPENERS = {'"', "“", "''", "``", "‘", "'", "(", "[", "«", "—", "–", "-", "--", "`"}
STARTERS = frozenset(
    "the a an he she it they we i you in on at but and so if this that these those there when while after his her its"
    " their our for as mr. mrs. ms. however yet still".split()
)


class Unit(Struct):
    """A sentence as a reader takes it: its end never lies within a quotation."""

    start: int
    end: int
    paragraph: int


class Page(Struct):
    """A parsed text with its quotations; `quote_of` tells for each token which quotation it lies in, or -1."""

    doc: object
    quotes: list[Quotation]
    quote_of: list[int]
    quote_tokens: list[tuple[int, int]]
    units: list[Unit]
    paragraphs: list[tuple[int, int]]


def turn(nlp: Language, text: str) -> Page:
    """Parse a text, telling the parser where sentences start."""
    doc = nlp.make_doc(text)
    places = paragraphs(text)
    quotes = [quote for start, end in places for quote in quotations(text, start, end)]
    for name, pipe in nlp.pipeline:
        if name != "parser":
            doc = pipe(doc)
    page = _lay_out(doc, places, quotes)
    _mark_sentences(doc, page)
    return page if not len(doc) else _parsed(nlp, doc, page)


def _parsed(nlp: Language, doc: Doc, page: Page) -> Page:
    nlp.get_pipe("parser")(doc)
    return page


def _lay_out(doc: Doc, places: list[tuple[int, int]], quotes: list[Quotation]) -> Page:
    quote_of, tokens = [-1] * len(doc), []
    n = 0
    begins = [token.idx for token in doc]
    for k, quote in enumerate(quotes):
        while n < len(doc) and begins[n] < quote.start:
            n += 1
        first = n
        while n < len(doc) and begins[n] < quote.end:
            quote_of[n] = k
            n += 1
        tokens.append((first, n))
    ranges, n = [], 0
    for start, end in places:
        while n < len(doc) and begins[n] < start:
            n += 1
        first = n
        while n < len(doc) and begins[n] < end:
            n += 1
        ranges.append((first, n))
    return Page(doc, quotes, quote_of, tokens, [], ranges)


def _mark_sentences(doc: Doc, page: Page) -> None:
    """Tell the parser where sentences start, and gather them into units that no quotation crosses."""
    starts = [False] * len(doc)
    for p, (first, last) in enumerate(page.paragraphs):
        if first == last:
            continue
        unit_start = first
        starts[first] = True
        for i in range(first + 1, last):
            if _starts_sentence(doc, page, i, last):
                starts[i] = True
                if page.quote_of[i] < 0 or page.quote_of[i] != page.quote_of[i - 1]:
                    page.units.append(Unit(unit_start, i, p))
                    unit_start = i
        page.units.append(Unit(unit_start, last, p))
    for i, token in enumerate(doc):
        token.is_sent_start = starts[i]


def _starts_sentence(doc: Doc, page: Page, i: int, last: int) -> bool:
    token, before = doc[i], doc[i - 1]
    if not before.whitespace_ and not before.is_space:
        return False
    if token.is_space:
        return False
    end = i - 1
    while end > 0 and (doc[end].is_space or doc[end].text in CLOSERS):
        end -= 1
    closed = any(doc[k].text in CLOSERS for k in range(end + 1, i))
    stop = doc[end].text
    if stop not in STOPS:
        return _abbreviated_end(doc, end, i) if not closed else False
    first = token.text if token.text not in OPENERS or i + 1 >= last else doc[i + 1].text
    if first[:1].islower() or first in (",", ";"):
        return False
    return not (closed and page.quote_of[i - 1] >= 0 and _is_tag(doc, i, last, stop))


def _abbreviated_end(doc: Doc, end: int, i: int) -> bool:
    text = doc[end].text
    return len(text) > 2 and text.endswith(".") and doc[i].text[:1].isupper() and (
        doc[i].lower_ in STARTERS and "." in text[:-1] or text.lower() in ("jr.", "inc.", "etc.") and doc[i].lower_ in STARTERS
    )


def _is_tag(doc: Doc, i: int, last: int, stop: str) -> bool:
    """Whether the words after a closing mark say who spoke: `"Why?" Trump said.`"""
    if stop == ".":
        return False
    for k in range(i, min(i + 16, last)):
        token = doc[k]
        if token.text in STOPS or token.text in ('"', "“", "''"):
            return False
        if token.tag_ in ("VBD", "VBZ", "VBP"):
            return token.lemma_ in SAYING
    return False


SAYING = frozenset("say ask tell write reply respond shout add wonder tweet demand yell exclaim continue answer".split())
