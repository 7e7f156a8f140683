"""The one place the time comes from; only a test in the same process can stop it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(slots=True)
class _StoppedClock:
    """A clock that stands still between readings and moves on by a fixed step at each one."""

    moment: datetime
    step: timedelta

    def read(self) -> datetime:
        """The moment it shows; the next reading shows one step later."""
        shown = self.moment
        self.moment += self.step
        return shown


_stopped: ContextVar[_StoppedClock | None] = ContextVar("_stopped", default=None)


def now() -> str:
    """The current moment in UTC as ISO 8601 text with microseconds: `2026-11-23T13:44:31.123456Z`."""
    clock = _stopped.get()
    moment = clock.read() if clock else datetime.now(UTC)
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def today() -> date:
    """The local calendar day; under a stopped clock, the UTC day it shows, so that tests agree everywhere."""
    clock = _stopped.get()
    return clock.moment.date() if clock else datetime.now().astimezone().date()


@contextmanager
def frozen(moment: str, step_microseconds: int = 0) -> Iterator[None]:
    """The clock stopped at an ISO 8601 moment, UTC unless it says otherwise, for the length of a `with` block."""
    start = datetime.fromisoformat(moment)
    start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
    token = _stopped.set(_StoppedClock(start, timedelta(microseconds=step_microseconds)))
    try:
        yield
    finally:
        _stopped.reset(token)
