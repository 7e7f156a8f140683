"""Whether the database itself is sound: its pages, its references, its guards, its index and its log."""

import sqlite3
from collections.abc import Callable
from contextlib import nullcontext
from typing import Annotated

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from claims.ledger.log.guards import missing_guards
from claims.ledger.store.canonical import genesis
from claims.models import Claim, Event, Head

WAL_BUG_FIXED = (3, 51, 3)
"""SQLite up to 3.51.2 can, very rarely, corrupt a database in WAL mode."""


class Check(msgspec.Struct, frozen=True):
    """One thing that was checked."""

    what: Annotated[str, msgspec.Meta(description="pages, references, guards, search index or log.")]
    sound: Annotated[bool, msgspec.Meta(description="Whether it is as it should be.")]
    said: Annotated[str, msgspec.Meta(description="ok, or what is wrong.")]


class DatabaseCheck(msgspec.Struct, frozen=True):
    """What was checked, and what else a person should know."""

    sound: Annotated[bool, msgspec.Meta(description="Whether all of it is; if not, the exit code is 1.")]
    checks: Annotated[list[Check], msgspec.Meta(description="What was checked, one by one.")]
    notes: Annotated[list[str], msgspec.Meta(description="What else a person should know.")]


def check_database(session: Session) -> DatabaseCheck:
    """Check the database behind a ledger, each thing by itself: what is damaged hides nothing else."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    looks = {"guards": _guards, "search index": _index, "log": _log}
    if sqlite:
        looks = {"pages": _pages, "references": _references, **looks}
    checks = [_check(session, what, look) for what, look in looks.items()]
    return DatabaseCheck(
        sound=all(check.sound for check in checks), checks=checks, notes=_sqlite_notes() if sqlite else []
    )


def _check(session: Session, what: str, look: Callable[[Session], str]) -> Check:
    """What a look finds wrong; it returns what it found sound."""
    try:
        with session.begin_nested() if session.get_bind().dialect.name == "postgresql" else nullcontext():
            return Check(what, True, look(session))
    except _Unsound as unsound:
        return Check(what, False, str(unsound))
    except DBAPIError as error:
        return Check(what, False, " ".join(str(error.orig).split()))


class _Unsound(Exception):
    """What a look finds wrong."""


def _pages(session: Session) -> str:
    found = [" ".join(page.split()) for page in session.scalars(text("PRAGMA integrity_check(5)"))]
    if found != ["ok"]:
        raise _Unsound("; ".join(found))
    return "ok"


def _references(session: Session) -> str:
    strays = session.execute(text("PRAGMA foreign_key_check")).all()
    if strays:
        raise _Unsound(f"{len(strays)} rows refer to nothing")
    return "ok"


def _sqlite_notes() -> list[str]:
    if sqlite3.sqlite_version_info >= WAL_BUG_FIXED:
        return []
    return [
        f"SQLite {sqlite3.sqlite_version} can, very rarely, damage a database while its write-ahead log is reset;"
        " 3.51.3 and later can't. Keep backups (claims db backup FILE)."
    ]


def _guards(session: Session) -> str:
    missing = missing_guards(session)
    if missing:
        raise _Unsound(f"missing: {', '.join(missing)}")
    return "ok"


def _index(session: Session) -> str:
    claims = session.scalar(select(func.count()).select_from(Claim)) or 0
    entries = session.scalar(text("SELECT count(*) FROM claim_search")) or 0
    if claims != entries:
        raise _Unsound(f"{entries} of {claims} claims")
    return "ok"


def _log(session: Session) -> str:
    head = session.get(Head, 1)
    lines = session.scalar(select(func.count()).select_from(Event)) or 0
    last = session.execute(select(col(Event.seq), col(Event.hash)).order_by(col(Event.seq).desc()).limit(1)).first()
    if head is None:
        raise _Unsound("its head is missing")
    seq, newest = last if last is not None else (0, genesis(head.ledger_uid))
    if (head.count, head.hash) != (seq, newest):
        raise _Unsound(f"ends at line {seq}, its head says {head.count}")
    if lines != seq:
        raise _Unsound(f"{lines} lines, the last of which has number {seq}")
    return f"{seq} lines"
