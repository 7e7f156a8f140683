"""Notes what a server told, while it goes on answering."""

import threading
from contextlib import suppress

from claims.actions.leaving.outgoing import Leaving
from claims.cli.terminal.desk import Desk
from claims.errors import ClaimsError, ReadOnly

PAUSE = 2.0
"""Seconds in which what is told is gathered, before it is written in one go."""


class AnswerNotes:
    """Keeps each claim that was told at each head of the log once; nobody who asks waits for it."""

    def __init__(self, desk: Desk, pause: float = PAUSE) -> None:
        self._desk = desk
        self._pause = pause
        self._lock = threading.Lock()
        self._waiting: list[Leaving] = []
        self._head: str | None = None
        self._told: set[int] = set()
        self._quiet = self._said = False
        self._awake, self._over = threading.Event(), threading.Event()
        self._writer = threading.Thread(target=self._write_on, daemon=True)
        self._writer.start()

    def take(self, left: Leaving) -> None:
        """Take up an answer; one that tells nothing that wasn't told at this head is passed over."""
        with self._lock:
            if self._quiet:
                return
            if left.head != self._head:
                self._head, self._told = left.head, set()
            if not set(left.claims) <= self._told:
                self._told |= set(left.claims)
                self._waiting.append(left)
                self._awake.set()

    def close(self) -> None:
        """Write what still waits."""
        self._over.set()
        self._awake.set()
        self._writer.join()
        self._write()

    def _write_on(self) -> None:
        while not self._over.is_set():
            self._awake.wait()
            self._over.wait(self._pause)
            self._awake.clear()
            self._write()

    def _write(self) -> None:
        with self._lock:
            left, self._waiting = self._waiting, []
        if not left:
            return
        from claims.actions.leaving.outgoing import gathered, note

        try:
            with self._desk.writing() as register:
                for each in gathered(left):
                    note(register.ledger, each)
        except ClaimsError as error:
            self._put_off(left, error)

    def _put_off(self, left: list[Leaving], error: ClaimsError) -> None:
        """Say once that what was told isn't on record; try again, unless this ledger may only be read."""
        with self._lock:
            self._quiet = isinstance(error, ReadOnly)
            self._waiting = [] if self._quiet else [*left, *self._waiting]
            said, self._said = self._said, True
        if self._waiting:
            self._awake.set()
        if not said:
            with suppress(OSError):
                self._desk.remark(f"Answers aren't on record, so corrections won't know of them: {error.message}")
