"""When a statement was made, as far as its sentence and the article's date tell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claims.dates import PartialDate
from claims.extraction.spans import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc


def said_on(doc: Doc, found: Attribution, published_on: date | None) -> PartialDate | None:  # noqa: ARG001
    """The date on which the statement was made, or None where the text doesn't tell."""
    return None
