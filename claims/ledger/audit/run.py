"""The audit: the chain, the records, the index, the guards, and the witness beside the database."""

import sqlite3
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta
from sqlmodel import Session

from claims.errors import BadInput
from claims.ledger.audit.cells import cell_faults, unreadable_cells
from claims.ledger.audit.kept_lines import count_lines, other_faults
from claims.ledger.audit.layout import layout_faults, search_faults
from claims.ledger.audit.records import RecordComparison
from claims.ledger.log.chain import Fault, line_fault, stored_lines
from claims.ledger.log.guards import expected_guards, guard_faults
from claims.ledger.log.search_index import index_faults
from claims.ledger.log.witness import Reach, read_witness
from claims.ledger.store.blobs import byte_faults, count_bytes
from claims.ledger.store.canonical import genesis
from claims.ledger.store.holdings import Holdings
from claims.ledger.store.sql import Bulk
from claims.models import Head
from claims.vocabulary import RecordKind

MOST = 20
"""Faults named of one check; where there are more, that is said."""


class Checked(msgspec.Struct, frozen=True):
    """One check: how much it looked at, and what it found. With nothing to look at it is no pass."""

    check: Annotated[str, Meta(description="What was checked.")]
    looked_at: Annotated[int, Meta(description="How many were looked at.")]
    of_what: Annotated[str, Meta(description="What was counted.")]
    faults: Annotated[list[Fault], Meta(description="What was found wrong.")]

    @property
    def verdict(self) -> str:
        """`ok`, `bad`, or `nothing to check`."""
        return "bad" if self.faults else "ok" if self.looked_at else "nothing to check"


class Audit(msgspec.Struct, frozen=True):
    """Whether a ledger is what its log says, and how far the log reaches."""

    ledger: Annotated[str, Meta(description="The ledger's UUIDv7.")]
    count: Annotated[int, Meta(description="Number of lines in the log.")]
    head: Annotated[str, Meta(description="Hash of the newest line.")]
    whole: Annotated[bool, Meta(description="Whether nothing was found wrong; if not, the exit code is 1.")]
    checks: Annotated[list[Checked], Meta(description="What was checked, one by one.")]
    expected: Annotated[
        str | None, Meta(description="The earlier head that had to lead to today's, if one was given.")
    ] = None


def audit(session: Session, witness: Path, expected: str | None = None) -> Audit:
    """Audit a ledger; `expected` is a head that must be an ancestor of today's.

    The session must not have read anything yet: the witness is read before the log, or somebody who writes in between
    would make it seem that the log was cut off.
    """
    hashes = _Hashes(witness=read_witness(witness), expected=expected)
    head = session.get(Head, 1)
    uid = head.ledger_uid if head else ""
    cells = _most(lambda: cell_faults(session), "records")
    held = Holdings(session)
    checks = [
        _survived("chain", "lines", session, cells, lambda: _chain(session, head, hashes)),
        _survived("records", "records", session, cells, lambda: _records(session, held)),
        _survived("bytes", "snapshots and kept bytes", session, cells, lambda: _bytes(session, held)),
        _survived("index", "entries", session, cells, lambda: _index(session, held)),
        _guards(session),
        _survived("other ledgers", "kept lines", session, cells, lambda: _others(session, held)),
    ]
    checks[1] = msgspec.structs.replace(checks[1], faults=[*cells, *checks[1].faults])
    checks.append(_witness(hashes, witness))
    if expected is not None:
        checks.append(_expected(hashes, expected))
    return Audit(
        ledger=uid,
        count=hashes.count,
        head=hashes.last,
        whole=hashes.count > 0 and not any(check.faults for check in checks),
        checks=checks,
        expected=expected,
    )


def _survived(check: str, of_what: str, session: Session, cells: list[Fault], made: Callable[[], Checked]) -> Checked:
    """A check; where cells that hold what they can't break it off, that is told, and which they are."""
    try:
        return made()
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, sqlite3.Error) as error:
        found = [] if cells else _most(lambda: unreadable_cells(session), check)
        if not (cells or found):
            raise
        said = f"it broke off at what can't be read ({type(error).__name__})"
        return Checked(check, 1, of_what, [*found, Fault(check, None, None, said)])


class _Hashes:
    """What is remembered while the log is walked: how far it is whole, where it ends, and the heads it passed."""

    def __init__(self, witness: Reach | None, expected: str | None) -> None:
        self.witness = witness
        self.count = 0
        self.last = ""
        self.whole_to = 0
        self.broken = False
        self.at_witness: str | None = None
        self.sought = expected
        self.found_at: int | None = None

    def pass_by(self, count: int, hash_: str) -> None:
        self.count, self.last = count, hash_
        if not self.broken:
            self.whole_to = count
        if self.witness and count == self.witness.count:
            self.at_witness = hash_
        if self.sought == hash_ and not self.broken:
            self.found_at = count


def _chain(session: Session, head: Head | None, hashes: _Hashes) -> Checked:
    faults: list[Fault] = []
    if head is None:
        hashes.broken = True
        faults.append(Fault("chain", None, None, "the head is gone"))
    else:
        hashes.pass_by(0, genesis(head.ledger_uid))
    for line in stored_lines(session):
        fault = None if hashes.broken else line_fault(line, hashes.count + 1, hashes.last)
        if fault:
            faults.append(fault)
            hashes.broken = True
        hashes.pass_by(line["seq"], line["hash"])
    if head is not None and (head.count, head.hash) != (hashes.count, hashes.last):
        said = f"the log ends at line {hashes.count}, its head says {head.count}"
        if head.count == hashes.count:
            said = "the head names another hash than the last line's"
        faults.append(Fault("chain", hashes.count, None, said))
    return Checked("chain", max(hashes.count, head.count if head else 0), "lines", faults)


def _records(session: Session, held: Holdings) -> Checked:
    comparisons = [RecordComparison(session, kind, held) for kind in RecordKind]
    faults = _most(lambda: (fault for each in comparisons for fault in each.faults()), "records")
    return Checked("records", sum(each.count for each in comparisons), "records", faults)


def _bytes(session: Session, held: Holdings) -> Checked:
    count, faults = 0, list[Fault]()
    if held.has("snapshot", "blob"):
        count = count_bytes(session)
        faults = _most(lambda: (Fault("bytes", None, about, said) for about, said in byte_faults(session)), "bytes")
    return Checked("bytes", count, "snapshots and kept bytes", faults)


def _others(session: Session, held: Holdings) -> Checked:
    faults = _most(lambda: other_faults(session, held), "other ledgers")
    return Checked("other ledgers", count_lines(session) if held.has("other_line") else 0, "kept lines", faults)


def _index(session: Session, held: Holdings) -> Checked:
    entries = 0
    if held.has("claim", "claimant"):
        entries = Bulk(session).rows("SELECT (SELECT count(*) FROM claim) + (SELECT count(*) FROM claimant)")[0][0]
    try:
        found = chain(index_faults(session, held), search_faults(session))
        faults = _most(lambda: (Fault("index", None, about, said) for about, said in found), "index")
    except BadInput as error:  # an address that nobody could have entered
        faults = [Fault("index", None, None, f"no index can be made of the records: {error.message}")]
    return Checked("index", entries, "entries", faults)


def _guards(session: Session) -> Checked:
    wanted = expected_guards(session.get_bind().dialect.name)
    faults = [Fault("guards", None, name, said) for name, said in guard_faults(session)]
    faults += _most(lambda: (Fault("guards", None, name, said) for name, said in layout_faults(session)), "guards")
    return Checked("guards", len(wanted), "triggers", faults)


def _witness(hashes: _Hashes, path: Path) -> Checked:
    witness = hashes.witness
    if witness is None:
        return Checked("witness", 0, "heads beside the ledger", [])
    faults = []
    if witness.count > hashes.count:
        said = f"{path.name} has seen {witness.count} lines; the log ends at line {hashes.count}: its end was cut off"
        faults.append(Fault("witness", hashes.count, None, said))
    elif hashes.at_witness != witness.hash:
        said = (
            f"{path.name} has seen another line {witness.count} than the one that stands there: the log was rewritten"
        )
        faults.append(Fault("witness", witness.count, None, said))
    return Checked("witness", 1, "heads beside the ledger", faults)


def _expected(hashes: _Hashes, expected: str) -> Checked:
    faults = []
    if hashes.found_at is None:
        said = f"no line has the hash {expected[:16]}...: it was rewritten or cut off, or is another ledger's"
        if hashes.broken:
            said = f"no line up to {hashes.whole_to}, as far as the chain is whole, has the hash {expected[:16]}..."
        faults.append(Fault("expected head", None, None, said))
    return Checked("expected head", 1, "expected heads", faults)


def _most(found: Callable[[], Iterator[Fault]], check: str) -> list[Fault]:
    faults: list[Fault] = []
    for fault in found():
        if len(faults) == MOST:
            faults.append(Fault(check, None, None, f"there are more than these {MOST}"))
            break
        faults.append(fault)
    return faults
