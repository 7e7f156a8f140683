"""The one way to change a ledger: every change is stored together with the event that tells of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlmodel import Session
from uuid_utils import uuid7

from claims import clock
from claims.errors import BadInput, DatabaseTrouble
from claims.ledger.log.chain import LINES
from claims.ledger.log.search_index import SearchIndex
from claims.ledger.log.witness import Reach
from claims.ledger.store.canonical import Document, canonical, line_fingerprint
from claims.ledger.store.child_lists import load_child_list, store_child_list
from claims.ledger.store.documents import document
from claims.ledger.store.precedence import let_rule, next_lamport
from claims.ledger.store.sql import Bulk
from claims.models import Record
from claims.rows.postgresql import moment_text
from claims.vocabulary import Action, RecordKind

if TYPE_CHECKING:
    from claims.models import Ruling

Kept = TypeVar("Kept", bound=Record)


THE_HEAD = "SELECT ledger_uid, count, hash FROM head"
LOCKED_HEAD = f"{THE_HEAD} FOR UPDATE"
"""The lock on its one row lets one writer after the other append to the log; SQLite has none but the whole file's."""

LISTED = ", ".join(f'"{name}"' for name in LINES)
NEW_LINE = f"INSERT INTO event ({LISTED}) VALUES ({', '.join(f':{name}' for name in LINES)})"  # noqa: S608  (names of ours)
MOVED_HEAD = "UPDATE head SET count = :count, hash = :hash"


LAST_TIME = "SELECT at FROM event WHERE seq = :seq"
AHEAD_OF_CLOCK = dt.timedelta(hours=1)
"""How far the last line of a log may lie ahead of the clock without a word."""


class Ledger:
    """A ledger held for writing by one actor, for the length of one transaction.

    `reach` is how far its log reaches with the changes made so far. All changes made through it bear the same moment.
    `close` must be called once, before the transaction is committed.
    """

    def __init__(self, session: Session, actor: str) -> None:
        self.session = session
        self.actor = actor
        self.now = clock.now()
        self._search = SearchIndex(session)
        self._highest: dict[type[Record], int] = {}
        self._bulk = Bulk(session)
        head = self._bulk.rows(LOCKED_HEAD if session.get_bind().dialect.name == "postgresql" else THE_HEAD)
        if not head:
            raise DatabaseTrouble(
                "The ledger has lost its head: how far its log reaches is unknown.", "Restore a backup."
            )
        self.uid, self.reach = str(head[0][0]), Reach(head[0][1], head[0][2])
        self.ahead = self._line_ahead()

    def _line_ahead(self) -> str | None:
        """The time of the log's last line where it lies ahead of the clock by more than an hour."""
        last = [moment_text(row[0]) for row in self._bulk.rows(LAST_TIME, seq=self.reach.count)]
        limit = dt.datetime.fromisoformat(self.now) + AHEAD_OF_CLOCK
        return last[0] if last and dt.datetime.fromisoformat(last[0]) > limit else None

    def add(
        self, row: Kept, belongings: Sequence[Any] = (), *, action: Action = Action.ADD, reason: str | None = None
    ) -> Kept:
        """Store a new record; gives it its number, uid, moment and author."""
        row.uid = str(uuid7())
        row.recorded_at = self.now
        row.recorded_by = self.actor
        if row.record is RecordKind.RULING:
            ruling = cast("Ruling", row)
            ruling.lamport = next_lamport(self.session, ruling.claim_id, ruling.axis)
        return self.bring(row, belongings, action=action, reason=reason)

    def bring(
        self, row: Kept, belongings: Sequence[Any] = (), *, action: Action = Action.UNITE, reason: str | None = None
    ) -> Kept:
        """Store a record that has a uid, a moment and an author of its own, under a number of this ledger."""
        row.id = self._next_id(type(row))
        _settle(row)
        self.session.add(row)
        self.session.flush()  # what belongs to the record refers to it
        store_child_list(self.session, row, belongings, new=True)
        self._append(row, action, None, document(row, belongings), reason)
        self._follow(row, None)
        return row

    def revise(
        self,
        row: Record,
        changes: Document,
        belongings: Sequence[Any] | None = None,
        *,
        action: Action = Action.EDIT,
        reason: str | None = None,
    ) -> bool:
        """Change fields of a record (and, where given, the list that belongs to it); says whether anything differs."""
        owned = load_child_list(self.session, row)
        before = document(row, owned)
        for name, value in changes.items():
            setattr(row, name, value)
        _settle(row)
        after = document(row, owned if belongings is None else belongings)
        if after == before:
            return False
        self.session.add(row)
        if belongings is not None and list(belongings) != owned:
            store_child_list(self.session, row, belongings)
        self._append(row, action, before, after, reason)
        self._follow(row, frozenset(name for name in before | after if before.get(name) != after.get(name)))
        return True

    def close(self) -> None:
        """Finish what follows from the changes: the head of the log, and the index that search reads."""
        self.session.flush()
        self._bulk.write(MOVED_HEAD, [{"count": self.reach.count, "hash": self.reach.hash}])
        self._search.refresh()

    @property
    def today(self) -> dt.date:
        """The day of this transaction, where the desk is."""
        return clock.today()

    def find_numbers(self, models: Iterable[type[Record]]) -> None:
        """Find out which numbers are the next, so that new records of these kinds get theirs without asking."""
        for model in models:
            self._find_number(model)

    def _next_id(self, model: type[Record]) -> int:
        self._find_number(model)
        self._highest[model] += 1
        return self._highest[model]

    def _find_number(self, model: type[Record]) -> None:
        if model not in self._highest:
            highest = f"SELECT max(id) FROM {model.__tablename__}"  # noqa: S608  (a name of ours)
            self._highest[model] = self._bulk.rows(highest)[0][0] or 0

    def _append(
        self, row: Record, action: Action, before: Document | None, after: Document, reason: str | None
    ) -> None:
        line: Document = {
            "seq": self.reach.count + 1,
            "at": self.now,
            "actor": self.actor,
            "action": action.value,
            "kind": row.record.value,
            "record_id": row.id,
            "record_uid": row.uid,
            "claim_id": row.id if row.record is RecordKind.CLAIM else getattr(row, "claim_id", None),
            "before": None if before is None else canonical(before),
            "after": canonical(after),
            "reason": reason,
            "previous_hash": self.reach.hash,
        }
        line["hash"] = line_fingerprint(line)
        self._bulk.write(NEW_LINE, [line])
        self.reach = Reach(line["seq"], line["hash"])

    def _follow(self, row: Record, changed: frozenset[str] | None) -> None:
        """What follows from a record: a ruling moves its claim's status, and the index hears of new words."""
        if row.record is RecordKind.RULING:
            self.session.flush()
            ruling = cast("Ruling", row)
            if not ruling.pending:
                let_rule(self.session, ruling.claim_id, ruling.axis)
        self._search.touch(row, changed)


def _settle(row: Record) -> None:
    """Fill what follows from a record's columns, and refuse one that is wrong in itself."""
    row.settle()
    if flaw := row.flaw():
        raise BadInput(f"That {row.record.value} can't be recorded: {flaw}.", "Nothing was recorded.")
