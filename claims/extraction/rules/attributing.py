"""Finds the attributions of a text: each rule reads one shape of sentence, and what they find is put together."""

from __future__ import annotations

from claims.extraction.cues import Cue, Spot
from claims.extraction.people.sources import own_subject, source_of, tensed
from claims.extraction.rules.according import according
from claims.extraction.rules.asides import aside
from claims.extraction.rules.asserting import stance_of
from claims.extraction.rules.clauses import clause
from claims.extraction.rules.headings import headings
from claims.extraction.rules.quoting import quoted_after, quoted_before
from claims.extraction.rules.reasons import doubts, reasons
from claims.extraction.rules.relatives import relative
from claims.extraction.rules.stances import naming, noun, object_, toward
from claims.extraction.spans import Attribution, Span
from claims.extraction.text.page import ArticleText
from claims.extraction.text.sentences import Unit
from claims.vocabulary import Mode

SPEECH = 0.85
"""How sure a plain verb of speech is."""

NESTED, RETOLD = 0.5, 0.55
"""How much less sure a statement within another one is; how sure one told of in plain words of speech."""

RULES = (quoted_before, quoted_after, relative, aside, clause, naming, toward, object_)


def attributions(page: ArticleText) -> list[Attribution]:
    """Every attribution of the text, in reading order."""
    cues: list[Cue] = headings(page)
    taken = {unit for cue in cues for unit in cue.units}
    for number, unit in enumerate(page.units):
        if number not in taken:
            cues += _in_unit(page, unit, number)
    _complete(page, cues)
    _follow(page, cues)
    return _attributions(page, cues)


def _in_unit(page: ArticleText, unit: Unit, number: int) -> list[Cue]:
    found: list[Cue] = []
    spent: set[int] = set()
    for i in range(unit.start, unit.end):
        if page.standing_at(i) and i not in page.unclosed:
            continue
        cue = _at(page, unit, i, spent)
        if cue is not None:
            cue.units = [number]
            found.append(cue)
            spent |= {
                page.quote_of[a] for a, b in cue.content if page.quote_of[a] >= 0 and page.standing[page.quote_of[a]]
            }
    return _outermost(page, found)


def _at(page: ArticleText, unit: Unit, i: int, spent: set[int]) -> Cue | None:
    token = page.doc[i]
    if token.lower_ in page.lists.according:
        return according(page, unit, token)
    frames = page.frames(i)
    if frames:
        for rule in RULES:
            cue = rule(Spot(page, unit, token, frames, spent))
            if cue is not None:
                if cue.source is None:
                    cue.source = source_of(page, token)
                return cue
    return noun(page, unit, token)


def _outermost(page: ArticleText, found: list[Cue]) -> list[Cue]:
    """A statement within another is nested; where two hold each other the surer stands."""
    found = [cue for cue in found if cue.rule != "according" or not _relayed(page, cue, found)]
    for cue in found:
        for other in found:
            if (
                other is not cue
                and other.holds(cue.verb)
                and not (cue.holds(other.verb) and cue.confidence > other.confidence)
            ):
                cue.holder = other
    return found


def _relayed(page: ArticleText, cue: Cue, found: list[Cue]) -> bool:
    """Whether "he said" stands before "according to the agency": then the agency only passed it on."""
    for other in found:
        if other is cue or not other.content or other.confidence < SPEECH:
            continue
        between = range(other.content[0][1], cue.verb.i)
        if other.rule in ("quoted_before", "aside") and other.verb.i in between:
            return True
        if (
            other.rule == "clause"
            and other.verb.dep_ in page.grammar.root
            and other.verb.i < cue.verb.i
            and cue.holds(other.verb)
        ):
            return True
    return False


def _complete(page: ArticleText, cues: list[Cue]) -> None:
    """A quotation of several paragraphs is one statement of whoever it is given to in any of them."""
    for cue in cues:
        held = {page.quote_of[i] for a, b in cue.content for i in range(a, b)} - {-1}
        whole = {other for number in held for other in page.whole_run(number)}
        missing = [page.quote_tokens[number] for number in whole - held]
        if missing:
            cue.content = sorted([*cue.content, *missing])


def _held(page: ArticleText, cues: list[Cue]) -> set[int]:
    """The quotations of several paragraphs that have a speaker."""
    numbers = {page.quote_of[a] for cue in cues for a, _b in cue.content} - {-1}
    return {number for number in numbers if len(page.whole_run(number)) > 1}


def _follow(page: ArticleText, cues: list[Cue]) -> None:
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
    held_runs = _held(page, cues)
    for number, sentence in enumerate(page.units):
        if number in last_in:
            last, where = last_in[number], sentence.paragraph
            continue
        quote = page.whole_quote(sentence)
        if quote is None:
            last = last if sentence.paragraph == where else None
        elif quote in held_runs:
            where = sentence.paragraph
            last = next((cue for cue in cues if page.quote_tokens[quote] in cue.content), last)
        elif last is not None and _near(page, last, sentence, where):
            last.content.append(page.quote_tokens[quote])
            where = sentence.paragraph
        else:
            last = None


def _near(page: ArticleText, last: Cue, sentence: Unit, where: int) -> bool:
    """Whether a sentence stands in the same paragraph, or in the next one of what is quoted at length."""
    return sentence.paragraph == where or (sentence.paragraph == where + 1 and _quotes(page, last))


def _quotes(page: ArticleText, cue: Cue) -> bool:
    """Whether what is said holds a quotation that is a statement of its own."""
    return any(page.standing_at(i) for a, b in cue.content for i in (a, b - 1))


def _attributions(page: ArticleText, cues: list[Cue]) -> list[Attribution]:
    cues = sorted((cue for cue in cues if cue.content), key=lambda cue: (cue.content[0][0], cue.verb.i))
    place = {id(cue): n for n, cue in enumerate(cues)}
    return [_attribution(page, cue, place) for cue in cues]


def _attribution(page: ArticleText, cue: Cue, place: dict[int, int]) -> Attribution:
    sentence, cue_span = cue.verb.sent, _cue_span(cue)
    written = page.text[cue_span[0] : cue_span[1]]
    return Attribution(
        content=[page.chars(*page.closed(a, b)) for a, b in cue.content],
        source=page.chars(*cue.source) if cue.source else None,
        cue=cue_span,
        kind=_kind(page, cue),
        sentence=(sentence.start_char, sentence.end_char),
        parent=place.get(id(cue.holder)) if cue.holder is not None else None,
        confidence=_confidence(page, cue),
        why=reasons(cue, written),
        doubts=doubts(cue, written),
        stance=stance_of(page, cue),
    )


def _confidence(page: ArticleText, cue: Cue) -> float:
    """How sure it is; most of what stands within another statement is offered only to whoever asks for less."""
    holder = cue.holder
    if holder is None or (holder.confidence < SPEECH and cue.rule == "relative"):
        return cue.confidence
    return RETOLD if _retold(page, cue, holder) else cue.confidence * NESTED


def _retold(page: ArticleText, cue: Cue, holder: Cue) -> bool:
    """Whether somebody says that somebody else said: `she said he had promised`."""
    plain = page.frames(cue.verb.i).get("clause", 0) > SPEECH and cue.rule in ("clause", "to")
    told = plain and tensed(page, cue.verb) and own_subject(page, cue.verb) is not None
    return told and holder.rule in ("clause", "aside") and holder.confidence > SPEECH


def _cue_span(cue: Cue) -> Span:
    end = cue.verb.doc[cue.cue_end - 1] if cue.cue_end else cue.verb
    return cue.verb.idx, end.idx + len(end)


def _kind(page: ArticleText, cue: Cue) -> Mode:
    inside = [page.quote_of[i] >= 0 for a, b in cue.content for i in range(a, b) if page.doc[i].is_alpha]
    if inside and all(inside):
        return Mode.DIRECT
    return Mode.MIXED if any(inside) else Mode.INDIRECT
