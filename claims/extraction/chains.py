"""How a statement reached the page: the hops it was passed on by, and whom it was said to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.spans import Attribution, Link, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc


def chain(doc: Doc, found: Attribution, speaker: Speaker | None) -> list[Link]:
    """The reporting chain, speaker first."""
    if speaker is None:
        return []
    cue = " ".join(doc.text[found.cue[0] : found.cue[1]].split()) if found.cue else None
    return [Link(name=speaker.name, role=speaker.role, cue=cue)]


def addressee(doc: Doc, found: Attribution) -> str | None:  # noqa: ARG001
    """Whom the statement was made to, in the text's words."""
    return None
