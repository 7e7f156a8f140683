"""Kills real processes at random moments and looks at what they left behind.

What every command makes of a ledger is known from a run that nobody disturbed. After a kill the ledger must stand as it
stood after the last command that had answered, or after the one that was being answered: nothing in between.
"""

import json
import os
import re
import shlex
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from random import Random

from sqlmodel import Session

from claims import revisions, schema
from claims.cli import main
from claims.cli.door import answer
from claims.db import Address, connect, reading
from claims.ledger.audit.run import audit
from claims.ledger.log.witness import witness_path
from tests.support import old_ledgers
from tests.support.forked_programs import Crew, Order
from tests.support.ledgers import SQLITE, Place

LEDGER = "claims.db"
COPIES = re.compile(r"db backup (\S+)")

ROOM = (20_000, 600_000)
"""Bytes to which files may grow on a disk that is nearly full: too few for SQLite's notes, up to enough for all."""

REFUSAL = re.compile("(note: [^\\n]*\\n)*Error: [^\\n]* (space|disk)[^\\n]*\\n")
OLDEST = revisions.KNOWN[0]

BEGUN = (
    "add 'The bridge is closed' --by 'Elena Voss' --via VESTA --source https://courier.example/bridge --tag roads",
    "add 'The pier is safe' --by 'E. Voss' --source https://herald.example/pier --quote 'Quite safe' --on 2025-04",
    "add 'The night ferry is sold' --by 'Port Authority' --source https://m.herald.example/pier",
    "source add https://wire.example/1 --kind wire",
    "source link https://courier.example/bridge syndicates https://wire.example/1",
    "claimant alias 'Elena Voss' 'Mayor Voss'",
)
"""What the ledgers hold before anybody is killed."""


@dataclass(frozen=True, slots=True)
class Work:
    """Commands of one kind, and whether the ledger they begin with is there already, or of an older schema."""

    name: str
    lines: tuple[str, ...]
    begins: str = "begun"


_ALL = (
    Work(
        "add",
        (
            "add 'The harbour is deep' --by 'Ilse Marwick' --via ORNA --via 'Meridian Wire' --source"
            " https://lantern.example/1 --tag harbour --tag depth --quote 'Very deep' --on 2025-04-09",
            "add 'The lighthouse is lit' --by 'Port Authority' --source https://lantern.example/2",
            "utterance add 1 --by 'Elena Voss' --via ORNA --source https://lantern.example/3",
            "evidence add 1 'Survey of the bridge' --stance supports --primary --quote 'It is closed'",
            "add 'The tide is late' --by 'A. Keeper' --source 'Tide table'",
        ),
    ),
    Work(
        "verify",
        (
            "verify 1 --because 'The survey says so' --evidence 'Survey of the bridge#closed' --on 2025-05-01",
            "dispute 2 3 --because 'Two views' --evidence refutes:https://port.example/7 --on 2025-05-01",
            "verify 1 2 3 --attribution --because 'The recording has it' --on 2025-05-01",
            "reopen 1 --because 'The survey was of another bridge' --on 2025-05-02",
            "refute 1 --because 'Seen open' --evidence refutes:https://port.example/8 --on 2025-05-03",
        ),
    ),
    Work(
        "edit",
        (
            "edit 1 --text 'The old bridge is closed' --tag old --untag roads --because 'There are two'",
            "claimant edit 'Elena Voss' --name 'Helena Voss' --kind person",
            "source edit 1 --title 'Bridge shut' --publisher 'The Harbour Courier' --published 2025-04-10",
            "retire 2 --because 'Entered for practice'",
            "restore 2 --because 'Needed after all'",
        ),
    ),
    Work(
        "merge",
        (
            "claimant merge 'E. Voss' 'Elena Voss' --because 'One person'",
            "source merge https://m.herald.example/pier https://herald.example/pier --because 'The same page'",
            "relate 2 contradicts 1 --note 'On the same day'",
            "source retract https://wire.example/1 --because 'Invented' --on 2025-05-01",
            "claimant merge 'Port Authority' 'Mayor Voss' --because 'She speaks for it'",
        ),
    ),
    Work("upgrade", ("db upgrade", "add 'The harbour is deep' --by 'Ilse Marwick'"), begins="old"),
    Work("create", ("add 'The harbour is deep' --by 'Ilse Marwick'", "edit 1 --tag harbour"), begins="nothing"),
    Work(
        "backup",
        (
            "db backup one.db",
            "add 'The harbour is deep' --by 'Ilse Marwick' --source https://lantern.example/1",
            "db backup two.db",
            "edit 1 --tag harbour",
            "db backup three.db",
        ),
    ),
)


WORKS = {work.name: work for work in _ALL}


@dataclass(slots=True)
class Tally:
    """What happened to one kind of work."""

    rounds: int = 0
    cut: int = 0
    kept_unanswered: int = 0
    answered: int = 0
    troubles: list[str] = field(default_factory=list)


class Target:
    """One kind of work, the ledger it is done to, and what each command makes of that ledger."""

    def __init__(self, work: Work, crew: Crew, begun: Path, folder: Path, random: Random) -> None:
        self.work, self.tally = work, Tally()
        self._crew, self._folder, self._random = crew, folder, random
        self._first = folder / "first"
        folder.mkdir()
        _begin(work, begun, self._first)
        self.desk = self._first
        self._known, self._seconds = self._undisturbed()
        self._number, self._done = 0, len(work.lines)

    def killed_round(self) -> None:
        """Go on with the work, kill whoever does it at a random moment, and look."""
        self._begin_anew_if_done()
        self.tally.rounds += 1
        code, answers = self._killed(self.work.lines[self._done :])
        try:
            self._look(code, answers)
        except AssertionError as trouble:
            self.tally.troubles.append(f"{self.work.name}, round {self.tally.rounds}: {trouble}")
            self._done = len(self.work.lines)

    def squeezed_round(self) -> None:
        """Go on with the work where files can't grow beyond a random size, and look."""
        self._begin_anew_if_done()
        self.tally.rounds += 1
        line, room = self.work.lines[self._done], self._random.randrange(*ROOM)
        ended = self._crew.run("--db", str(self.desk / LEDGER), *shlex.split(line), room=room)
        try:
            require(ended.code in (0, 1), f"with room for {room} bytes it ended with {ended.code}")
            if ended.code:
                self.tally.cut += 1
                require(REFUSAL.fullmatch(ended.err) is not None, f"it said {ended.err!r}")
            else:
                self.tally.answered += 1
            stands = state(self.desk / LEDGER)
            require(stands == self._known[self._done + (ended.code == 0)], f"the ledger has changed: {ended.err}")
            self._done += ended.code == 0
            for made in self.work.lines[: self._done]:
                self._require_copy(made)
            require(ended.code == 0 or not self._copied(self._done), "half a backup was left")
        except AssertionError as trouble:
            self.tally.troubles.append(f"{self.work.name}, round {self.tally.rounds}: {trouble}")
            self._done = len(self.work.lines)

    def _begin_anew_if_done(self) -> None:
        if self._done == len(self.work.lines):
            self._number += 1
            self.desk, self._done = self._fresh(f"round-{self._number}"), 0

    def _killed(self, lines: Sequence[str]) -> tuple[int, int]:
        """How a shell ended that was to do these lines, and how many it had answered."""
        script = "".join(f"{line} --json\n" for line in lines).encode()
        share = len(lines) / len(self.work.lines)
        moment = self._random.uniform(0, self._seconds * share)
        working = self._crew.start(Order(("--db", str(self.desk / LEDGER), "shell"), typed=script))
        time.sleep(moment)
        os.kill(working.pid, signal.SIGKILL)
        ended = working.end()
        if ended.code == 0:  # it was done before: be quicker the next time
            self._seconds *= 0.8
        else:
            self._seconds *= 1.05
        assert not ended.err.startswith("Error"), ended.err
        return ended.code, len(list(documents(ended.out)))

    def _look(self, code: int, answers: int) -> None:
        before, lines = self._done, self.work.lines
        require(code in (0, -signal.SIGKILL), f"it ended with {code}")
        self.tally.answered += answers
        self.tally.cut += code != 0
        stands = state(self.desk / LEDGER)
        require(stands in self._known[before:], "the ledger stands as no command leaves it")
        require(stands in self._known[before + answers : before + answers + 2], "what was answered is not there")
        self._done = before + answers
        if stands != self._known[self._done] or self._copied(self._done):
            self._done += 1
            self.tally.kept_unanswered += 1
        for line in lines[: self._done]:
            self._require_copy(line)

    def _copied(self, number: int) -> bool:
        """Whether the next command is a backup that was made, though nobody was told."""
        copy = COPIES.match(self.work.lines[number]) if number < len(self.work.lines) else None
        return copy is not None and (self.desk / copy[1]).exists()

    def _require_copy(self, line: str) -> None:
        copy = COPIES.match(line)
        if copy:
            path = self.desk / copy[1]
            require(path.exists(), f"{copy[1]} was answered for and isn't there")
            require(state(path) == self._known[self.work.lines.index(line)], f"{copy[1]} is not what was copied")

    def _undisturbed(self) -> tuple[list[object], float]:
        """How the ledger stands before the first command and after each, and how long they take together."""
        self.desk = self._fresh("undisturbed")
        path = self.desk / LEDGER
        known, spent = [state(path)], 0.0
        for line in self.work.lines:
            start = time.perf_counter()
            do(path, line)
            spent += time.perf_counter() - start
            known.append(state(path))
        return known, spent

    def _fresh(self, name: str) -> Path:
        if self.desk != self._first:
            shutil.rmtree(self.desk)
        desk = self._folder / name
        shutil.copytree(self._first, desk)
        os.chdir(desk)  # backups are named as they lie there
        return desk


def _begin(work: Work, begun: Path, folder: Path) -> None:
    if work.begins == "begun":
        shutil.copytree(begun, folder)
        return
    folder.mkdir()
    if work.begins == "old":
        old_ledgers.make(Place(SQLITE, str(folder / LEDGER)), OLDEST)


def do(path: Path, line: str) -> None:
    """Do in this process what a line asks for; it has to work."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
        code = answer(lambda: main.do(["--db", str(path), "--as", "ana", *shlex.split(line)]))
    assert code == 0, f"{line}: {said.getvalue()}"


def require(holds: bool, otherwise: str) -> None:
    """What must hold after a fault, or else a sentence that says what is wrong."""
    if not holds:
        raise AssertionError(otherwise)


def documents(printed: str) -> Iterator[object]:
    """The whole JSON documents at the beginning of what was printed."""
    decoder, position = json.JSONDecoder(), 0
    while position < len(printed):
        try:
            document, position = decoder.raw_decode(printed, position)
        except ValueError:  # cut off in the middle: that is no answer
            return
        yield document
        position += len(printed[position:]) - len(printed[position:].lstrip())


CHANCE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}|[0-9a-f]{64}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:Z|\+00:00)?"
)
"""What differs between two runs of the same commands: uids, hashes, moments."""


def state(path: Path) -> object:
    """How a ledger stands, but for uids and moments; a ledger that is damaged, or no ledger, is refused.

    Whatever a ledger of today's schema holds has been audited.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    address = Address.of_file(str(path))
    engine = connect(address)
    revision = schema.current(engine, address)
    with reading(engine, address) as session:
        found = audit(session, witness_path(path, "")) if revision == revisions.HEAD else None
        lines = _rows(session)
        sound = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
    require(sound == "ok", f"SQLite finds the file damaged: {sound}")
    faults = [fault for check in (found.checks if found else ()) for fault in check.faults]
    require(not faults, f"the audit finds {faults[:1]}")
    if found and found.count == 0:  # made for a command that was cut off before its own change: as good as none
        return None
    return revision, CHANCE.sub("?", "\n".join(lines))


def _rows(session: Session) -> list[str]:
    """Every row of every table as text, but for what SQLite keeps behind the search index."""
    connection = session.connection()
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*_search_*' ORDER BY name"
    ).scalars()
    return [
        f"{table}: {tuple(row)}"
        for table in list(tables)
        for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
    ]


def play(
    crew: Crew,
    folder: Path,
    rounds: int,
    blow: Callable[[Target], None],
    seed: int = 1,
    works: Sequence[Work] = tuple(WORKS.values()),
) -> list[Target]:
    """So many rounds of one kind of blow, spread evenly over several kinds of work."""
    random, here, begun = Random(seed), Path.cwd(), folder / "begun"
    begun.mkdir(parents=True)
    for line in BEGUN:
        do(begun / LEDGER, line)
    try:
        targets = [Target(work, crew, begun, folder / work.name, random) for work in works]
        for number in range(rounds):
            target = targets[number % len(targets)]
            os.chdir(target.desk)
            blow(target)
        return targets
    finally:
        os.chdir(here)
