"""Finds the attributions of a text: each rule reads one shape of sentence, and what they find is put together."""

from __future__ import annotations

from claims.extraction.cues import Cue
from claims.extraction.headings import headings
from claims.extraction.lexicon import Lexicon
from claims.extraction.page import Page, Unit
from claims.extraction.rules import according, aside, clause, noun, object_, quoted_after, quoted_before, relative, toward
from claims.extraction.sources import source_of
from claims.extraction.spans import Attribution, Span
from claims.vocabulary import Mode

RULES = (quoted_before, quoted_after, relative, aside, clause, toward, object_)


def attributions(page: Page) -> list[Attribution]:
    """Every attribution of the text, in reading order."""
    cues: list[Cue] = headings(page)
    taken = {unit for cue in cues for unit in cue.units}
    for number, unit in enumerate(page.units):
        if number not in taken:
            cues += _in_unit(page, unit, number)
    cues += _follow(page, cues)
    return _attributions(page, cues)


def _in_unit(page: Page, unit: Unit, number: int) -> list[Cue]:
    found: list[Cue] = []
    spent: set[int] = set()
    for i in range(unit.start, unit.end):
        if page.standing_at(i) and i not in page.unclosed:
            continue
        cue = _at(page, unit, i, spent)
        if cue is not None:
            cue.units = [number]
            found.append(cue)
            spent |= {page.quote_of[a] for a, b in cue.content if page.quote_of[a] >= 0 and page.standing[page.quote_of[a]]}
    return _outermost(found)


def _at(page: Page, unit: Unit, i: int, spent: set[int]) -> Cue | None:
    token = page.doc[i]
    if token.lower_ == "according":
        return according(page, unit, token)
    frames = page.frames(i)
    if frames:
        for rule in RULES:
            cue = rule(page, unit, token, frames, spent)
            if cue is not None:
                if cue.source is None:
                    cue.source = source_of(page, token)
                return cue
    return noun(page, unit, token)


def _outermost(found: list[Cue]) -> list[Cue]:
    """A statement within another is nested; where two hold each other the surer stands."""
    for cue in found:
        for other in found:
            if other is not cue and other.holds(cue.verb) and not (cue.holds(other.verb) and cue.confidence > other.confidence):
                cue.holder = other
    return found


def _follow(page: Page, cues: list[Cue]) -> list[Cue]:
    """A quotation that stands alone after an attribution of its paragraph goes on with the same speaker."""
    last_in: dict[int, Cue] = {}
    for cue in cues:
        if cue.holder is None and cue.confidence >= 0.5:
            for unit in cue.units:
                held = last_in.get(unit)
                if held is None or cue.rank >= held.rank:
                    last_in[unit] = cue
    last: Cue | None = None
    where = -1
    for number, unit in enumerate(page.units):
        if number in last_in:
            last, where = last_in[number], unit.paragraph
            continue
        quote = page.whole_quote(unit)
        if quote is None:
            last = last if unit.paragraph == where else None
        elif last is not None and (unit.paragraph == where or unit.paragraph == where + 1 and _quotes(page, last)):
            last.content.append(page.quote_tokens[quote])
            where = unit.paragraph
        else:
            last = None
    return []


def _quotes(page: Page, cue: Cue) -> bool:
    """Whether what is said holds a quotation that is a statement of its own."""
    return any(page.standing_at(i) for a, b in cue.content for i in (a, b - 1))


def _attributions(page: Page, cues: list[Cue]) -> list[Attribution]:
    cues = sorted((cue for cue in cues if cue.content), key=lambda cue: (cue.content[0][0], cue.verb.i))
    place = {id(cue): n for n, cue in enumerate(cues)}
    return [_attribution(page, cue, place) for cue in cues]


def _attribution(page: Page, cue: Cue, place: dict[int, int]) -> Attribution:
    sentence = cue.verb.sent
    return Attribution(
        content=[page.chars(a, b) for a, b in cue.content],
        source=page.chars(*cue.source) if cue.source else None,
        cue=_cue_span(cue),
        cue_lemma=cue.verb.lemma_,
        kind=_kind(page, cue),
        sentence=(sentence.start_char, sentence.end_char),
        parent=place.get(id(cue.holder)) if cue.holder is not None else None,
        confidence=cue.confidence * (0.5 if cue.holder is not None else 1),
        why=[cue.rule],
    )


def _cue_span(cue: Cue) -> Span:
    end = cue.verb.doc[cue.cue_end - 1] if cue.cue_end else cue.verb
    return cue.verb.idx, end.idx + len(end)


def _kind(page: Page, cue: Cue) -> Mode:
    inside = [page.quote_of[i] >= 0 for a, b in cue.content for i in range(a, b) if page.doc[i].is_alpha]
    if inside and all(inside):
        return Mode.DIRECT
    return Mode.MIXED if any(inside) else Mode.INDIRECT
