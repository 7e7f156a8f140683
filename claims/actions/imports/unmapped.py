"""Ratings in the ledger that no table knows."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sqlmodel import Session

from claims.formats.ratings.table import explain
from claims.ledger.store.sql import Bulk

UNMAPPED = """
SELECT ruling.rating, ruling.ruled_by, max(claimant.same_as), count(*)
FROM verification AS ruling LEFT JOIN source ON source.id = ruling.review_id
LEFT JOIN claimant ON claimant.id = source.publisher_id
WHERE ruling.rating IS NOT NULL AND ruling.verdict IS NULL GROUP BY ruling.rating, ruling.ruled_by
"""


class Unmapped(msgspec.Struct, frozen=True):
    """A rating that no table knows."""

    rating: Annotated[str, Meta(description="The label as written.")]
    publisher: Annotated[str, Meta(description="Who rated so.")]
    rulings: Annotated[int, Meta(description="How many rulings bear it.")]


def unmapped(session: Session) -> list[Unmapped]:
    """The labels that no table knows, the most frequent first."""
    rows = Bulk(session).rows(UNMAPPED)
    found = [Unmapped(label, who, count) for label, who, site, count in rows if explain(label, site).verdict is None]
    return sorted(found, key=lambda each: (-each.rulings, each.rating, each.publisher))
