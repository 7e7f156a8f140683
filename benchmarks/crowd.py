"""Many processes that write at once for a while, beside as many that only insert bare rows with the same durability."""

import json
import multiprocessing
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import psycopg

from claims.cli import main
from claims.cli.keep.shell import answer_line
from claims.cli.terminal.desk import Desk
from claims.db import Address, connect, reading
from claims.ledger.audit.run import audit
from claims.ledger.log.witness import witness_path

MANY = 32
BARE = "CREATE TABLE row (id INTEGER PRIMARY KEY, words TEXT NOT NULL)"
BARE_ON_SERVER = "CREATE TABLE row (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, words TEXT NOT NULL)"
INSERT = "INSERT INTO row (words) VALUES ({})"
WORDS = "The bridge number {} of writer {} is closed"

Turn = Callable[[int, int], str | None]
"""What a writer does in its n-th turn: nothing is returned if it was kept, else what was said."""


@dataclass(slots=True)
class Crowded:
    """What the writers did, and what became of it."""

    kept: list[tuple[int, int]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seconds: float = 0.0
    troubles: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Rows a second, all writers together."""
        return len(self.kept) / self.seconds if self.seconds else 0.0


def writers_together(begin: Callable[[], Turn], seconds: float, folder: Path) -> Crowded:
    """Let many processes take turn after turn until the time is over; each begins with something of its own."""
    gate = multiprocessing.get_context("fork").Barrier(MANY + 1)
    pids = [_forked(begin, gate, seconds, number, folder / f"writer-{number}") for number in range(MANY)]
    gate.wait()
    start = time.perf_counter()
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    found = Crowded(seconds=time.perf_counter() - start)
    found.troubles += [f"a writer ended with {code}" for code in codes if code]
    for number in range(MANY):
        told = json.loads((folder / f"writer-{number}").read_text())
        found.kept += [(number, turn) for turn in told["kept"]]
        found.refused += told["refused"]
    return found


def _forked(begin: Callable[[], Turn], gate: object, seconds: float, number: int, told: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        turn, kept, refused, n = begin(), [], [], 0
        gate.wait()  # type: ignore[attr-defined]  # a barrier, for which multiprocessing has no name
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            said = turn(number, n)
            if said is None:
                kept.append(n)
            else:
                refused.append(said)
            n += 1
        told.write_text(json.dumps({"kept": kept, "refused": refused}))
        code = 0
    finally:
        os._exit(code)


def at_the_program(named: str) -> Turn:
    """One more claim, recorded in a shell."""
    desk = Desk()
    desk.use(db=named)

    def turn(number: int, n: int) -> str | None:
        out, err = StringIO(), StringIO()
        line = f"add '{WORDS.format(n, number)}' --by 'Mayor {number}' --as 'writer {number}'"
        with redirect_stdout(out), redirect_stderr(err):
            code = answer_line(main, desk, line)
        return None if code == 0 and out.getvalue().startswith("#") else err.getvalue() or f"exit code {code}"

    return turn


def at_sqlite(path: Path) -> Turn:
    """One more row, written by hand."""
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")

    def turn(number: int, n: int) -> str | None:
        try:
            connection.execute(INSERT.format("?"), (WORDS.format(n, number),))
        except sqlite3.OperationalError as trouble:
            return str(trouble)
        return None

    return turn


def at_postgres(url: str) -> Turn:
    """One more row, written by hand on the server."""
    connection = psycopg.connect(url, autocommit=True)

    def turn(number: int, n: int) -> str | None:
        connection.execute(INSERT.format("%s"), (WORDS.format(n, number),))
        return None

    return turn


def bare_file(path: Path) -> Path:
    """A file with one table, as durable as a ledger."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(BARE)
    return path


def bare_database(url: str) -> str:
    """A database with one table."""
    with psycopg.connect(url) as connection:
        connection.execute(BARE_ON_SERVER)
    return url


def crowd_at(named: str, seconds: float, folder: Path) -> Crowded:
    """Let the crowd record claims in a ledger; whatever was answered must be there, once, and nothing else."""
    folder.mkdir()
    with suppress(SystemExit), redirect_stdout(StringIO()):
        main(["--db", named, "--as", "crowd", "add", "The first", "--by", "Nobody"])
    found = writers_together(lambda: at_the_program(named), seconds, folder)
    found.troubles += [f"refused: {said}" for said in dict.fromkeys(found.refused)]
    address = Address.of(named)
    with reading(connect(address), address) as session:
        (uid,) = session.connection().exec_driver_sql("SELECT ledger_uid FROM head").one()
    with reading(connect(address), address) as session:
        audited = audit(session, witness_path(address.path, str(uid)))
        texts = list(session.connection().exec_driver_sql("SELECT text FROM claim WHERE text <> 'The first'").scalars())
    found.troubles += [fault.said for check in audited.checks for fault in check.faults]
    if sorted(texts) != sorted(WORDS.format(n, number) for number, n in found.kept):
        found.troubles.append(f"{len(found.kept)} were answered, {len(texts)} are there")
    return found


def crowd_of_bare_inserts(begin: Callable[[], Turn], seconds: float, folder: Path) -> Crowded:
    """Let the crowd insert bare rows."""
    folder.mkdir()
    return writers_together(begin, seconds, folder)
