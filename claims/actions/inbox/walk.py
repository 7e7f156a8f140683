"""Walking through the inbox: where one stands, what was decided, and the way back."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

import msgspec
from sqlmodel import Session

from claims.actions.inbox.decide import accept, candidates, opening_words, plain_statement, reject, reopen
from claims.actions.read.find import the_claims
from claims.actions.record.register import Register
from claims.errors import ClaimsError
from claims.ledger.read.assemble import candidate_views
from claims.ledger.read.discretion import discreet
from claims.models import Candidate, Claim, Snapshot, Source
from claims.text import shorten
from claims.views import CandidateView
from claims.vocabulary import CandidateState

Reading = Callable[[], AbstractContextManager[Session]]
Writing = Callable[[], AbstractContextManager[Register]]


class Stop(msgspec.Struct, frozen=True):
    """One candidate as a person decides on it: the text around it, and what would be recorded."""

    candidate: CandidateView
    text: str
    proposed: str
    as_said: str


class Walk:
    """A walk through the open candidates; every decision is kept at once, so that one can leave and come back."""

    def __init__(self, reading: Reading, writing: Writing, source: int | None = None, least: float = 0.0) -> None:
        self._reading = reading
        self._writing = writing
        with reading() as session:
            self._numbers = [each.id for each in candidates(session, source, least=least)]
        self._place = 0
        self._decided: list[int] = []
        self.said = ""

    @property
    def left(self) -> int:
        """How many were open when the walk began and are still to be decided."""
        return len(self._numbers) - len(set(self._decided))

    @property
    def place(self) -> tuple[int, int]:
        """Which one of how many this is, from 1."""
        return min(self._place + 1, len(self._numbers)), len(self._numbers)

    def stop(self) -> Stop | None:
        """The candidate at which one stands; nothing at the end."""
        if self._place >= len(self._numbers):
            return None
        with self._reading() as session:
            candidate = session.get_one(Candidate, self._numbers[self._place])
            (view,) = candidate_views(discreet(session), [candidate.model_dump()])
            text = session.get_one(Snapshot, candidate.snapshot_id).text or ""
            that = opening_words(session.get_one(Source, candidate.source_id))
        content: Any = view.reading["content"]
        as_said = plain_statement(text, content, that)
        wording: Any = view.reading.get("proposed")
        return Stop(view, text, wording or as_said, as_said)

    def accept(self, texts: Iterable[str] = (), claim: str | None = None) -> None:
        """Record the candidate: as a claim, in better words, as several claims, or as a known claim said again."""
        wanted = [text for text in texts if text.strip()]

        def record(register: Register, candidate: Candidate) -> str:
            known: Claim | None = None
            if claim is not None:
                (known,) = the_claims(register.ledger.session, [claim])
            made = accept(register, candidate, texts=wanted, claim=known)
            listed = ", ".join(f"#{number}" for number in made)
            return f"Recorded as {'one more utterance of ' if known else ''}claim {listed}."

        self._decide(record)

    def reject(self) -> None:
        """Decide that the candidate is no claim worth recording."""

        def turn_down(register: Register, candidate: Candidate) -> str:
            reject(register.ledger, candidate)
            return f"Rejected: {shorten(candidate.text, 60)}"

        self._decide(turn_down)

    def skip(self) -> None:
        """Leave it open, and go on to the next."""
        self.said = ""
        self._place = min(self._place + 1, len(self._numbers))

    def back(self) -> None:
        """Go back to the one before."""
        self.said = ""
        self._place = max(self._place - 1, 0)

    def undo(self) -> None:
        """Take the last decision of this walk back."""
        if not self._decided:
            self.said = "There is nothing to take back."
            return
        number = self._decided[-1]

        def take_back(register: Register) -> None:
            reopen(register.ledger, register.ledger.session.get_one(Candidate, number))

        if self._write(take_back):
            self._decided.pop()
            self._place = self._numbers.index(number)
            self.said = "Taken back."

    def _decide(self, decide: Callable[[Register, Candidate], str]) -> None:
        if self._place >= len(self._numbers):
            return
        number = self._numbers[self._place]
        said: list[str] = []

        def settle(register: Register) -> None:
            candidate = register.ledger.session.get_one(Candidate, number)
            if candidate.state != CandidateState.OPEN:
                said.append(f"It is {candidate.state} already.")
                return
            said.append(decide(register, candidate))

        if self._write(settle):
            self._decided.append(number)
            self._place += 1
            self.said = said[0]

    def _write(self, change: Callable[[Register], None]) -> bool:
        """Make a change and keep it; what is refused is said, and nothing is changed."""
        try:
            with self._writing() as register:
                change(register)
        except ClaimsError as error:
            self.said = str(error)
            return False
        return True


def listed(session: Session, found: list[Candidate]) -> list[CandidateView]:
    """Candidates as they are printed."""
    rows: list[dict[str, Any]] = [each.model_dump() for each in found]
    return candidate_views(discreet(session), rows)
