"""Ledgers of every revision there ever was, as rows: what the tests of migrations upgrade.

`.venv/bin/python -m tests.support.old_ledgers` records a small ledger with today's program and keeps its rows in
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

from claims import clock, db, revisions, schema
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.blobs import keep_bytes
from claims.models import Candidate, Claim, Claimant, Snapshot, Source, Utterance, whole_schema
from claims.vocabulary import Action
from tests.support.ledgers import SQLITE, Place, Terminal

FOLDER = Path(__file__).parents[1] / "revisions"
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
    "claims add 'The lighthouse is lit' --by 'Harbour Master' --db other.db",
    "claims merge other.db",
)


def rows_of(revision: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a ledger of that revision, by table, in an order in which they can be written."""
    path = FOLDER / f"{revision}.json"
    hint = f"No ledger of revision {revision}: before the migration, run .venv/bin/python -m tests.support.old_ledgers."
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
            named = {key if name == "key" else name: _from_json(value) for name, value in row.items()}
            columns = ", ".join(f'"{name}"' for name in named)
            values = ", ".join(f":{name}" for name in named)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), named)


def record() -> str:
    """Record a ledger with today's program, and keep its rows; returns what was done."""
    path = FOLDER / f"{revisions.HEAD}.json"
    if path.exists():
        return f"{path} is there already. A revision's rows stay as they were written."
    with tempfile.TemporaryDirectory() as folder, clock.frozen("2025-04-11T09:00:00Z", 1_000_000):
        os.environ |= {"CLAIMS_DB": "claims.db", "CLAIMS_USER": "ana"}
        os.chdir(folder)
        terminal = Terminal(Place(SQLITE, str(Path(folder) / "claims.db")), Path(folder))
        for line in COMMANDS:
            terminal.ok(line)
        with terminal.place.writing() as session:
            add_the_rest(session)
        with terminal.place.engine().connect() as connection:
            rows = read(connection)
    FOLDER.mkdir(exist_ok=True)
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"Written to {path}."


def add_the_rest(session: Session) -> None:
    """What no command of these records: a snapshot with its bytes, a statement found in it, an import's leavings."""
    ledger = Ledger(session, "ana")
    page = b"<p>The pier will open in June, she said.</p>"
    seen = Snapshot(
        source_id=1,
        fetched_at=ledger.now,
        how="fetched",
        url="https://courier.example/pier",
        http_status=200,
        sha256=keep_bytes(session, page),
        media_type="text/html",
        size=len(page),
        text="The pier will open in June, she said.",
    )
    ledger.add(seen)
    found = Candidate(
        source_id=1,
        snapshot_id=seen.id,
        position=0,
        digest="12" * 32,
        text="The pier will open in June",
        confidence=90,
        reader="rules 1",
        reading='{"content":[[0,26]]}',
    )
    ledger.add(found)
    ledger.revise(found, {"state": "accepted", "claim_id": 1, "utterance_id": 1}, action=Action.ACCEPT)
    for model in (Claim, Claimant, Source, Utterance):
        ledger.revise(session.get_one(model, 1), {"extra": '{"from":"feed"}'})
    ledger.close()


def read(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, so that a table nobody has written to is noticed."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in whole_schema().sorted_tables:
        written = Table(table.name, MetaData(), autoload_with=connection)
        found[table.name] = [_to_json(dict(row._mapping)) for row in connection.execute(written.select())]
        assert found[table.name], f"Nothing is recorded in the table {table.name}: add a command to COMMANDS."
    for name, columns in SEARCH_TABLES.items():
        listed = ", ".join(columns)
        entries = connection.execute(text(f"SELECT rowid AS key, {listed} FROM {name}"))
        found[name] = [dict(row._mapping) for row in entries]
    return found


def _to_json(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its bytes, which JSON has no way to write, in hexadecimal digits."""
    return {name: {"hex": value.hex()} if isinstance(value, bytes) else value for name, value in row.items()}


def _from_json(value: Any) -> Any:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


if __name__ == "__main__":
    sys.stdout.write(record() + "\n")
