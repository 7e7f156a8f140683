"""Moving a ledger: from a file to a server, from a server to a file, or from one to the next."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta
from sqlmodel import Session

from claims import schema
from claims.db import Address, connect, is_missing, writing
from claims.errors import DatabaseTrouble, Refused
from claims.ledger.audit.run import Audit, audit
from claims.ledger.log.witness import Reach, move_on, witness_path
from claims.ledger.transfer.copy import copy_rows, dump_digest
from claims.models import Head


class Copied(msgspec.Struct, frozen=True):
    """A ledger that was copied to another place, where the audit found it whole and the same."""

    database: Annotated[str, Meta(description="The ledger's path, or its URL without a password.")]
    copy: Annotated[str, Meta(description="The copy's path, or its URL without a password.")]
    ledger: Annotated[str, Meta(description="The ledger's UUIDv7; the copy has the same.")]
    count: Annotated[int, Meta(description="Number of lines in the log, here and there.")]
    head: Annotated[str, Meta(description="Hash of the newest line, here and there.")]
    dump: Annotated[str, Meta(description="SHA-256 of the dump, here and there.")]
    rows: Annotated[int, Meta(description="Rows copied.")]


def copy_ledger(source: Session, address: Address, to: Address) -> Copied:
    """Copy a ledger to a place where there is none yet; nothing is kept there unless the audit finds it whole."""
    head = source.get_one(Head, 1)
    if not head.count:
        raise Refused(f"There is nothing in {address.shown} to copy.", f"Run: claims db upgrade --db {to.shown}")
    witness = witness_path(to.path, head.ledger_uid)
    with _placed(to) as (draft, missing), _new_ledger(draft, made=missing) as target:
        rows = copy_rows(source, target)
        _require_whole(audit(target, witness), to)
        digest = _require_same(source, target)
    move_on(witness, Reach(head.count, head.hash))
    return Copied(address.shown, to.shown, head.ledger_uid, head.count, head.hash, digest, rows)


@contextmanager
def _placed(to: Address) -> Iterator[tuple[Address, bool]]:
    """Where to write, and whether nothing is there: a file gets its name when it is whole."""
    if to.path is None or not is_missing(to):
        yield to, False
        return
    place = to.path.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".claims-", dir=place.parent) as folder:
            made = Path(folder) / "copy.db"
            yield Address(to.shown, made), True
            _name(made, place, to)
    except OSError as error:
        raise DatabaseTrouble(
            f"The copy {to.shown} can't be written: {error.strerror}.", "Name another place, or free some space."
        ) from error


def _name(made: Path, place: Path, to: Address) -> None:
    """Give a whole copy its name, where nobody took that in the meantime."""
    if not is_missing(to):
        raise Refused(f"Somebody else has begun {to.shown} meanwhile.", "Nothing was copied; name another file.")
    made.replace(place)


@contextmanager
def _new_ledger(to: Address, *, made: bool) -> Iterator[Session]:
    """An empty ledger, made where there is none; whoever closes its file last puts all of it into the file."""
    engine = connect(to)
    if made:
        schema.create(engine, to)
    with writing(engine, to) as target:
        schema.ready(target, to)
        yield target


def _require_whole(found: Audit, to: Address) -> None:
    faults = [fault.said for check in found.checks for fault in check.faults]
    if faults:
        raise Refused(
            f"The copy would not be whole: {faults[0]}. Nothing was copied to {to.shown}.",
            "claims audit tells whether the ledger itself is; a .head file left beside the copy may be another's.",
        )


def _require_same(source: Session, target: Session) -> str:
    here, there = dump_digest(source), dump_digest(target)
    if here != there:
        raise Refused("The copy differs from the ledger. Nothing was copied.", "Run: claims audit")
    return here
