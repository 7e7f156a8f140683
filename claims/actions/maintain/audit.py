"""Audits: whether the ledger is what its log says, and a seal for a head that is to be published."""

from pathlib import Path

import msgspec
from sqlmodel import Session

from claims import clock
from claims.db import Address
from claims.errors import BadInput, DatabaseTrouble
from claims.ledger.audit.run import Audit, audit
from claims.ledger.log.witness import Reach, witness_path
from claims.models import Head


class Seal(msgspec.Struct, frozen=True):
    """How far a ledger's log reached at a moment; sign it, timestamp it, print it."""

    ledger: str
    count: int
    head: str
    at: str


def witness_of(session: Session, address: Address) -> Path:
    """Where the ledger's witness is."""
    return witness_path(address.path, _head(session).ledger_uid)


def audit_ledger(session: Session, witness: Path, expected: str | None) -> Audit:
    """Audit the ledger; `expected` is a head that must be an ancestor of today's."""
    if expected is not None and not (len(expected) == 64 and set(expected.lower()) <= set("0123456789abcdef")):
        raise BadInput("That is no head: a head has 64 hexadecimal digits.", "claims audit --head prints today's.")
    return audit(session, witness, expected and expected.lower())


def reach_of(session: Session) -> Reach:
    """How far the log reaches, as its head says."""
    head = _head(session)
    return Reach(head.count, head.hash)


def seal_for(found: Audit) -> Seal:
    """A seal for the head that an audit found whole."""
    return Seal(found.ledger, found.count, found.head, clock.now())


def write_seal(file: Path, seal: Seal) -> None:
    """Write a seal to a new file, byte for byte the same for the same seal; half a seal is never left."""
    with file.open("xb") as out:
        try:
            out.write(msgspec.json.format(msgspec.json.encode(seal), indent=2) + b"\n")
            out.flush()
        except OSError:
            file.unlink()
            raise


def _head(session: Session) -> Head:
    head = session.get(Head, 1)
    if head is None:
        raise DatabaseTrouble("The ledger's head is gone: how far its log reached is unknown.", "Restore a backup.")
    return head
