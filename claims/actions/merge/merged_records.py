"""Merged records kept flat: each points at the one that stays, never at another that was merged itself."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import col

from claims.ledger.log.ledger import Ledger
from claims.models import Claimant, Source
from claims.vocabulary import Action


def level_merged(ledger: Ledger, model: type[Claimant] | type[Source], reason: str) -> None:
    """Let each merged claimant or source point at the one that stays.

    Two desks may have merged two records each into the other; then the one entered first stays.
    """
    found: Iterable[Claimant | Source] = ledger.session.scalars(
        select(model).where(col(model.merged_into_id).is_not(None))
    )
    merged = {row.id: row for row in found}
    for row in sorted(merged.values(), key=lambda each: (each.recorded_at, each.uid)):
        stays = _end(row.id, merged)
        if stays == row.id:
            ledger.revise(row, {"merged_into_id": None}, action=Action.UNITE, reason=reason)
            del merged[row.id]
        elif stays != row.merged_into_id:
            ledger.revise(row, {"merged_into_id": stays}, action=Action.UNITE, reason=reason)
    ledger.session.flush()


def _end(number: int, merged: dict[int, Claimant | Source]) -> int:
    """Where a record's merging leads; in a circle, to the one of it that was entered first."""
    passed: list[int] = []
    while number in merged and number not in passed:
        passed.append(number)
        number = merged[number].merged_into_id or number
    if number not in passed:
        return number
    return min(passed[passed.index(number) :], key=lambda each: (merged[each].recorded_at, merged[each].uid))
