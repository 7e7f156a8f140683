"""Storing behind one's back: a server stores one batch while the next is being read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlmodel import Session

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

PROMPTLY = 0.002
"""Seconds after which whoever waits for the server is heard again; after Python's own 0.005 the server waits, too."""

Work = Callable[[], None]


class BackgroundWriter:
    """Does one piece of work while its owner goes on with another, where that gains time; `with` sees it through.

    While something is being done, the session belongs to it. SQLite stores in this very process, and there everything
    is done at once.
    """

    def __init__(self, session: Session) -> None:
        self._pool: ThreadPoolExecutor | None = None
        if session.get_bind().dialect.name == "postgresql":
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1)
            self._interval = sys.getswitchinterval()
            sys.setswitchinterval(PROMPTLY)
        self._next: Work | None = None
        self._going: Future[None] | None = None

    def __enter__(self) -> BackgroundWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_raised: object) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            if self._pool is not None:  # whoever gives up waits, too: the connection is in use
                self._pool.shutdown()
                sys.setswitchinterval(self._interval)

    def later(self, work: Work) -> None:
        """Have something done, from `begin` on at the latest."""
        if self._pool is None:
            work()
        else:
            self._next = work

    def begin(self) -> None:
        """Begin what is to be done later, when what was begun before is over."""
        self.wait()
        work, self._next = self._next, None
        if work is not None and self._pool is not None:
            self._going = self._pool.submit(work)

    def wait(self) -> None:
        """Wait for what was begun; raises what went wrong there."""
        going, self._going = self._going, None
        if going is not None:
            going.result()

    def finish(self) -> None:
        """See everything done."""
        self.begin()
        self.wait()
