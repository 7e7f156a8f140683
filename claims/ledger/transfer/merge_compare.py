"""What another ledger has to say that this one doesn't know: its new lines, and whose word goes on each record."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from sqlmodel import Session

from claims.errors import Refused
from claims.ledger.audit.kept_lines import Span, knows, other_lines
from claims.ledger.log.chain import line_fault, stored_lines
from claims.ledger.log.ledger import THE_HEAD
from claims.ledger.store.canonical import Document, genesis
from claims.ledger.store.sql import Bulk
from claims.models.columns import Moment
from claims.vocabulary import Action, RecordKind

AT = "SELECT hash FROM event WHERE seq = :seq"
ABOUT = """
SELECT seq, hash, at, action, "after" FROM event WHERE kind = :kind AND record_id = :record ORDER BY seq DESC LIMIT 1
"""
FIRST_HAND = "SELECT record_uid, at, hash, seq FROM event WHERE action <> 'unite'"

NOT_SHARED = (RecordKind.MERGER, RecordKind.EDITION)
"""What stays with the ledger that recorded it: whom it brought in, and how far its own log reached in a report."""


class Stamp(NamedTuple):
    """The line that gave a record what it says now: where it stands, and when somebody said so."""

    at: str
    hash: str
    seq: int


class LastWords:
    """One side of a merger: what its log last says of a record, and by which line."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._bulk = Bulk(session)
        self._first_hand: dict[str, Stamp] | None = None

    def last_word(self, kind: RecordKind, number: int, uid: str) -> tuple[Document, Stamp | None]:
        """What the log last says of a record, and the line in which a person said it."""
        seq, hash_, at, action, after = self._bulk.rows(ABOUT, kind=kind.value, record=number)[0]
        said: Document = msgspec.json.decode(after)
        return said, Stamp(_moment(at), hash_, seq) if action != Action.UNITE else self._by_hand().get(uid)

    def knows(self, stamp: Stamp | None) -> bool:
        """Whether a line stands in this log, or among the lines kept of others."""
        return stamp is None or knows(self.session, stamp.seq, stamp.hash)

    def _by_hand(self) -> dict[str, Stamp]:
        """For each record the latest line known here in which a person said something of it."""
        if self._first_hand is None:
            self._first_hand = {}
            for uid, at, hash_, seq in self._bulk.rows(FIRST_HAND):
                self._note(str(uid), Stamp(_moment(at), hash_, seq))
            for kept in other_lines(self.session):
                line = msgspec.json.decode(kept["line"])
                if line["action"] != Action.UNITE:
                    self._note(line["record_uid"], Stamp(line["at"], line["hash"], line["seq"]))
        return self._first_hand

    def _note(self, uid: str, stamp: Stamp) -> None:
        assert self._first_hand is not None  # noqa: S101  (the caller has just made it)
        self._first_hand[uid] = max(stamp, self._first_hand.get(uid, stamp))


def _moment(at: Any) -> str:
    """A moment as the log has it, also from PostgreSQL, which has a type for it."""
    return at if isinstance(at, str) else Moment().to_text(at)


def unknown_span(here: Session, other: Session) -> Span:
    """The part of the other log that isn't known here; a line that is known proves all lines before it."""
    bulk = Bulk(other)
    uid, head, head_hash = bulk.rows(THE_HEAD)[0]
    known, unknown = 0, head + 1
    while unknown - known > 1:
        middle = (known + unknown) // 2
        at = bulk.rows(AT, seq=middle)
        if at and knows(here, middle, at[0][0]):
            known = middle
        else:
            unknown = middle
    base_hash = bulk.rows(AT, seq=known)[0][0] if known else genesis(str(uid))
    return Span(str(uid), known, base_hash, head, head_hash)


def lines_of(other: Session, span: Span) -> Iterator[Document]:
    """The lines of a span, each held to the one before; a log that isn't whole is refused at its first bad line."""
    number, previous = span.base, span.base_hash
    for line in stored_lines(other, span.base + 1):
        fault = line_fault(line, number + 1, previous)
        if fault:
            raise Refused(f"The other ledger's log is broken: {fault.said}.", "Nothing was brought in.")
        number, previous = line["seq"], line["hash"]
        yield line
    if (number, previous) != (span.head, span.head_hash):
        raise Refused("The other ledger's log doesn't end where its head says.", "Nothing was brought in.")


def prevails(ours: tuple[LastWords, Stamp | None], theirs: tuple[LastWords, Stamp | None]) -> tuple[bool, bool]:
    """Whether their word on a record goes, and whether both sides had changed it without knowing of the other.

    Who knew of the other's word goes; where neither did, the later one, and of two said at one moment that with the
    greater hash: so both sides come to the same.
    """
    (here, our_stamp), (there, their_stamp) = ours, theirs
    if their_stamp is None or here.knows(their_stamp):
        return False, False
    if there.knows(our_stamp):
        return True, False
    return their_stamp > (our_stamp or their_stamp), True
