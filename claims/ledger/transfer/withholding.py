"""What of the log and the records stays in the house when a dossier leaves: names of confidential people, and notes."""

from typing import Any

from sqlmodel import Session

from claims.ledger.read.discretion import Confidential, Shown
from claims.ledger.store.canonical import Document
from claims.vocabulary import RecordKind

LINKS = ("seq", "previous_hash", "hash")
"""What is left of a line that is withheld: enough for the chain to go on."""

OF_A_HOP = ("position", "seat", "claimant_id")
"""What is left of a step of the chain by a confidential person."""


class Withholding:
    """Cuts lines and records down to what may leave, and marks each that was cut as withheld."""

    def __init__(self, session: Session, shown: Shown) -> None:
        self._hidden = Confidential(session)
        self._notes = shown.notes

    def line(self, line: Document) -> Document:
        """A line of the log, or what links it to the others if it says what stays in the house."""
        told = {name: line[name] for name in ("before", "after", "reason")}
        if not self._tells(RecordKind(line["kind"]), line["record_id"], told):
            return line
        return {name: line[name] for name in LINKS} | {"withheld": True}

    def record(self, kind: RecordKind, number: int, known: Document) -> Document:
        """A record as it may leave."""
        if not self._tells(kind, number, known):
            return {"kind": kind.value, "record": known}
        return {"kind": kind.value, "record": self._cut(kind, number, known), "withheld": True}

    def _tells(self, kind: RecordKind, number: int, told: Document) -> bool:
        if kind is RecordKind.CLAIMANT and number in self._hidden.described:
            return True
        return kind is not RecordKind.SNAPSHOT and self._holds(told)  # what a page prints is no secret of the desk's

    def _holds(self, value: Any) -> bool:
        """Whether a value has a name, a note, or a confidential person's role in it."""
        if isinstance(value, str):
            return self._hidden.tells(value)
        if isinstance(value, list):
            return any(map(self._holds, value))
        if not isinstance(value, dict):
            return False
        if not self._notes and value.get("note"):
            return True
        if value.get("claimant_id") in self._hidden.described and value.keys() - set(OF_A_HOP):
            return True
        return any(map(self._holds, value.values()))

    def _cut(self, kind: RecordKind, number: int, known: Document) -> Document:
        if kind is RecordKind.CLAIMANT and number in self._hidden.described:
            kept = {name: known[name] for name in ("id", "uid", "kind") if name in known}
            return kept | {"name": self._hidden.described[number]}
        return self._without(known)  # type: ignore[no-any-return]  # a document stays one

    def _without(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._hidden.without_names(value)
        if isinstance(value, list):
            return [self._without(each) for each in value]
        if not isinstance(value, dict):
            return value
        if value.get("claimant_id") in self._hidden.described:
            return {name: value[name] for name in OF_A_HOP if name in value}
        dropped = () if self._notes else ("note",)
        return {name: self._without(each) for name, each in value.items() if name not in dropped}
