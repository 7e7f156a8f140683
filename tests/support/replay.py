"""Replay: the events of one ledger, told again into an empty one, give the same records."""

import msgspec
from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from claims.errors import Refused
from claims.ledger.audit.kept_lines import copy_lines
from claims.ledger.log.chain import line_fault, stored_lines
from claims.ledger.log.search_index import SearchIndex
from claims.ledger.store.blobs import copy_bytes
from claims.ledger.store.canonical import Document, genesis
from claims.ledger.store.child_lists import store_child_list
from claims.ledger.store.documents import columns, row_of
from claims.ledger.store.precedence import let_rule
from claims.models import RECORDS, Event, Head, Record, Ruling
from claims.vocabulary import RecordKind


def replay(source: Session, target: Session) -> int:
    """Tell every event of `source` again into the empty ledger `target`; returns how many there were.

    A chain that is broken is refused at its first bad line, and nothing should then be kept.
    """
    head = source.get_one(Head, 1)
    if target.scalar(select(col(Event.seq)).limit(1)) is not None:
        raise Refused("The ledger to replay into is not empty.", "Give a new one.")
    search = SearchIndex(target)
    number, previous = 0, genesis(head.ledger_uid)
    for line in stored_lines(source):
        fault = line_fault(line, number + 1, previous)
        if fault:
            raise Refused(f"The log is broken: {fault.said}.", "claims audit says more.")
        tell(target, search, line)
        number, previous = line["seq"], line["hash"]
    target.flush()
    copy_bytes(source, target)
    copy_lines(source, target)
    search.refresh()
    target.execute(
        update(Head).where(col(Head.id) == 1).values(ledger_uid=head.ledger_uid, count=number, hash=previous)
    )
    return number


def tell(target: Session, search: SearchIndex, line: Document) -> None:
    """Let one line of a log happen in a ledger."""
    model = RECORDS[RecordKind(line["kind"])]
    after = msgspec.json.decode(line["after"])
    row, belongings = row_of(model, after)
    if line["before"] is None:
        target.add(row)
        target.flush()
        store_child_list(target, row, belongings, new=True)
        changed = None
    else:
        before = msgspec.json.decode(line["before"])
        row = _overwrite(target, model, row)
        if model.owned and before.get(model.owned) != after.get(model.owned):
            store_child_list(target, row, belongings)
        changed = frozenset(name for name in before | after if before.get(name) != after.get(name))
    if isinstance(row, Ruling) and not row.pending:
        target.flush()
        let_rule(target, row.claim_id, row.axis)
    search.touch(row, changed)
    target.execute(insert(Event).values(line))


def _overwrite(target: Session, model: type[Record], told: Record) -> Record:
    row = target.get_one(model, told.id)
    for name in columns(model):
        setattr(row, name, getattr(told, name))
    row.settle()
    target.flush()
    return row
