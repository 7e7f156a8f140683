"""The gate that every reader's candidates pass: their words are cut from the text, whatever the reader wrote."""

from collections.abc import Sequence, Set
from itertools import pairwise

from msgspec.structs import replace

from claims.errors import Refused
from claims.extraction.spans import FoundStatement, Span
from claims.extraction.text.wording import claim_text, words
from claims.vocabulary import Mode


def admit(
    text: str, candidates: Sequence[FoundStatement], reader: str, that: Set[str] = frozenset()
) -> list[FoundStatement]:
    """The candidates in reading order, worded by the text alone; refused if one points outside it.

    A word that only opens a clause, "that", is no part of a statement.
    """
    order = sorted(range(len(candidates)), key=lambda place: candidates[place].content[:1])
    places = {place: number for number, place in enumerate(order)}
    return [_admitted(text, candidates[place], places, reader, that) for place in order]


def _admitted(
    text: str, candidate: FoundStatement, places: dict[int, int], reader: str, that: Set[str]
) -> FoundStatement:
    _check(text, candidate, reader)
    speaker = candidate.speaker
    if speaker is not None and candidate.source is not None:
        speaker = replace(speaker, as_written=words(text, [candidate.source]))
    cue = candidate.cue if candidate.cue and candidate.cue in " ".join(text.split()) else None
    return replace(
        candidate,
        text=claim_text(text, candidate.content, that),
        speaker=speaker,
        cue=cue,
        within=None if candidate.within is None else places.get(candidate.within),
    )


def _check(text: str, candidate: FoundStatement, reader: str) -> None:
    spans = [*candidate.content, *([candidate.source] if candidate.source else [])]
    wrong = next((span for span in spans if not _inside(text, span)), None)
    if wrong is not None:
        raise _refused(reader, f"points to code points {wrong[0]} to {wrong[1]}, where the text has no words")
    if not candidate.content or any(one[1] > other[0] for one, other in pairwise(candidate.content)):
        raise _refused(reader, "gives a statement whose parts are missing or out of order")
    if candidate.mode not in set(Mode) or not 0 <= candidate.confidence <= 1:
        raise _refused(reader, "gives a statement with a mode or a confidence that doesn't exist")


def _inside(text: str, span: Span) -> bool:
    return 0 <= span[0] < span[1] <= len(text) and bool(text[span[0] : span[1]].strip())


def _refused(reader: str, what: str) -> Refused:
    return Refused(f"The reader {reader!r} {what}.", "Nothing of it was taken; tell whoever wrote the reader.")
