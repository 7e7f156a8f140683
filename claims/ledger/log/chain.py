"""The chain of the log: whether every line follows from the one before, and the first one that doesn't."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta
from sqlmodel import Session

from claims.ledger.store.canonical import Document, is_canonical, line_fingerprint
from claims.ledger.store.sql import Bulk
from claims.rows.tables import EventRow

LINES = tuple(EventRow.columns())


class Fault(msgspec.Struct, frozen=True):
    """Something that is not as the log says: the check that found it, the line or record, and what differs."""

    check: Annotated[str, Meta(description="The check that found it.")]
    line: Annotated[int | None, Meta(description="Number of the line of the log, if it is one.")]
    record: Annotated[str | None, Meta(description="The record, if it is one.")]
    said: Annotated[str, Meta(description="What differs.")]


def stored_lines(session: Session, first: int | None = None) -> Iterator[Document]:
    """The lines of the log as the database holds them, oldest first; from the line `first` on, if one is named."""
    listed = ", ".join(f'"{name}"' for name in LINES)
    chosen = "" if first is None else " WHERE seq >= :first"
    given = {} if first is None else {"first": first}
    bulk = Bulk(session)
    native = EventRow.converters(on_sqlite=bulk.on_sqlite)
    for row in bulk.stream(f"SELECT {listed} FROM event{chosen} ORDER BY seq", **given):  # noqa: S608  (names of ours)
        line = dict(zip(LINES, row, strict=True))
        for name, to_text in native:
            if line[name] is not None and not isinstance(line[name], str):
                line[name] = to_text(line[name])
        yield line


def line_fault(line: Document, number: int, previous: str) -> Fault | None:
    """What is wrong with the line that should have this number and follow the hash `previous`."""
    seq, record = line["seq"], f"{line['kind']} #{line['record_id']}"
    if seq != number:
        return Fault("chain", number, None, f"line {number} is missing; line {seq} stands in its place")
    if line["previous_hash"] != previous:
        return Fault("chain", seq, record, f"line {seq} follows another line than the one that now stands before it")
    if not is_whole(line):
        return Fault("chain", seq, record, f"line {seq} was changed: it doesn't match its own hash")
    return None


def is_whole(line: Document) -> bool:
    """Whether a line still matches its hash, and is written the one way it can be."""
    try:
        for name in ("before", "after"):
            if line[name] is not None and not is_canonical(line[name]):
                return False
        return line_fingerprint(line) == str(line["hash"])
    except (msgspec.DecodeError, RecursionError, TypeError, ValueError):
        return False
