"""Rulings on which two ledgers differ, neither knowing of the other's: shown side by side when they are united."""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Annotated, Any

from msgspec import Meta, Struct
from sqlmodel import Session

from claims.ledger.store.portable import Names
from claims.ledger.store.precedence import OLDEST_FIRST
from claims.ledger.store.sql import Bulk
from claims.vocabulary import RecordKind

CLAIMS = "SELECT DISTINCT claim_id FROM verification WHERE id {among}"
RULINGS = f"""
SELECT claim_id, axis, id, uid, status, rating, ruled_by, checked_on, rationale
FROM verification WHERE claim_id {{among}} AND NOT pending ORDER BY claim_id, axis, {OLDEST_FIRST}
"""  # noqa: S608  (names of ours)


class Word(Struct, frozen=True):
    """What one side ruled."""

    status: Annotated[str, Meta(description="The status that it gave.")]
    rating: Annotated[str | None, Meta(description="Its rating in its own words.")]
    by: Annotated[str, Meta(description="Who ruled.")]
    checked_on: Annotated[str, Meta(description="The day on which it was checked.")]
    rationale: Annotated[str, Meta(description="Why.")]


class ConflictingRulings(Struct, frozen=True):
    """A claim on which both ledgers ruled otherwise, neither knowing of the other's ruling; both rulings stay."""

    claim: Annotated[int, Meta(description="The claim's number in this ledger.")]
    axis: Annotated[str, Meta(description="The question: content or attribution.")]
    ours: Annotated[Word, Meta(description="What this ledger ruled last.")]
    theirs: Annotated[Word, Meta(description="What the other ruled last.")]
    stands: Annotated[str, Meta(description="Whose ruling is the newer and stands: ours or theirs.")]


def conflicting_rulings(here: Session, other: Session, brought: Collection[int]) -> Iterator[ConflictingRulings]:
    """The claims that both sides ruled on, by the numbers of the rulings that were brought in."""
    bulk, there, new = Bulk(here), Names(other), set(brought)
    claims = [row[0] for row in bulk.rows(CLAIMS, sorted(new))] if new else []
    rows = bulk.rows(RULINGS, sorted(claims)) if claims else []
    for (claim, axis), of_axis in groupby(rows, key=lambda row: (row[0], row[1])):
        rulings = list(of_axis)
        theirs = [each for each in rulings if each[2] in new]
        own = [each for each in rulings if each[2] not in new]
        if not theirs or not own or there.number(RecordKind.RULING, str(own[-1][3])) is not None:
            continue
        ours, word = _word(own[-1]), _word(theirs[-1])
        if (ours.status, ours.rating) != (word.status, word.rating):
            yield ConflictingRulings(claim, axis, ours, word, "theirs" if rulings[-1][2] in new else "ours")


def _word(row: Any) -> Word:
    _claim, _axis, _number, _uid, status, rating, by, checked_on, rationale = row
    return Word(status, rating, by, str(checked_on), rationale)
