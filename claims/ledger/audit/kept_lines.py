"""Lines of other ledgers' logs, kept as they stood there: what is known of a log, and whether it is still whole."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import text
from sqlmodel import Session

from claims.errors import Refused
from claims.ledger.log.chain import Fault, line_fault
from claims.ledger.store.canonical import Document, canonical, genesis
from claims.ledger.store.holdings import Holdings
from claims.ledger.store.sql import Bulk
from claims.models import Merger

BATCH = 2_000
"""Lines in memory at a time."""

KEPT = "SELECT merger_id, seq, hash, line FROM other_line ORDER BY merger_id, seq"
KEPT_BY = "SELECT seq, hash, line FROM other_line WHERE merger_id = :merger AND seq > :after ORDER BY seq LIMIT :limit"
ORPHANS = "SELECT count(*) FROM other_line WHERE merger_id NOT IN (SELECT id FROM merger)"
KNOWN = """
SELECT 1 FROM event WHERE seq = :seq AND hash = :hash
UNION ALL
SELECT 1 FROM other_line WHERE seq = :seq AND hash = :hash AND merger_id < :before
"""


class Span(NamedTuple):
    """The part of another log that isn't known here: after `base`, up to `head`."""

    uid: str
    base: int
    base_hash: str
    head: int
    head_hash: str


ANY_MERGER = 1 << 62


def other_lines(session: Session) -> Iterator[Document]:
    """The kept lines of other ledgers, by the merger that brought them."""
    result = session.connection().execute(text(KEPT), execution_options={"yield_per": BATCH})
    for row in result:
        yield {"merger_id": row[0], "seq": row[1], "hash": row[2], "line": row[3]}


def keep_lines(session: Session, merger: int, lines: Iterable[Document]) -> None:
    """Keep lines of another log, which a merger brought."""
    waiting: list[Document] = []
    bulk = Bulk(session)
    for line in lines:
        written = {**line, **{name: _raw(line[name]) for name in ("before", "after")}}
        waiting.append({"merger_id": merger, "seq": line["seq"], "hash": line["hash"], "line": canonical(written)})
        if len(waiting) == BATCH:
            bulk.insert("other_line", waiting)
            waiting = []
    bulk.insert("other_line", waiting)


def copy_lines(source: Session, target: Session) -> None:
    """Put the lines that one ledger keeps of others into another, as they are."""
    bulk = Bulk(target)
    for line in other_lines(source):
        bulk.insert("other_line", [line])


def knows(session: Session, seq: int, hash_: str, before: int = ANY_MERGER) -> bool:
    """Whether a line stands in this ledger's log, or among the lines kept of others; so do then all before it."""
    return bool(Bulk(session).rows(KNOWN, seq=seq, hash=hash_, before=before))


def kept_span(keeper: Session, here: Session, merger: Merger) -> tuple[Span, list[Document]]:
    """Of the lines that another ledger keeps by a merger, the part that isn't known here."""
    base, base_hash = merger.base_count, merger.base_hash
    unknown: list[Document] = []
    for _seq, _hash, written in _kept_by(Bulk(keeper), merger.id):
        line = _line(written)
        if line is None or line_fault(line, base + len(unknown) + 1, unknown[-1]["hash"] if unknown else base_hash):
            raise Refused("A line that the other ledger keeps of a third was changed.", "claims audit there says more.")
        if not unknown and knows(here, line["seq"], line["hash"]):
            base, base_hash = line["seq"], line["hash"]
        else:
            unknown.append(line)
    return Span(merger.other_uid, base, base_hash, merger.head_count, merger.head_hash), unknown


def count_lines(session: Session) -> int:
    """How many lines of other ledgers are kept."""
    return int(Bulk(session).rows("SELECT count(*) FROM other_line")[0][0])


def other_faults(session: Session, held: Holdings) -> Iterator[Fault]:
    """What is wrong with the kept lines: each merger's must lead from what was known to the head that it names."""
    if not held.has("merger", "other_line"):
        return
    bulk = Bulk(session)
    for merger in bulk.documents("merger", "1 = 1"):
        yield from _merger_faults(session, bulk, merger)
    lost = bulk.rows(ORPHANS)[0][0]
    if lost:
        yield Fault("other ledgers", None, None, f"{lost} kept lines belong to no merger")


def _merger_faults(session: Session, bulk: Bulk, merger: Document) -> Iterator[Fault]:
    record = f"merger #{merger['id']}"
    count, base = merger["base_count"], merger["base_hash"]
    known = base == genesis(merger["other_uid"]) if count == 0 else knows(session, count, base, merger["id"])
    if not known:
        yield Fault("other ledgers", None, record, f"{record}: its lines follow one that is not known")
    for row in _kept_by(bulk, merger["id"]):
        line = _line(row[2])
        fault = None if line is None else line_fault(line, count + 1, base)
        if line is None or fault or (row[0], row[1]) != (line["seq"], line["hash"]):
            said = fault.said if fault else f"line {row[0]} was changed"
            yield Fault("other ledgers", row[0], record, f"{record}: of its lines, {said}")
            return
        count, base = line["seq"], line["hash"]
    if (count, base) != (merger["head_count"], merger["head_hash"]):
        said = f"{record}: its lines end at {count}, it says {merger['head_count']}, or at another hash"
        yield Fault("other ledgers", count, record, said)


def _kept_by(bulk: Bulk, merger: int) -> Iterator[Any]:
    after = -ANY_MERGER
    while rows := bulk.rows(KEPT_BY, merger=merger, after=after, limit=BATCH):
        yield from rows
        after = rows[-1][0]


def _line(written: str) -> Document | None:
    """A kept line as it stood in its log; nothing if it is no such line, or written otherwise than the one way."""
    try:
        line = msgspec.json.decode(written)
        if not isinstance(line, dict) or canonical(line) != written:
            return None
        line |= {name: None if line[name] is None else canonical(line[name]) for name in ("before", "after")}
        return line if {"seq", "hash", "kind", "record_id", "previous_hash"} <= line.keys() else None
    except (msgspec.DecodeError, RecursionError, TypeError, ValueError, KeyError):
        return None


def _raw(written: str | None) -> Any:
    return None if written is None else msgspec.Raw(written.encode())
