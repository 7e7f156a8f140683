"""A ledger moved to another place: from a file to a server, or back."""

from typing import Annotated

from msgspec import Meta, Struct
from sqlalchemy import Engine
from sqlmodel import Session

from claims import db, schema
from claims.actions.auditing import witness_of
from claims.db import Address
from claims.errors import DatabaseTrouble
from claims.ledger.audit import audit
from claims.ledger.copying import copy_rows, differs
from claims.ledger.witness import Reach, move_on


class Copied(Struct, frozen=True):
    """A ledger that was copied, and what the copy was held to."""

    database: Annotated[str, Meta(description="The ledger that was copied.")]
    to: Annotated[str, Meta(description="Where the copy is.")]
    count: Annotated[int, Meta(description="Lines of the log, in both.")]
    head: Annotated[str, Meta(description="Hash of the newest of them, in both.")]


def copy_ledger(source: Session, shown: str, engine: Engine, address: Address) -> Copied:
    """Copy a ledger to an empty one; nothing of the copy is kept unless the audit finds it whole and the same."""
    made = db.is_missing(address)
    if made or address.path is None:
        schema.create(engine, address)
    try:
        copied = _copy(source, shown, engine, address)
    except BaseException:
        if made and address.path is not None:
            address.path.unlink(missing_ok=True)
        raise
    return copied


def _copy(source: Session, shown: str, engine: Engine, address: Address) -> Copied:
    with db.writing(engine, address) as target:
        schema.require_current(target, address)
        copy_rows(source, target)
        witness = witness_of(target, address)
        found = audit(target, witness)
        if not found.whole or differs(source, target):
            raise DatabaseTrouble(
                f"The copy at {address.shown} is not the same ledger, and was not kept.",
                f"claims audit --db {shown} says whether the original is whole.",
            )
    move_on(witness, Reach(found.count, found.head))
    return Copied(shown, address.shown, found.count, found.head)
