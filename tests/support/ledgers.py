"""Ledgers for tests, copied from one that was migrated once a run; and a terminal at which commands are typed.

A test that asks for `ledger` runs twice: on a file and on PostgreSQL. The marks `file` and `postgres` keep it to one.
"""

import json
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session

from claims import clock, db, schema
from claims.cli import main
from tests.support.clean_database import Rows, Slate
from tests.support.postgres import PostgresServer

SQLITE, POSTGRESQL = "sqlite", "postgresql"
STOPPED_AT = "2025-04-11T09:00:00Z"
STEP = 1_000_000  # microseconds from one reading of the clock to the next
TEMPLATE, LEDGER = "template_ledger", "ledger"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a test's ledger is: `kind` names the database, `named` is what `--db` takes."""

    kind: str
    named: str

    @property
    def database(self) -> str:
        """The name that the ledger's server knows it by."""
        return make_url(self.named).database or ""

    @property
    def address(self) -> db.Address:
        """The address as the program reads it."""
        return db.Address.of(self.named)

    def engine(self) -> Engine:
        """A way in beside the program's own."""
        return db.connect(self.address)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that can't change the ledger."""
        with db.reading(self.engine(), self.address) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept."""
        with db.writing(self.engine(), self.address) as session:
            yield session

    def ask(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        """The rows that a statement written by hand returns."""
        with self.reading() as session:
            return [tuple(row) for row in session.execute(text(sql), values)]


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended: what it printed on standard output and on standard error, and its exit code."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Standard output by lines."""
        return self.out.splitlines()


class Terminal:
    """Runs command lines in this process, as somebody who sits in a folder with a ledger."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.place = place
        self.folder = folder
        self.last = Answer("", "", 0)

    def run(self, line: str, typed: str | bytes | None = None) -> Answer:
        """Run a command line, and keep its answer as `last`; `typed` is what waits on standard input."""
        program, *words = shlex.split(line.replace("\\\n", " "))
        assert program == "claims", f"Only claims can be run here, not {program}."
        result = CliRunner().invoke(main, words, input=typed, prog_name=program)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.last = Answer(click.unstyle(result.stdout), click.unstyle(result.stderr), result.exit_code)
        return self.last

    def ok(self, line: str, typed: str | bytes | None = None) -> Answer:
        """Run a command line that has to work."""
        answer = self.run(line, typed)
        assert answer.code == 0, f"{line}\n{answer.err}"
        return answer

    def json(self, line: str) -> Any:
        """The document that a command answers with `--json`."""
        return self.ok(f"{line} --json").json

    def refused(self, line: str) -> str:
        """What a command that has to be refused says on standard error; it says nothing else."""
        answer = self.run(line)
        assert (answer.code, answer.out) == (1, ""), f"{line}\n{answer}"
        return answer.err.removesuffix("\n")


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in a file, migrated and empty; to be copied, never opened."""
    path = tmp_path_factory.mktemp("template") / "claims.db"
    address = db.Address.of(str(path))
    schema.create(db.connect(address), address)
    return path


@pytest.fixture(scope="session")
def template_database(postgres_server: PostgresServer) -> str:
    """The name of a ledger on PostgreSQL, migrated and empty; to be copied, never opened."""
    address = db.Address.of(postgres_server.create(TEMPLATE))
    engine = db.connect(address)
    schema.create(engine, address)
    engine.dispose()
    return TEMPLATE


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a ledger on both databases, or on the one it is marked for."""
    if "ledger" not in metafunc.fixturenames:
        return
    marked = [
        kind
        for mark, kind in (("file", SQLITE), ("postgres", POSTGRESQL))
        if metafunc.definition.get_closest_marker(mark)
    ]
    kinds = marked or [SQLITE, POSTGRESQL]
    marks = {SQLITE: (), POSTGRESQL: (pytest.mark.postgres,)}
    metafunc.parametrize("ledger", [pytest.param(kind, marks=marks[kind]) for kind in kinds], indirect=True)


@pytest.fixture
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty ledger: a file `claims.db` in the test's folder, or a database of its own."""
    if request.param == SQLITE:
        path = tmp_path / "claims.db"
        shutil.copyfile(request.getfixturevalue("template_file"), path)
        yield Place(SQLITE, str(path))
        return
    slate: Slate = request.getfixturevalue("slate")
    slate.write(slate.empty)
    # Always the same name, so that the engine keeps its connection and the statements compiled for the test before.
    place = Place(POSTGRESQL, request.getfixturevalue("postgres_server").url(LEDGER))
    with connections_kept(place.address):
        yield place


@pytest.fixture(scope="session")
def slate(postgres_server: PostgresServer, template_database: str) -> Iterator[Slate]:
    """The database that tests use one after the other."""
    held = Slate(postgres_server, LEDGER, template_database)
    yield held
    db.connect(db.Address.of(postgres_server.url(LEDGER)), stays=True).dispose()
    held.close()


@contextmanager
def connections_kept(for_good: db.Address) -> Iterator[None]:
    """Stay, like a shell: commands need not be let in by the server one by one, at one address not even by tests."""
    first, engines = db.connect, dict[db.Address, Engine]()

    def connect(address: db.Address, **_how: bool) -> Engine:
        engines[address] = first(address, stays=True)
        return engines[address]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "connect", connect)
        yield
    for address, engine in engines.items():
        if address != for_good:
            engine.dispose()


@pytest.fixture
def terminal_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Place], Terminal]]:
    """A terminal in the test's folder, at which ana sits and the clock moves on a second at each change."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("CLAIMS_LANGUAGE", "GIT_AUTHOR_NAME", "GIT_DIR", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    settings = {"GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1", "CLAIMS_USER": "ana", "CLAIMS_DEBUG": "1"}
    for name, setting in settings.items():
        monkeypatch.setenv(name, setting)
    monkeypatch.chdir(tmp_path)

    def seat(place: Place) -> Terminal:
        # A file is named as it lies in the folder, so that messages are the same on every machine.
        monkeypatch.setenv("CLAIMS_DB", Path(place.named).name if place.kind == SQLITE else place.named)
        return Terminal(place, tmp_path)

    with clock.frozen(STOPPED_AT, STEP):
        yield seat


@pytest.fixture
def terminal(ledger: Place, terminal_at: Callable[[Place], Terminal]) -> Terminal:
    """A terminal with the test's own ledger."""
    return terminal_at(ledger)


@dataclass(frozen=True, slots=True)
class Stock:
    """A ledger that several tests begin with: the files of its folder, its rows on a server, the time it was."""

    folder: Path
    rows: Rows
    moment: str


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[object, Stock]]:
    """Where the stocks are, and what was recorded in them."""
    return tmp_path_factory.mktemp("shelf"), {}


@pytest.fixture
def stock(
    terminal: Terminal, shelf: tuple[Path, dict[object, Stock]], request: pytest.FixtureRequest
) -> Callable[[object, Callable[[], object]], Terminal]:
    """A terminal whose ledger holds what was recorded under a name; the first test records it, later ones get a copy.

    The clock goes on from where it stood.
    """
    (folder, stocks), place = shelf, terminal.place
    slate: Slate | None = request.getfixturevalue("slate") if place.kind == POSTGRESQL else None

    def put_by(name: object, record: Callable[[], object]) -> None:
        record()
        assert not Path(f"{place.named}-wal").exists(), "The ledger is still open."
        kept = stocks[name] = Stock(folder / str(len(stocks)), slate.rows() if slate else {}, clock.now())
        _copy_files(terminal.folder, kept.folder)

    def take(kept: Stock) -> None:
        _copy_files(kept.folder, terminal.folder)
        if slate:
            slate.write(kept.rows)
        while clock.now() < kept.moment:
            pass

    def stocked(name: object, record: Callable[[], object]) -> Terminal:
        which = (place.kind, name, clock.today())
        kept = stocks.get(which)
        if kept:
            take(kept)
        else:
            put_by(which, record)
        return terminal

    return stocked


def _copy_files(start: Path, end: Path) -> None:
    end.mkdir(exist_ok=True)
    for file in start.iterdir():
        if file.is_file():
            shutil.copyfile(file, end / file.name)


@pytest.fixture
def stocked(
    terminal: Terminal, stock: Callable[[object, Callable[[], object]], Terminal]
) -> Callable[[tuple[str, ...]], Terminal]:
    """A terminal whose ledger holds what some commands record."""
    return lambda lines: stock(lines, lambda: [terminal.ok(line) for line in lines])
