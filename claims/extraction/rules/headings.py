"""Names before a colon: headlines (`Ruiz: The bridge is closed`), transcripts and what stands quoted in a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue
from claims.extraction.people.persons import named
from claims.extraction.people.sources import source_of
from claims.extraction.text.page import ArticleText

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_NAME = 6
LONGEST_SIGNATURE = 14
"""Words of a name with the role behind it."""

DASHES = frozenset({"-", "--", "—", "–", "―"})


def headings(page: ArticleText) -> list[Cue]:
    """What is said under a name and a colon, and in the paragraph after "She added:"."""
    return [*_labelled(page), *_blocks(page), *_signed(page), *_above(page), *_introduced(page)]


def _labelled(page: ArticleText) -> list[Cue]:
    found = []
    turns = _turns(page)
    for number, unit in enumerate(page.units):
        first = unit.start
        if number and page.units[number - 1].paragraph == unit.paragraph:
            continue
        while first < unit.end and page.doc[first].text in ('"', "“", "''"):
            first += 1
        colon = next((i for i in range(first, min(first + LONGEST_NAME, unit.end)) if page.doc[i].text == ":"), None)
        if colon is None or colon == first or not _names(page, first, colon, number == 0 or turns):
            continue
        end = page.sentence_end(unit)
        end = next((i for i in range(colon, end) if page.doc[i].text == ";" and page.at(i + 1) is None), end)
        if end - colon < 3:
            continue
        units = [number]
        cue = Cue("label", page.doc[colon], [(colon + 1, end)], 0.75, (first, colon))
        last = number
        if page.doc[first].text.isupper():
            while last + 1 < len(page.units) and page.units[last + 1].paragraph == unit.paragraph:
                last += 1
                units.append(last)
            cue.content = [(colon + 1, page.sentence_end(page.units[last]))]
        cue.units = units
        found.append(cue)
    return found


def _turns(page: ArticleText) -> bool:
    """Whether several paragraphs open with a full name and a colon, as in a transcript."""
    many = 0
    for first, last in page.paragraphs:
        colon = next((i for i in range(first, min(first + LONGEST_NAME, last)) if page.doc[i].text == ":"), first)
        words = [page.doc[i] for i in range(first, colon) if not page.doc[i].is_space]
        many += len(words) > 1 and all(word.tag_ in page.tags.proper for word in words)
    return many > 1


def _names(page: ArticleText, first: int, colon: int, headline: bool) -> bool:
    words = [page.doc[i] for i in range(first, colon)]
    if all(word.lower_ in page.lists.no_names for word in words if word.is_alpha):
        return False  # "Claim:", "Q:"
    if all(word.text.isupper() for word in words if word.is_alpha) and any(
        word.is_alpha and len(word) > 2 for word in words
    ):
        return True
    titled = all(word.text[:1].isupper() or not word.is_alpha for word in words)
    return headline and titled and (words[-1].tag_ in page.tags.proper or len(words) < 3)


def _blocks(page: ArticleText) -> list[Cue]:
    """`The governor added:` alone at a paragraph's end: the next paragraph is what was said."""
    found = []
    for number, unit in enumerate(page.units[:-1]):
        nxt = page.units[number + 1]
        end = page.sentence_end(unit)
        if nxt.paragraph == unit.paragraph or end <= unit.start or page.doc[end - 1].text != ":":
            continue
        verb = next((page.doc[i] for i in range(end - 1, unit.start - 1, -1) if page.speech(i)), None)
        if verb is None:
            continue
        last = number + 1
        while last + 1 < len(page.units) and page.units[last + 1].paragraph == nxt.paragraph:
            last += 1
        cue = Cue("block", verb, [(nxt.start, page.sentence_end(page.units[last]))], 0.85, source_of(page, verb))
        cue.units = list(range(number, last + 1))
        found.append(cue)
    return found


def _signed(page: ArticleText) -> list[Cue]:
    """`"..." - Ana Ruiz`, `"..." (Ana Ruiz)`: alone in a paragraph, or with the name in a line of its own after it."""
    found = []
    for number, (_first, last) in enumerate(page.quote_tokens):
        run = page.whole_run(number)
        if run[-1] != number or page.before(page.quote_tokens[run[0]][0]) is not None:
            continue
        dash = page.at(last) or _next_line(page, last)
        if dash is None or dash.text not in DASHES | {"("}:
            continue
        unit = next(n for n, unit in enumerate(page.units) if unit.start <= dash.i < unit.end)
        end = page.sentence_end(page.units[unit])
        if page.at(end) is not None and page.doc[end].text == "." and page.at(end + 1) is not None:
            continue
        name = _trimmed(page, dash.i + 1, end - (page.doc[end - 1].text == ")"))
        if not _is_signature(page, *name):
            continue
        content = [page.quote_tokens[each] for each in run]
        cue = Cue("signed", dash, content, 0.8, name)
        cue.units = [n for n, each in enumerate(page.units) if content[0][0] <= each.start < end]
        found.append(cue)
    return found


def _next_line(page: ArticleText, last: int) -> Token | None:
    """The first word of the line after, where the quotation ends its own."""
    return next((token for token in page.doc[last:] if not token.is_space), None)


def _is_signature(page: ArticleText, first: int, end: int) -> bool:
    """Whether words are a name, and perhaps a role after a comma, and no sentence."""
    words = page.doc[first:end]
    if not words or len(words) > LONGEST_SIGNATURE or any(token.tag_ in page.tags.finite for token in words):
        return False
    comma = next((token.i for token in words if token.text == ","), end)
    proper = any(token.tag_ in page.tags.proper for token in page.doc[first:comma])
    return 0 < comma - first <= LONGEST_NAME and proper and words[0].text[:1].isupper()


def _trimmed(page: ArticleText, first: int, end: int) -> tuple[int, int]:
    while first < end and page.doc[first].is_space:
        first += 1
    while end > first and (page.doc[end - 1].is_space or page.doc[end - 1].text in (":", ".")):
        end -= 1
    return first, end


def _above(page: ArticleText) -> list[Cue]:
    """A name alone in a line, and in the next nothing but a quotation."""
    found = []
    for number, unit in enumerate(page.units[:-1]):
        following = page.units[number + 1]
        alone = number == 0 or page.units[number - 1].paragraph != unit.paragraph
        quote = page.quote_of[next((i for i in range(following.start, following.end) if not page.doc[i].is_space), 0)]
        if not alone or following.paragraph == unit.paragraph or quote < 0 or page.quote_of[unit.start] >= 0:
            continue
        run = page.whole_run(quote)
        name = _trimmed(page, unit.start, unit.end)
        last = page.quote_tokens[run[-1]][1]
        if run[0] != quote or page.at(last) is not None or not page.standing[quote] or not _is_person(page, *name):
            continue
        content = [page.quote_tokens[each] for each in run]
        cue = Cue("above", page.doc[name[1] - 1], content, 0.6, name)
        cue.units = [number, *(n for n, each in enumerate(page.units) if content[0][0] <= each.start < last)]
        found.append(cue)
    return found


def _is_person(page: ArticleText, first: int, end: int) -> bool:
    return _is_signature(page, first, end) and named(list(page.doc[first:end]), page.words)[0] is not None


def _introduced(page: ArticleText) -> list[Cue]:
    """`Ana Ruiz: "..."` within a paragraph."""
    found = []
    for number, (first, last) in enumerate(page.quote_tokens):
        colon = page.before(first)
        if colon is None or colon.text != ":" or not page.standing[number]:
            continue
        unit = next(n for n, unit in enumerate(page.units) if unit.start <= colon.i < unit.end)
        start = colon.i
        while start > page.units[unit].start and page.doc[start - 1].tag_ in page.tags.in_label:
            start -= 1
        if start == colon.i or any(page.frames(i) for i in range(page.units[unit].start, colon.i)):
            continue
        cue = Cue("introduced", colon, [(first, last)], 0.7, (start, colon.i))
        cue.units = [unit]
        found.append(cue)
    return found
