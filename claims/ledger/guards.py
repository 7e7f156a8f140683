"""The guards by which the database itself refuses to change history."""

from sqlalchemy import text
from sqlmodel import Session

GUARDED = ("event", "verification", "verification_evidence")
"""The append-only tables."""


def expected_guards(dialect: str) -> list[str]:
    """The names of the triggers that must stand."""
    kinds = ("no_update", "no_delete", "no_replace") if dialect == "sqlite" else ("no_change", "no_truncate")
    return [f"{table}_{kind}" for table in GUARDED for kind in kinds]


def missing_guards(session: Session) -> list[str]:
    """The triggers that should stand and don't."""
    dialect = session.get_bind().dialect.name
    if dialect == "sqlite":
        standing = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        standing = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
    known = set(session.scalars(standing))
    return [name for name in expected_guards(dialect) if name not in known]
