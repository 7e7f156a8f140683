"""Rulings from the future: made by a clock that was set wrong, here or in a ledger that was brought in."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from claims.ledger.store.sql import Bulk
from claims.policy.lint.rules_dates import TOLERANCE

SHOWN = 5

AHEAD = "(substr(CAST(recorded_at AS text), 1, 10) > :day OR CAST(checked_on AS text) > :day)"
RULINGS_AHEAD = f"SELECT id, claim_id FROM verification WHERE id {{among}} AND {AHEAD} ORDER BY id"  # noqa: S608  (ours)
NEW_AHEAD = f"SELECT id, claim_id FROM verification WHERE id > :after AND {AHEAD} ORDER BY id"  # noqa: S608  (ours)
NEWEST = "SELECT coalesce(max(id), 0) FROM verification"


def newest_ruling(bulk: Bulk) -> int:
    """The number of the ruling entered last; 0 where there is none."""
    return int(bulk.rows(NEWEST)[0][0])


def said_of_rulings(bulk: Bulk, today: dt.date, numbers: Collection[int]) -> str | None:
    """What to say of those of some rulings that are dated later than tomorrow; nothing where none is."""
    return _said(bulk.rows(RULINGS_AHEAD, numbers, day=_last(today)))


def said_of_new(bulk: Bulk, today: dt.date, after: int) -> str | None:
    """The same of all that were entered after the ruling with this number."""
    return _said(bulk.rows(NEW_AHEAD, after=after, day=_last(today)))


def _last(today: dt.date) -> str:
    return (today + TOLERANCE).isoformat()


def _said(rows: Any) -> str | None:
    if not rows:
        return None
    named = ", ".join(f"#{number} on claim #{claim}" for number, claim in rows[:SHOWN])
    more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
    one = len(rows) == 1
    return (
        f"{'A ruling is' if one else f'{len(rows):,} rulings are'} dated in the future: {named}{more}."
        f" Check {'it' if one else 'them'} and rule again; claims queue lists those that stand or wait."
    )
