"""Ledgers of every revision there ever was, as rows: what the tests of migrations upgrade.

`.venv/bin/python -m tests.old_ledgers` records a small ledger with today's program and keeps its rows in
tests/revisions/, under the revision's name. Run it before each new migration, with `COMMANDS` that record something in
every table, and never again for that revision: later programs must be able to read what earlier ones wrote.
"""

import json
import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection, MetaData, Table, text
from sqlmodel import Session

from claims import clock, db, schema
from claims.ledger.log import Ledger
from claims.models import Snapshot, whole_schema
from tests.ledgers import SQLITE, Place, Terminal

FOLDER = Path(__file__).parent / "revisions"
SEARCH_KEYS = {"sqlite": "rowid", "postgresql": "id"}
SEARCH_TABLES = {"claim_search": ("words", "names"), "name_search": ("names",)}

COMMANDS = (
    "claims source add https://courier.example/pier --title 'Pier reopens' --publisher 'The Harbour Courier'"
    " --kind article --published 2025-04 --language en --byline 'By Tom Abel' --note 'Front page'",
    "claims add 'The pier will open in June' --by 'Elena Voss' --role 'mayor of Port Saltby' --cue told --named named"
    " --via 'VESTA news agency|agency|according to' --source 1 --on 2025-04-09 --quote 'In June, if it holds'"
    " --tag piers --tag promises --language en --kind promise --note 'Ask the port' --occasion 'council meeting'",
    "claims add 'The pier stays shut' --by 'Port Authority' --on 'about 2025'",
    "claims utterance add 1 --by 'Elena Vos' --source https://beacon.example/pier --mode indirect",
    "claims utterance retire 3 --because 'That was another mayor'",
    "claims claimant alias 'Elena Voss' 'Mayor Voss'",
    "claims claimant merge 'Elena Vos' 'Elena Voss' --because 'A slip of the pen'",
    "claims source link 2 syndicates 1 --note 'Word for word'",
    "claims source add 'Survey of the pier' --kind report",
    "claims evidence add 1 3 --stance supports --primary --quote 'sound until 2040' --note 'Page 4'",
    "claims verify 1 --because 'The survey says so' --rating True --evidence 3 --recheck-on 2025-06-01",
    "claims dispute 1 --because 'The port says otherwise' --evidence https://port.example/notices/7",
    "claims verify 1 --attribution --because 'The recording has it'",
    "claims relate 2 contradicts 1 --note 'On the same day'",
    "claims source retract 2 --because 'The story was invented'",
    "claims edit 2 --text 'The pier stays shut until autumn' --because 'The end was missing'",
    "claims retire 2 --because 'Entered for practice'",
    "claims source judge 1 2 --independent --because 'Two desks, two reporters'",
    "claims report claim 1 -o report.txt",
)


def rows_of(revision: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a ledger of that revision, by table, in an order in which they can be written."""
    path = FOLDER / f"{revision}.json"
    hint = (
        f"There is no ledger of revision {revision}: before the migration, run .venv/bin/python -m tests.old_ledgers."
    )
    assert path.is_file(), hint
    rows: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def make(place: Place, revision: str) -> None:
    """Make a ledger of that revision where there is none, as people have it who haven't upgraded."""
    if place.kind == SQLITE:
        Path(place.named).touch()
    migrate_to(place, revision)
    with place.engine().begin() as connection:
        write(connection, revision)
    if place.kind == SQLITE:
        with closing(sqlite3.connect(place.named)) as driver:
            driver.execute("PRAGMA journal_mode = WAL")


def migrate_to(place: Place, revision: str) -> None:
    """Bring a database to a revision that may not be the newest."""
    with db.writing(place.engine(), place.address) as session:
        command.upgrade(schema._alembic_config(session.connection()), revision)


def write(connection: Connection, revision: str) -> None:
    """Fill an empty ledger of that revision, past today's models."""
    key = SEARCH_KEYS[connection.dialect.name]
    connection.execute(text("DELETE FROM head"))
    for table, rows in rows_of(revision).items():
        for row in rows:
            named = {key if name == "key" else name: value for name, value in row.items()}
            columns = ", ".join(f'"{name}"' for name in named)
            values = ", ".join(f":{name}" for name in named)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), named)


def record() -> str:
    """Record a ledger with today's program, and keep its rows; returns what was done."""
    path = FOLDER / f"{schema.HEAD}.json"
    if path.exists():
        return f"{path} is there already. A revision's rows stay as they were written."
    with tempfile.TemporaryDirectory() as folder, clock.frozen("2025-04-11T09:00:00Z", 1_000_000):
        os.environ |= {"CLAIMS_DB": "claims.db", "CLAIMS_USER": "ana"}
        os.chdir(folder)
        terminal = Terminal(Place(SQLITE, str(Path(folder) / "claims.db")), Path(folder))
        for line in COMMANDS:
            terminal.ok(line)
        with terminal.place.writing() as session:
            add_snapshot(session)
        with terminal.place.engine().connect() as connection:
            rows = read(connection)
    FOLDER.mkdir(exist_ok=True)
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"Written to {path}."


def add_snapshot(session: Session) -> None:
    """What no command records yet."""
    ledger = Ledger(session, "ana")
    seen = Snapshot(
        source_id=1, fetched_at=ledger.now, sha256="0" * 64, media_type="text/html", size=9, text="The pier"
    )
    ledger.add(seen)
    ledger.close()


def read(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, so that a table nobody has written to is noticed."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in whole_schema().sorted_tables:
        written = Table(table.name, MetaData(), autoload_with=connection)
        found[table.name] = [dict(row._mapping) for row in connection.execute(written.select())]
        assert found[table.name], f"Nothing is recorded in the table {table.name}: add a command to COMMANDS."
    for name, columns in SEARCH_TABLES.items():
        listed = ", ".join(columns)
        entries = connection.execute(text(f"SELECT rowid AS key, {listed} FROM {name}"))
        found[name] = [dict(row._mapping) for row in entries]
    return found


if __name__ == "__main__":
    sys.stdout.write(record() + "\n")
