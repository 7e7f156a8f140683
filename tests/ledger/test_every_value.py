"""Every column of every kind of record with every value, false and zero first, on every way that a record goes."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Boolean, Column
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from claims.errors import ClaimsError
from claims.ledger.log.ledger import Ledger
from claims.ledger.log.witness import move_on, witness_path
from claims.ledger.store.child_lists import load_child_list
from claims.ledger.store.documents import columns
from claims.ledger.store.values import misfit
from claims.ledger.transfer.dump import dump
from claims.models import RECORDS, Record
from claims.models.columns import Day, Moment
from claims.vocabulary import RecordKind
from tests.ledger.test_tampering import words_of
from tests.support.full_ledger import make_rich
from tests.support.ledgers import Terminal

GIVEN = {"id", "uid", "recorded_at", "recorded_by"}
"""What a ledger gives a record itself."""

HELD_TO_MORE = {RecordKind.MERGER}
"""What the audit holds to more than its own line: a merger to the lines that were kept."""

REFUSED = (DBAPIError, ClaimsError, ValueError, TypeError)


def values(column: "Column[Any]") -> Iterator[Any]:
    """What a column may hold; the values that are easily taken for nothing come first."""
    if isinstance(column.type, Boolean):
        yield from (False, True)
        return
    if column.nullable:
        yield None
    if words := words_of(column):
        yield from words
    elif isinstance(column.type, Day):
        yield dt.date.min.isoformat()
    elif isinstance(column.type, Moment):
        yield "0001-01-01T00:00:00.000000Z"
    elif column.type.python_type is int:
        yield from (0, 1)
    else:
        yield from ("0", "false", "null", "\u00e9 \U0001f30a \"'\\")


def record(session: Session, ledger: Ledger, row: Record, changed: dict[str, Any]) -> bool:
    """Another record like one, with a value changed; says whether a ledger takes it."""
    model = type(row)
    known = {name: getattr(row, name) for name in columns(model) if name not in GIVEN} | changed
    if misfit(model, known):
        return False
    belongings = load_child_list(session, row) if row.record is not RecordKind.CLAIMANT else []
    reach, highest = ledger.reach, dict(ledger._highest)
    undone = session.begin_nested()
    try:
        ledger.add(model(**known), belongings)
        session.flush()
    except REFUSED:
        undone.rollback()
        session.expire_all()
        ledger.reach = reach
        ledger._highest.clear()
        ledger._highest.update(highest)
        return False
    undone.commit()
    return True


def record_everything(session: Session, ledger: Ledger) -> set[tuple[str, str, Any]]:
    """One record for each value of each column; returns those that the ledger took."""
    taken = set()
    for kind, model in RECORDS.items():
        if kind in HELD_TO_MORE:
            continue
        table: Any = model.__table__  # type: ignore[attr-defined]  # SQLModel adds it where table=True
        row = session.get_one(model, 1)
        for name in columns(model):
            for value in () if name in GIVEN else values(table.columns[name]):
                if record(session, ledger, session.get_one(model, row.id), {name: value}):
                    taken.add((kind.value, name, value))
    return taken


def test_whatever_a_record_holds_it_holds_wherever_it_goes(terminal: Terminal) -> None:
    make_rich(terminal.place, terminal.ok)
    with terminal.place.writing() as session:
        ledger = Ledger(session, "ana")
        taken = record_everything(session, ledger)
        ledger.close()
    move_on(witness_path(terminal.place.address.path, ledger.uid), ledger.reach)
    assert ("judgement", "independent", False) in taken
    assert len(taken) > 100
    said = terminal.run("claims audit --json").json["checks"]
    assert [fault["said"] for check in said for fault in check["faults"]] == []
    with terminal.place.reading() as session:
        lines = list(dump(session))
    terminal.ok("claims export -o whole.jsonl")
    for copied in ("claims --db restored.db import whole.jsonl", "claims db copy --to copied.db"):
        terminal.ok(copied)
    for name in ("restored.db", "copied.db"):
        assert terminal.json(f"claims --db {name} audit")["whole"]
        terminal.ok(f"claims --db {name} export -o {name}.jsonl")
        assert (terminal.folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() == lines
    terminal.ok("claims --db merged.db add 'The ferry is late' --by 'Elena Voss'")
    terminal.ok("claims --db merged.db merge restored.db")
    assert terminal.json("claims --db merged.db audit")["whole"]


@pytest.mark.parametrize("kind", RECORDS)
def test_a_line_that_lacks_a_flag_says_no(kind: RecordKind) -> None:
    """Empty fields are left out of a line: what a flag says without being there has to be known."""
    for name, field in RECORDS[kind].model_fields.items():
        if field.annotation is bool:
            assert field.default is False, name
