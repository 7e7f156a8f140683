"""The words of a sentence that attribute: all of it but what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.spans import Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def frame_of(doc: Doc, found: Attribution) -> list[Span]:
    """The stretches of an attribution's sentence outside what was said and outside the words that name the speaker.

    A sentence of the parser's may end inside a quotation, so that the stretch reaches from the first word of the cue's,
    the source's and the statement's own sentences to their last.
    """
    start, end = found.sentence
    if found.cue:
        around = doc.char_span(*found.cue, alignment_mode="expand")
        if around is not None:
            start, end = min(start, around.sent.start_char), max(end, around.sent.end_char)
    taken = sorted([*found.content, *([found.source] if found.source else [])])
    left, frame = start, []
    for begin, finish in taken:
        if begin > left:
            frame.append((left, min(begin, end)))
        left = max(left, finish)
    if end > left:
        frame.append((left, end))
    return [(begin, finish) for begin, finish in frame if finish > begin]
