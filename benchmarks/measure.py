"""Measures work against its floor, in turn, so that both meet the same weather; ratios are taken pair by pair."""

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Command = Callable[[int], list[str]]
"""The command line of the n-th run."""


class CommandFailed(Exception):
    """A command that was to be measured ended with an error."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds on the wall, and seconds of processor time."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some work and its floor, run by run."""

    floor: list[Run]
    work: list[Run]

    @property
    def ratio(self) -> float:
        """How many times its floor the work takes: the middle one of the pairs."""
        return statistics.median(work.wall / floor.wall for floor, work in zip(self.floor, self.work, strict=True))

    @property
    def processor_ratio(self) -> float:
        """The same for processor time, which other programs disturb less."""
        pairs = zip(self.floor, self.work, strict=True)
        return statistics.median(work.processor / max(floor.processor, 1e-9) for floor, work in pairs)

    @property
    def seconds(self) -> tuple[float, float]:
        """The middle run of the floor and of the work, on the wall."""
        return statistics.median(run.wall for run in self.floor), statistics.median(run.wall for run in self.work)


def compare_commands(floor: Command, work: Command, runs: int) -> Comparison:
    """Whole commands, from the start of the process to its end; the first pair warms up and doesn't count."""
    _run(floor(0))
    _run(work(0))
    pairs = [(_run(floor(number)), _run(work(number))) for number in range(1, runs + 1)]
    return Comparison([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def compare_calls(floor: Callable[[], object], work: Callable[[], object], runs: int) -> Comparison:
    """Two pieces of work in this process, warm."""
    for _ in range(3):
        floor()
        work()
    pairs = [(_call(floor), _call(work)) for _ in range(runs)]
    return Comparison([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def run_to_the_end(command: list[str]) -> tuple[Run, float]:
    """A whole command, whatever it exits with and however much it answers, and the most megabytes that it took."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        _pid, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if run.returncode not in (0, 1):
        raise CommandFailed(f"{Path(command[0]).name} {' '.join(command[1:])}: exit code {run.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime), used.ru_maxrss / 1024


def _run(command: list[str]) -> Run:
    # Byte code is compiled once, as it is where a program is installed.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no word"]
        raise CommandFailed(f"{Path(command[0]).name} {' '.join(command[1:])}: {said[-1]}")
    return Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _call(work: Callable[[], object]) -> Run:
    processor, start = time.process_time(), time.perf_counter()
    work()
    return Run(time.perf_counter() - start, time.process_time() - processor)
