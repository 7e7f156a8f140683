"""A ruling as a rating: its words, and numbers only where a scale has them."""

import math

from claims.formats.material import Document
from claims.traits import STATUSES
from claims.vocabulary import Axis, Status, Verdict

ON_SCALE = {
    verdict.value: str(value)
    for value, verdict in enumerate(
        (Verdict.FALSE, Verdict.MOSTLY_FALSE, Verdict.HALF_TRUE, Verdict.MOSTLY_TRUE, Verdict.TRUE), 1
    )
}
"""The verdicts that stand on a scale, from 1 to 5; the others never become numbers."""


def words(ruling: Document) -> str:
    """The rating in its maker's words, else the status."""
    if ruling.get("rating"):
        return str(ruling["rating"])
    status = Status(ruling["status"])
    return STATUSES[status].said_as if ruling["axis"] == Axis.ATTRIBUTION else status.value.capitalize()


def said_of(rating: str | None, publisher: str) -> str:
    """Why a ruling was made, where the review gives no explanation."""
    return f"Rated {rating} by {publisher}." if rating else f"Reviewed by {publisher}, without a rating."


def explanation(ruling: Document) -> str | None:
    """Why; nothing where a review didn't say, and its import did."""
    silent = said_of(ruling.get("rating") or ruling.get("rating_value"), ruling["ruled_by"])
    return None if ruling["rationale"] == silent else str(ruling["rationale"])


def scale(ruling: Document) -> dict[str, str]:
    """The rating's numbers as written; for a verdict of the desk's that came without any, those of the scale."""
    recorded = {
        name: ruling[column]
        for name, column in (
            ("ratingValue", "rating_value"),
            ("bestRating", "rating_best"),
            ("worstRating", "rating_worst"),
        )
        if ruling.get(column)
    }
    # Nobody puts a number into another publisher's mouth.
    if recorded or ruling.get("review_id") or ruling.get("verdict") not in ON_SCALE:
        return recorded
    return {"ratingValue": ON_SCALE[ruling["verdict"]], "bestRating": "5", "worstRating": "1"}


def numbers(ruling: Document) -> dict[str, int | float]:
    """The rating's numbers as numbers; what doesn't read as one is left out."""
    read = {name: _number(written) for name, written in scale(ruling).items()}
    return {name: value for name, value in read.items() if value is not None}


def _number(written: str) -> int | float | None:
    try:
        return int(written)
    except ValueError:
        pass
    try:
        value = float(written)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
