"""Bringing records of another ledger in, many at a time, under numbers of this one, with a line of the log for each."""

from types import SimpleNamespace
from typing import Any, cast

from claims.ledger.log.bulk import BulkLedger
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.ledger.store.child_lists import store_child_list
from claims.ledger.store.precedence import let_rule
from claims.models import RECORDS, Record
from claims.vocabulary import Action, RecordKind

BATCH = 2_000
"""Records stored in one go."""


class MergeInsert:
    """Records that keep their uids, authors and moments; `store` hands those that wait to the database."""

    def __init__(self, ledger: Ledger, reason: str) -> None:
        self._session, self._reason = ledger.session, reason
        self._bulk = BulkLedger(ledger)
        self._tags: list[tuple[int, list[str]]] = []
        self._ruled: set[tuple[int, str]] = set()
        self._waiting = 0

    def bring(self, kind: RecordKind, known: Document) -> int:
        """Bring a record in, whose references are numbers of this ledger; returns its own."""
        model = RECORDS[kind]
        told = {name: value for name, value in known.items() if name != "id" and name not in model.derived}
        owned = told.pop(model.owned or "", ())
        number = self._bulk.add(kind, told, owned, action=Action.UNITE, reason=self._reason)
        self._note(kind, number, told, owned)
        self._waiting += 1
        if self._waiting >= BATCH:
            self.store()
        return number

    def _note(self, kind: RecordKind, number: int, told: Document, owned: Any) -> None:
        """What follows from a record: tags, where its claim stands, and what it or its claim is found by."""
        if kind in (RecordKind.UTTERANCE, RecordKind.EVIDENCE):
            self._bulk.index_anew(told["claim_id"])
        elif kind is RecordKind.CLAIM:
            self._bulk.index_anew(number)
            if owned:
                self._tags.append((number, owned))
        elif kind in (RecordKind.CLAIMANT, RecordKind.SOURCE):
            self._bulk.index_name_anew(kind.value, number)
        elif kind is RecordKind.RULING:
            self._ruled.add((told["claim_id"], told["axis"]))

    def store(self) -> None:
        """Store what waits, and let the newest rulings rule, whichever came in last."""
        self._bulk.flush()
        for number, tags in self._tags:
            row = cast(Record, SimpleNamespace(id=number, record=RecordKind.CLAIM))
            store_child_list(self._session, row, tags, new=True)
        for claim, axis in sorted(self._ruled):
            let_rule(self._session, claim, axis)
        self._tags.clear()
        self._ruled.clear()
        self._waiting = 0
