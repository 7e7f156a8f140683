"""Notes what a server told, while it goes on answering."""

import threading
from contextlib import suppress

from claims.actions.outgoing import Leaving
from claims.cli.desk import Desk
from claims.errors import ClaimsError

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
        self._quiet = False
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
        from claims.actions.outgoing import gathered, note

        try:
            with self._desk.writing() as register:
                for each in gathered(left):
                    note(register.ledger, each)
        except ClaimsError as error:
            self._fall_quiet(error)

    def _fall_quiet(self, error: ClaimsError) -> None:
        """Say once that nothing is noted; answers go on."""
        with self._lock:
            self._quiet, self._waiting = True, []
        with suppress(OSError):
            self._desk.remark(f"Answers aren't on record, so no corrections page will know of them: {error.message}")
