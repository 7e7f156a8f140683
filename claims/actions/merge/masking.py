"""What a merger tells of confidential people: that something differs, and not what would tell who they are."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlmodel import Session

from claims.ledger.read.discretion import Confidential, within
from claims.ledger.store.canonical import Document

KEPT_BACK = "(confidential)"

OPEN = ("confidential", "kind", "merged_into_id")
"""What may be told of a confidential person."""


def stays_confidential(held: Document, wanted: Document) -> Document:
    """What goes of a person whom both sides changed: confidential on either side, they stay so."""
    kept = wanted.get("confidential") or held.get("confidential")
    return wanted | ({"confidential": kept} if kept else {})


class Masking:
    """Cuts what a merger says down to what anybody at the desk may see."""

    def __init__(self, session: Session) -> None:
        self._hidden = Confidential(session)

    def differing(self, kind: str, number: int, field: str, value: Any) -> Any:
        """A value that both sides gave differently."""
        if value is None or not self._hidden.described:
            return value
        if kind == "claimant" and number in self._hidden.described and field not in OPEN:
            return KEPT_BACK
        if field == "hops":
            value = list(self._hops(value))
        return self.words(value)

    def _hops(self, hops: list[Document]) -> Iterator[Document]:
        for hop in hops:
            hidden = hop.get("claimant_id") in self._hidden.described
            yield {name: each for name, each in hop.items() if not hidden or name not in ("role", "cue")}

    def words(self, value: Any) -> Any:
        """Anything said, without their names."""
        return within(msgspec.to_builtins(value), self._hidden.without_names)
