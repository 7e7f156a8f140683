"""PostgreSQL's own types as the text by which a ledger prints, hashes and compares them."""

import datetime as dt


def as_day(value: object) -> object:
    """A calendar day: `2025-04-10`."""
    return value.isoformat() if isinstance(value, dt.date) else value


def as_moment(value: object) -> object:
    """A point in time, UTC, microseconds: `2026-11-23T13:44:31.123456Z`."""
    if not isinstance(value, dt.datetime):
        return value
    return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_text(value: object) -> str:
    """A moment as text, whatever the driver makes of it."""
    return str(as_moment(value))
