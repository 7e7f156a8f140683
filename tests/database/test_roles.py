"""The roles of docs/postgresql.md, made by the very SQL that stands there."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from claims.models import TABLES
from tests.support.forked_programs import ROOT
from tests.support.full_ledger import COMMANDS
from tests.support.ledgers import Place, Terminal

LOOKS = (
    "list",
    "list --as-of @5",
    "show 1",
    "show 1 --origins",
    "search bridge",
    "history",
    "history 1",
    "claimant list",
    "source list",
    "report source 1",
    "report claimant 1",
    "report claim 1",
    "report summary",
    "report corrections --since 2020-01-01",
    "diff @5",
    "inbox",
    "archive verify",
    "quotes check --dry-run",
    "audit",
    "db check",
    "db current",
    "editions list",
)
MORE_WORK = (
    "export --site pages",
    "export -f csv -o out.csv",
    "editions list --old",
    "report claim 1 -o written.txt",
    "source judge 1 2 --independent --because 'Two desks'",
    "archive 1 --from written.txt",
    "archive verify",
    "audit",
    "db check",
)
SCHEMA_CHANGES = (
    "DROP TRIGGER event_no_change ON event",
    "ALTER TABLE event DISABLE TRIGGER ALL",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "ALTER TABLE claim ADD COLUMN x text",
    "DROP TABLE claim",
    "CREATE TABLE mine (x text)",
    "SET session_replication_role = replica",
    "UPDATE alembic_version SET version_num = '0001'",
    "DELETE FROM head",
    "INSERT INTO head SELECT * FROM head",
)
HISTORY = {
    "event": "seq",
    "verification": "id",
    "verification_evidence": "evidence_id",
    "blob": "sha256",
    "report": "id",
}

As = Callable[[str], str]


@pytest.fixture
def logged_in(terminal: Terminal) -> Iterator[As]:
    """The ledger's URL for somebody with one of the roles that the page makes."""
    page = (ROOT / "docs" / "postgresql.md").read_text(encoding="utf-8")
    (making,) = re.findall(r"^```sql\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    roles = ("claims_reader", "claims_editor")
    with terminal.place.engine().begin() as owner:
        owner.exec_driver_sql(making)
        for role in roles:
            owner.exec_driver_sql(f"CREATE ROLE some_{role} LOGIN IN ROLE {role}")
    yield lambda role: terminal.place.named.replace("//postgres@", f"//some_{role}@")
    with terminal.place.engine().begin() as owner:
        for role in roles:
            owner.exec_driver_sql(f"DROP OWNED BY {role}, some_{role}; DROP ROLE some_{role}, {role}")


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    with Place("postgresql", url).engine().connect() as connection:
        yield connection


def require_refused(url: str, statements: tuple[str, ...]) -> None:
    with connected(url) as connection:
        for statement in statements:
            with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
                connection.execute(text(statement))
            connection.rollback()


@pytest.mark.postgres
def test_a_reader_looks_at_everything_and_changes_nothing(terminal: Terminal, logged_in: As) -> None:
    for line in COMMANDS:
        terminal.ok(f"claims {line}")
    url = logged_in("claims_reader")
    for look in LOOKS:
        terminal.ok(f"claims {look} --db '{url}'")
    for line in ("export -f csv", "export --site pages", "bundle 1 -o one.zip"):
        assert "isn't on record" in terminal.ok(f"claims {line} --db '{url}'").err, line
    for line in ("add 'It rains' --by Ana", "verify 1 --because x", "claimant merge 1 2 --because x"):
        assert "permission denied" in terminal.refused(f"claims {line} --db '{url}'"), line
    every = [table for table in TABLES if table != "head"]
    require_refused(url, tuple(f"DELETE FROM {table}" for table in every))
    require_refused(url, tuple(f"INSERT INTO {table} SELECT * FROM {table}" for table in every))
    require_refused(url, SCHEMA_CHANGES)


@pytest.mark.postgres
def test_an_editor_does_all_the_work_and_touches_neither_guards_nor_schema(terminal: Terminal, logged_in: As) -> None:
    url = logged_in("claims_editor")
    for line in (*COMMANDS, *MORE_WORK):
        terminal.ok(f"claims {line} --db '{url}'")
    for table, column in HISTORY.items():
        require_refused(url, (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table}"))
    require_refused(url, SCHEMA_CHANGES)
