"""Names before a colon: headlines (`Ruiz: The bridge is closed`), transcripts and what stands quoted in a block."""

from __future__ import annotations

from claims.extraction.cues import Cue
from claims.extraction.people.sources import source_of
from claims.extraction.text.page import ArticleText

LONGEST_NAME = 6
DASHES = frozenset({"-", "--", "—", "–", "―"})


def headings(page: ArticleText) -> list[Cue]:
    """What is said under a name and a colon, and in the paragraph after "She added:"."""
    return [*_labelled(page), *_blocks(page), *_signed(page), *_introduced(page)]


def _labelled(page: ArticleText) -> list[Cue]:
    found = []
    for number, unit in enumerate(page.units):
        first = unit.start
        if number and page.units[number - 1].paragraph == unit.paragraph:
            continue
        while first < unit.end and page.doc[first].text in ('"', "“", "''"):
            first += 1
        colon = next((i for i in range(first, min(first + LONGEST_NAME, unit.end)) if page.doc[i].text == ":"), None)
        if colon is None or colon == first or not _names(page, first, colon, number == 0):
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


def _names(page: ArticleText, first: int, colon: int, headline: bool) -> bool:
    words = [page.doc[i] for i in range(first, colon)]
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
    """`"..." - Ana Ruiz`, alone in a paragraph."""
    found = []
    for first, last in page.quote_tokens:
        dash = page.at(last)
        if dash is None or dash.text not in DASHES or page.before(first) is not None:
            continue
        unit = next(n for n, unit in enumerate(page.units) if unit.start <= dash.i < unit.end)
        end = page.sentence_end(page.units[unit])
        if (
            0 < end - dash.i - 1 <= LONGEST_NAME
            and page.doc[dash.i + 1].tag_ in page.tags.proper
            and page.at(end) is None
        ):
            cue = Cue("signed", dash, [(first, last)], 0.8, (dash.i + 1, end))
            cue.units = [n for n, unit in enumerate(page.units) if first <= unit.start < end]
            found.append(cue)
    return found


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
