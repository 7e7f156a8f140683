"""Real processes that run the program, forked from one that has it loaded and warm: its start is paid for once.

Each has its own standard streams, folder and environment.
"""

import ctypes
import gc
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from importlib import import_module
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from claims.cli import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code (negative: the signal), and what it printed."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """What a command said that was refused, on one line and without its mark; it said nothing else."""
        assert (self.code, self.out) == (1, ""), self
        (line,) = self.err.splitlines()
        assert line.startswith("Error: ")
        return line.removeprefix("Error: ")


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is to do.

    `typed` is what waits on its standard input, or the pipe through which that comes; `charset` is its terminal's;
    `room` is the largest size in bytes to which it may write a file; `humble` takes root's powers from it, so that
    permissions mean to it what they mean to everybody.
    """

    args: Sequence[str]
    typed: bytes | Path = b""
    out: Path | None = None
    charset: str = "utf-8"
    room: int | None = None
    humble: bool = False


class Working:
    """A process that hasn't ended yet."""

    def __init__(self, crew: "Crew", pid: int, files: Sequence[Path], order: Order) -> None:
        self.pid = pid
        self._crew = crew
        self._files = files
        self._order = order

    @property
    def so_far(self) -> tuple[str, str]:
        """What it has printed until now: answers, and refusals."""
        out, err = (path.read_text(self._order.charset) if path.is_file() else "" for path in self._files[1:])
        return out, err

    def end(self) -> Ended:
        """Wait for its end."""
        return self._crew.ended(self._crew.ask("wait", pid=self.pid), self._files, self._order)


@dataclass
class Crew:
    """Starts processes in a folder, with an environment of their own."""

    folder: Path
    server: "subprocess.Popen[str]"
    environ: dict[str, str] = field(default_factory=dict)
    _numbers: "Iterator[int]" = field(default_factory=count)

    def run(self, *args: str, **how: Any) -> Ended:
        """Run one command line to its end."""
        return self.start(Order(args, **how)).end()

    def together(self, orders: Sequence[Order]) -> list[Ended]:
        """Run several at the same moment, each in a process of its own, to their ends."""
        files = [self._files(order) for order in orders]
        codes = self.ask("together", orders=[self._told(*each) for each in zip(orders, files, strict=True)])
        return [self.ended(*each) for each in zip(codes, files, orders, strict=True)]

    def start(self, order: Order) -> Working:
        """Start one and go on."""
        files = self._files(order)
        return Working(self, self.ask("start", order=self._told(order, files)), files, order)

    def ask(self, what: str, **about: Any) -> Any:
        """The answer of the process that forks."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(json.dumps({"what": what, **about}) + "\n")
        self.server.stdin.flush()
        return json.loads(self.server.stdout.readline())

    def ended(self, code: int, files: Sequence[Path], order: Order) -> Ended:
        """What a process left behind."""
        out, err = (path.read_text(order.charset) if path.is_file() else "" for path in files[1:])
        return Ended(code, out, err)

    def _files(self, order: Order) -> tuple[Path, Path, Path]:
        number = next(self._numbers)
        typed, out, err = (self.folder / f"{number}.{name}" for name in ("typed", "out", "err"))
        if isinstance(order.typed, Path):
            typed = order.typed
        else:
            typed.write_bytes(order.typed)
        return typed, order.out or out, err

    def _told(self, order: Order, files: Sequence[Path]) -> dict[str, Any]:
        told = {"args": order.args, "room": order.room, "humble": order.humble, "charset": order.charset}
        place = {"cwd": str(Path.cwd()), "environ": {**os.environ, **self.environ}}
        return {**told, **place, "files": [str(path) for path in files]}


@contextmanager
def forking() -> Iterator["subprocess.Popen[str]"]:
    """The process that has the program loaded."""
    command = [sys.executable, "-c", "from tests.support.forked_programs import serve; serve()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        yield server
        assert server.stdin is not None
        server.stdin.close()


@pytest.fixture(scope="session")
def forking_server() -> Iterator["subprocess.Popen[str]"]:
    """That process, for all tests of this one."""
    with forking() as server:
        yield server


@pytest.fixture
def crew(forking_server: "subprocess.Popen[str]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crew:
    """Processes in the test's folder; ana sits at all of them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMS_DEBUG", raising=False)
    return seated(tmp_path, forking_server)


def seated(folder: Path, server: "subprocess.Popen[str]") -> Crew:
    """A crew at home in a folder; ana sits at all of its processes."""
    streams, home = folder / "streams", folder / "home-of-the-crew"
    for each in (streams, home):
        each.mkdir()
    settings = {"HOME": str(home), "XDG_DATA_HOME": str(home), "CLAIMS_USER": "ana", "CLAIMS_DB": "", "NO_COLOR": "1"}
    return Crew(streams, server, settings)


def serve() -> None:
    """Fork on request, until the requests end."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests may run in the background, where it is ignored
    for entry in main.entries.values():
        import_module(entry.where.partition(":")[0])
    import_module("psycopg")
    _warm_up()
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["what"] == "wait":
            answer: Any = _exit_code(asked["pid"])
        elif asked["what"] == "start":
            answer = _fork(asked["order"])
        else:
            waiting, opened = os.pipe()
            pids = [_fork(order, waiting, opened) for order in asked["orders"]]
            os.close(waiting)
            os.close(opened)
            answer = [_exit_code(pid) for pid in pids]
        print(json.dumps(answer), flush=True)  # noqa: T201  (this is how it answers)


def _warm_up() -> None:
    """Do once what is slow the first time, and keep what is loaded out of the way of the collector."""
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        for line in ("add Warm --by Up", "list", "db check", "report summary"):
            with suppress(SystemExit):
                main(["--as", "crew", "--db", f"{folder}/warm.db", *line.split()], "claims")
    gc.collect()
    gc.freeze()


def _fork(order: Mapping[str, Any], waiting: int | None = None, opened: int | None = None) -> int:
    pid = os.fork()
    if pid == 0:
        if waiting is not None and opened is not None:
            os.close(opened)
            os.read(waiting, 1)  # until the gate opens for all of them
            os.close(waiting)
        _work(order)
    return pid


def _exit_code(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _work(order: Mapping[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(order["environ"])
    os.chdir(order["cwd"])
    flags = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, (path, flag) in enumerate(zip(order["files"], flags, strict=True)):
        handle = os.open(path, flag)
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  (until the process ends)
    sys.stdout = open(1, "w", encoding=order["charset"], closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding=order["charset"], closefd=False)  # noqa: SIM115
    if order["room"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["room"], order["room"]))
    if order["humble"]:
        _become_humble()
    code = 1
    try:
        main(order["args"], "claims")
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stderr.flush()
        os._exit(code)  # what an interpreter does at its end takes longer than most commands


def _become_humble() -> None:
    """Give up the powers by which root writes what nobody may write."""
    if os.geteuid() != 0:
        return
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    powers = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, powers) != 0:
        raise OSError(ctypes.get_errno(), "Root's powers can't be given up")
