"""Past moments as people name them: a date, a time, or a line of the log."""

import datetime as dt
import re

from sqlalchemy import text
from sqlmodel import Session

from claims.dates import parse_date
from claims.errors import BadInput, NotFound
from claims.ledger.store.sql import Bulk
from claims.text import quoted

_LINE = re.compile(r"@(\d{1,18})")
_HASH = re.compile(r"[0-9a-f]{12,64}", re.IGNORECASE)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")


def line_at(session: Session, written: str, today: dt.date) -> tuple[int, dt.date]:
    """The last line of the log at a past moment, and the day of that moment.

    A date means its end, in UTC; a time is UTC unless it says otherwise; `@120` is a line, a hash the line that has it.
    """
    line = _LINE.fullmatch(written.strip())
    if line:
        return _line(session, int(line[1]), written)
    if _TIME.fullmatch(written.strip()):
        moment = _moment(written.strip())
        return _last_before(session, moment, written), min(moment.date(), today)
    if _HASH.fullmatch(written.strip()) and not written.strip().isdigit():
        return _hashed(session, written.strip().lower())
    day = dt.date.fromisoformat(parse_date(written, today).last)
    end = dt.datetime.combine(day, dt.time.max, tzinfo=dt.UTC)
    return _last_before(session, end, written), min(day, today)


def _moment(written: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(written)
        moment = moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            f"{quoted(written)} is no time.", "Write it like 2025-04-10T09:30 or 2025-04-10T09:30+02:00."
        ) from error
    return moment


def _last_before(session: Session, moment: dt.datetime, written: str) -> int:
    at = moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    found = session.execute(
        text("SELECT seq FROM event WHERE at <= :at ORDER BY at DESC, seq DESC LIMIT 1"),
        {"at": at if session.get_bind().dialect.name == "sqlite" else moment},
    ).scalar()
    if found is None:
        raise NotFound(f"The ledger was empty at {quoted(written)}.", "claims history shows when it began.")
    return int(found)


def _line(session: Session, number: int, written: str) -> tuple[int, dt.date]:
    found = Bulk(session).rows("SELECT seq, at FROM event WHERE seq = :seq", seq=number)
    if not found:
        raise NotFound(f"The log has no line {quoted(written)}.", "claims history shows the lines.")
    return int(found[0][0]), _day(found[0][1])


def _hashed(session: Session, start: str) -> tuple[int, dt.date]:
    found = Bulk(session).rows(
        "SELECT seq, at FROM event WHERE hash LIKE :start ORDER BY seq LIMIT 2", start=f"{start}%"
    )
    if len(found) != 1:
        raise NotFound(f"No one line of the log has the hash {quoted(start)}.", "claims history --json shows hashes.")
    return int(found[0][0]), _day(found[0][1])


def _day(at: object) -> dt.date:
    return at.date() if isinstance(at, dt.datetime) else dt.date.fromisoformat(str(at)[:10])
