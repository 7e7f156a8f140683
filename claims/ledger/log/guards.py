"""The guards by which the database itself refuses to change history."""

from sqlmodel import Session

from claims.ledger.store.sql import Bulk

GUARDED = {
    "event": ("seq",),
    "verification": ("id",),
    "verification_evidence": ("verification_id", "evidence_id"),
    "merger": ("id",),
    "other_line": ("merger_id", "seq"),
}
"""The append-only tables, and the columns that tell their rows apart."""

SERVER_REFUSAL = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"
SERVER_KINDS = {"no_change": ("DELETE OR UPDATE", "ROW"), "no_truncate": ("TRUNCATE", "STATEMENT")}
"""What each trigger on PostgreSQL stands before, and how often it acts; in the server's own words."""

SERVER_GUARDS = """
SELECT trigger.tgname, trigger.tgenabled IN ('O', 'A'), pg_get_triggerdef(trigger.oid, true) || ' ' || routine.prosrc
FROM pg_trigger AS trigger JOIN pg_proc AS routine ON routine.oid = trigger.tgfoid
WHERE NOT trigger.tgisinternal
"""


def expected_guards(dialect: str) -> dict[str, str]:
    """The triggers that must stand, by name, with what each does."""
    if dialect != "sqlite":
        return {
            f"{table}_{kind}": f"CREATE TRIGGER {table}_{kind} BEFORE {change} ON {table} FOR EACH {each}"
            f" EXECUTE FUNCTION refuse_change() {SERVER_REFUSAL}"
            for table in GUARDED
            for kind, (change, each) in SERVER_KINDS.items()
        }
    guards = {}
    for table, keys in GUARDED.items():
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            guards[name] = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {refusal}"
        same = " AND ".join(f"{key} = NEW.{key}" for key in keys)
        guards[f"{table}_no_replace"] = (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"  # noqa: S608  (compared, never run)
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refusal}"
        )
    return guards


def guard_faults(session: Session) -> list[tuple[str, str]]:
    """The triggers that don't stand as they should: name, and what is wrong."""
    dialect = session.get_bind().dialect.name
    standing = _sqlite_guards(session) if dialect == "sqlite" else _server_guards(session)
    faults = []
    for name, wanted in expected_guards(dialect).items():
        found = standing.get(name)
        if found is None:
            faults.append((name, f"the trigger {name} is gone or switched off"))
        elif found != wanted:
            faults.append((name, f"the trigger {name} does something else than it should"))
    return faults


def missing_guards(session: Session) -> list[str]:
    """The names of the triggers that don't stand as they should."""
    return [name for name, _said in guard_faults(session)]


def _sqlite_guards(session: Session) -> dict[str, str]:
    found = Bulk(session).rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {name: _plain(sql) for name, sql in found}


def _server_guards(session: Session) -> dict[str, str]:
    return {name: _plain(source) for name, enabled, source in Bulk(session).rows(SERVER_GUARDS) if enabled}


def _plain(sql: str) -> str:
    """A trigger's text with single spaces and without quotes around names, which rebuilding a table adds."""
    return " ".join(sql.replace('"', "").split())
