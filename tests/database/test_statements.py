"""The number of statements that a command sends doesn't grow with the number of rows it answers with."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from claims import connection
from tests.support.ledgers import Terminal

MANY = 10
COMMANDS = [
    "claims list",
    "claims list --json",
    "claims list --by 'Elena Voss' --via 'VESTA news agency' --tag piers --since 2025",
    "claims list --source 'The Harbour Courier' --sort said",
    "claims list --search pier",
    "claims show 1",
    "claims show 1 --json",
    "claims search pier",
    "claims search pier --json",
    "claims report source 1",
    "claims report source 'The Harbour Courier' --json",
    "claims report claimant 'Elena Voss' --format csv",
    "claims report claim 1",
    "claims report summary",
    "claims history",
    "claims history 1 --limit 0",
    "claims claimant list",
    "claims source list",
]


class Heard(list[str]):
    """Statements, and how many rows were fetched for them."""

    rows = 0


@contextmanager
def counted() -> Iterator[Heard]:
    """The statements sent by anybody within the block, and the rows that they brought, heard at the drivers."""
    sent = Heard()
    opened, executed = connection._opened, psycopg.Cursor.execute

    def heard(statement: str) -> None:
        if not statement.startswith("--"):  # what the full-text index asks of its own tables
            sent.append(statement)

    def open_traced(path: Path, how: str) -> sqlite3.Connection:
        driver = opened(path, how)
        driver.set_trace_callback(heard)
        driver.row_factory = fetched
        return driver

    def fetched(_cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        sent.rows += 1
        return row

    def execute(cursor: Any, query: Any, *rest: Any, **options: Any) -> Any:
        sent.append(str(query))
        answered = executed(cursor, query, *rest, **options)
        sent.rows += cursor.rowcount if cursor.description else 0
        return answered

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_opened", open_traced)
        patch.setattr(psycopg.Cursor, "execute", execute)
        yield sent


def record(terminal: Terminal, first: int, last: int) -> None:
    """Claims with everything that a command might look up one by one: chains, evidence, rulings, links, relations."""
    spelled = [f"The pier has {number} lamps" for number in range(first, last + 1)]
    terminal.ok(
        "claims add - --by 'Elena Voss' --via 'VESTA news agency' --source https://courier.example/pier"
        " --on 2025-04-09 --quote 'So many lamps' --tag piers --tag lamps",
        typed="\n".join(spelled),
    )
    if first == 1:
        terminal.ok("claims source edit 1 --publisher 'The Harbour Courier'")
        terminal.ok("claims source add https://vesta.example/wire/1 --publisher 'VESTA news agency'")
        terminal.ok("claims source link 1 syndicates 2")
        terminal.ok("claims claimant alias 'Elena Voss' 'Mayor Voss'")
        terminal.ok("claims add 'The pier has no lamps' --by 'Port Authority' --source 1")
        return
    for number in range(first, last + 1):
        terminal.ok(f"claims source add https://beacon.example/{number} --publisher 'Beacon {number}'")
        terminal.ok(f"claims source link https://beacon.example/{number} quotes 1")
        terminal.ok(f"claims utterance add 1 --by 'Witness {number}' --source https://beacon.example/{number}")


def enrich(terminal: Terminal, numbers: range) -> None:
    """Rulings with evidence and relations for all of these claims."""
    every = " ".join(map(str, numbers))
    terminal.ok(f"claims verify {every} --because 'Counted' --evidence 'Survey of the pier' --recheck-on 2025-05-01")
    terminal.ok(f"claims dispute {every} --attribution --because 'Misheard' --evidence https://courier.example/pier")
    for number in numbers:
        terminal.run(f"claims relate {number} contradicts 2")


def test_a_command_sends_as_many_statements_for_ten_rows_as_for_one(terminal: Terminal) -> None:
    record(terminal, 1, 1)
    enrich(terminal, range(1, 2))
    few = {command: statements(terminal, command) for command in COMMANDS}
    record(terminal, 2, MANY)
    enrich(terminal, range(3, MANY + 2))
    many = {command: statements(terminal, command) for command in COMMANDS}
    assert {command: len(sent) for command, sent in many.items()} == {
        command: len(sent) for command, sent in few.items()
    }


def statements(terminal: Terminal, command: str) -> Heard:
    with counted() as sent:
        terminal.run(command)
    assert sent, f"{command} asked the database nothing: the listener has lost its ear."
    return sent


PAGES = [
    "claims list --limit 2",
    "claims list --status verified --limit 2 --json",
    "claims show 1 --json",
    "claims search lamps --limit 2",
    "claims history --limit 2",
    "claims history 1 --limit 2",
    "claims claimant list --limit 2",
    "claims source list --limit 2",
    "claims report source 1",
    "claims report claim 1",
    "claims report claimant 'Elena Voss'",
    "claims report summary",
    "claims queue --limit 2",
    "claims queue --limit 2 --json",
]


def test_a_command_fetches_no_rows_that_it_does_not_show(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.actions.report.summary.FIRST", 2)
    record(terminal, 1, 1)
    terminal.ok("claims verify 1 2 --because 'Counted' --on 2025-03-01 --recheck-on 2025-04-01")
    terminal.ok("claims add 'The pier has 3 lamps' --by 'Elena Voss' --source 1")
    terminal.ok("claims verify 3 --because 'Counted' --on 2025-03-01 --recheck-on 2025-04-01")
    other_people(terminal, 1, 4)
    few = {command: statements(terminal, command) for command in PAGES}
    other_people(terminal, 5, 24)
    many = {command: statements(terminal, command) for command in PAGES}
    assert {command: (len(sent), sent.rows) for command, sent in many.items()} == {
        command: (len(sent), sent.rows) for command, sent in few.items()
    }


def other_people(terminal: Terminal, first: int, last: int) -> None:
    """Claims by others in other sources, ruled and not."""
    for number in range(first, last + 1):
        source = f"https://other-{number}.example/lamps"
        terminal.ok(
            f"claims add 'There are {number} lamps' --by 'Witness {number}' --source {source} --quote 'So it is'"
        )
        terminal.ok(f"claims verify {number + 3} --because 'Counted' --evidence 'Register {number}'")


@pytest.mark.file
def test_an_ordinary_command_asks_for_the_revision_once(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    for command in COMMANDS[:2]:
        asked = [sent for sent in statements(terminal, command) if "alembic_version" in sent]
        assert len(asked) == 1
