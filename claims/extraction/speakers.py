"""Who is meant: the name and role behind the words that stand for a speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.spans import Attribution, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc


def resolve(doc: Doc, attributions: list[Attribution]) -> list[Speaker | None]:
    """For each attribution its speaker, or None where the text names nobody."""
    return [_as_written(doc, found) for found in attributions]


def _as_written(doc: Doc, found: Attribution) -> Speaker | None:
    if found.source is None:
        return None
    start, end = found.source
    written = " ".join(doc.text[start:end].split())
    return Speaker(name=written, as_written=written)
