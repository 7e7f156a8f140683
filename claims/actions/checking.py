"""Whether the database itself is sound: its pages, its references, its guards, its index and its log."""

import sqlite3

import msgspec
from sqlalchemy import func, select, text
from sqlmodel import Session, col

from claims.ledger.canonical import genesis
from claims.ledger.guards import missing_guards
from claims.models import Claim, Event, Head

WAL_BUG_FIXED = (3, 51, 3)
"""SQLite up to 3.51.2 can, very rarely, corrupt a database in WAL mode."""


class Check(msgspec.Struct, frozen=True):
    """One thing that was checked."""

    what: str
    sound: bool
    said: str


class DatabaseCheck(msgspec.Struct, frozen=True):
    """What was checked, and what else a person should know."""

    sound: bool
    checks: list[Check]
    notes: list[str]


def check_database(session: Session) -> DatabaseCheck:
    """Check the database behind a ledger."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    checks = [*(_sqlite_checks(session) if sqlite else ()), _guards(session), _index(session), _log(session)]
    return DatabaseCheck(
        sound=all(check.sound for check in checks), checks=checks, notes=_sqlite_notes() if sqlite else []
    )


def _sqlite_checks(session: Session) -> list[Check]:
    pages = list(session.scalars(text("PRAGMA integrity_check(5)")))
    strays = session.execute(text("PRAGMA foreign_key_check")).all()
    said = "; ".join(" ".join(page.split()) for page in pages)
    return [
        Check("pages", pages == ["ok"], said),
        Check("references", not strays, f"{len(strays)} rows refer to nothing" if strays else "ok"),
    ]


def _sqlite_notes() -> list[str]:
    if sqlite3.sqlite_version_info >= WAL_BUG_FIXED:
        return []
    return [
        f"SQLite {sqlite3.sqlite_version} can, very rarely, damage a database while its write-ahead log is reset;"
        " 3.51.3 and later can't. Keep backups (claims db backup FILE)."
    ]


def _guards(session: Session) -> Check:
    missing = missing_guards(session)
    return Check("guards", not missing, f"missing: {', '.join(missing)}" if missing else "ok")


def _index(session: Session) -> Check:
    claims = session.scalar(select(func.count()).select_from(Claim)) or 0
    entries = session.scalar(text("SELECT count(*) FROM claim_search")) or 0
    return Check("search index", claims == entries, "ok" if claims == entries else f"{entries} of {claims} claims")


def _log(session: Session) -> Check:
    head = session.get(Head, 1)
    last = session.execute(select(col(Event.seq), col(Event.hash)).order_by(col(Event.seq).desc()).limit(1)).first()
    if head is None:
        return Check("log", False, "its head is missing")
    seq, newest = last if last is not None else (0, genesis(head.ledger_uid))
    whole = (head.count, head.hash) == (seq, newest)
    return Check("log", whole, f"{seq} lines" if whole else f"ends at line {seq}, its head says {head.count}")
