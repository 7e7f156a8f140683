"""What nobody is quoted for: sentences in the outlet's own voice, and quotations without a speaker."""

from __future__ import annotations

from claims.extraction.spans import Attribution, Span
from claims.extraction.text.page import ArticleText
from claims.vocabulary import Mode

FEWEST = 4
"""Words of a sentence that states something."""

OWN, LOOSE = 0.8, 0.4


def own_voice(page: ArticleText, found: list[Attribution]) -> list[Attribution]:
    """The sentences that hold no attribution, each as a statement of the outlet."""
    taken = [span for one in found for span in (*one.content, *([one.cue] if one.cue else []))]
    voiced = []
    for sentence in page.doc.sents:
        first, last = _trimmed(page, sentence.start, sentence.end)
        if not _states(page, first, last) or _touches(page.chars(first, last), taken):
            continue
        span = page.chars(first, last)
        why = ["Nobody is named for it: the outlet says it itself."]
        voiced.append(Attribution([span], kind=Mode.NARRATED, sentence=span, confidence=OWN, why=why))
    return voiced


def loose_quotations(page: ArticleText, found: list[Attribution]) -> list[Attribution]:
    """Quotations that no attribution holds: somebody's words, but the text doesn't tell whose."""
    taken = [span for one in found for span in one.content]
    loose = []
    for number, (first, last) in enumerate(page.quote_tokens):
        if not page.standing[number] or last - first < FEWEST + 2 or _touches(page.chars(first, last), taken):
            continue
        run = page.whole_run(number)
        if run[0] != number:
            continue  # it goes on with the paragraph before
        spans = [page.chars(*page.quote_tokens[each]) for each in run]
        span = spans[0]
        why = ["It stands between quotation marks, and the text doesn't tell who said it."]
        loose.append(Attribution(spans, kind=Mode.DIRECT, sentence=span, confidence=LOOSE, why=why))
    return loose


def _trimmed(page: ArticleText, first: int, last: int) -> Span:
    while first < last and page.doc[first].is_space:
        first += 1
    while last > first and page.doc[last - 1].is_space:
        last -= 1
    return first, last


def _states(page: ArticleText, first: int, last: int) -> bool:
    """Whether a sentence has a verb, is no question and lies in no quotation."""
    if last - first < FEWEST or page.doc[last - 1].text == "?" or page.quote_of[first] >= 0:
        return False
    return any(page.doc[i].tag_ in page.tags.finite for i in range(first, last))


def _touches(span: Span, taken: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)
