"""The sessions in the pages: what stands behind `$` is run, and what the program answers is written below it.

A page is one session: its commands share a folder, a ledger, and a clock that moves on a minute at each reading. A
command that the program refuses stands in a block of its own, marked `console refused`.
"""

import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, nullcontext
from importlib.resources import files
from pathlib import Path

from click.testing import CliRunner

from claims import clock
from claims.cli import main

STARTS = "2024-05-20T09:00:00Z"
MINUTE = 60_000_000  # microseconds

_BLOCK = re.compile(r"^```console(?P<refused> refused)?\n(?P<typed>.*?)^```$", re.DOTALL | re.MULTILINE)


def answered(page: str, *, on: str | None = STARTS) -> str:
    """A page with the answers that the program gives at a moment; where there is none, by the clock on the wall."""
    with _newsroom(on):
        return _BLOCK.sub(_answer_block, page)


def _answer_block(block: re.Match[str]) -> str:
    refused = block["refused"] or ""
    shown = "".join(_run(typed, refused=bool(refused)) for typed in commands(block["typed"]))
    return f"```console{refused}\n{shown}```"


def commands(block: str) -> Iterator[str]:
    """The commands of a block as typed, prompts included, without the answers."""
    typed: list[str] = []
    goes_on = False
    for line in block.splitlines():
        if goes_on or line.startswith("$ "):
            if not goes_on and typed:
                yield "\n".join(typed)
                typed = []
            typed.append(line)
            goes_on = line.endswith("\\")
    if typed:
        yield "\n".join(typed)


def _run(typed: str, *, refused: bool) -> str:
    """What a terminal shows of a command: as it was typed, and the answer."""
    words = shlex.split("\n".join(line[2:] for line in typed.splitlines()).replace("\\\n", " "))
    if words[0] == "export":
        for word in words[1:]:
            name, _, value = word.partition("=")
            os.environ[name] = value
        return f"{typed}\n"
    assert words[0] == "claims", f"Only claims can be run in a page, not {words[0]}."
    result = CliRunner().invoke(main, words[1:], prog_name="claims")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert (result.exit_code != 0) == refused, f"{typed}\n{result.output}"
    return f"{typed}\n{result.output}"


@contextmanager
def _newsroom(on: str | None) -> Iterator[None]:
    """A folder with one article in it, settings that are the same on every machine, and perhaps a clock of its own."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder, chdir(folder), clock.frozen(on, MINUTE) if on else nullcontext():
        for name in [name for name in before if name.startswith("CLAIMS_")]:
            del os.environ[name]
        Path("article.txt").write_bytes(files("claims.samples").joinpath("ferry-talks.txt").read_bytes())
        os.environ.update(HOME=folder, XDG_DATA_HOME=folder, XDG_STATE_HOME=folder, COLUMNS="80", NO_COLOR="1")
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
