"""When a statement was made, as far as its sentence and the article's date tell."""

from __future__ import annotations

from datetime import date

from claims.dates import PartialDate
from claims.extraction.frame import frame_of
from claims.extraction.spans import Attribution
from claims.extraction.text.page import ArticleText


def said_on(page: ArticleText, found: Attribution, published_on: date | None) -> PartialDate | None:
    """The date on which the statement was made, or None where the text doesn't tell.

    Only the words that attribute are read, never what was said: "she said the talks on Friday would fail" has no date.
    """
    times = page.words.times
    frame = frame_of(page.doc, found)
    near = found.cue or (found.source if found.source else found.content[0])
    dated = [each for start, end in frame for each in times.within(page.text, start, end, published_on)]
    if not dated:
        return None
    # What follows the verb says when it was said; what stands before it may say when something else happened.
    dated.sort(key=lambda each: each[0][0] - near[1] if each[0][0] >= near[1] else 3 * (near[0] - each[0][1]))
    return dated[0][1]
