"""The program's door: every trouble leaves as one line on stderr and an exit code, never as a traceback."""

import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from claims.cli.lazy import LazyGroup
from claims.cli.once import refuse_repeats
from claims.errors import ClaimsError
from claims.text import printable

DONE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130

COMPLETING = "_CLAIMS_COMPLETE"
"""Where a shell says that it wants completions."""

LONGEST = 1_000
"""Characters of a line on stderr."""


class Door(LazyGroup):
    """The outermost group; whoever calls it gets an exit code."""

    def main(  # type: ignore[override]  # click promises more call forms than a door has
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        _prepare_streams()
        # A command lives for a blink and makes no cycles worth collecting; looking for them costs a tenth of its start.
        gc.disable()
        if COMPLETING in os.environ:
            super().main(args, prog_name or "claims", **extra)
        sys.exit(answer(lambda: self.do(sys.argv[1:] if args is None else args, prog_name or "claims", **extra)))

    def do(self, args: Sequence[str], prog_name: str = "claims", **extra: Any) -> Any:
        """Do what a command line asks, and leave what goes wrong to the caller (`main` of click's speaks itself)."""
        extra.pop("standalone_mode", None)
        refuse_repeats(self, click.Context(self, info_name=prog_name), list(args))
        with self.make_context(prog_name, list(args), **extra) as ctx:
            return self.invoke(ctx)


def answer(run: Any) -> int:
    """Run a command and say how it ended: its exit code, and on stderr why, if it failed."""
    try:
        code = run()
        sys.stdout.flush()
    except Exception as error:  # the door: whatever happened, a person gets a sentence and no traceback
        return _explain(error)
    except KeyboardInterrupt:
        return _say("Interrupted. A change is kept whole or not at all: claims history shows which.", INTERRUPTED)
    return code if isinstance(code, int) else DONE


def _explain(error: Exception) -> int:
    if isinstance(error, ClaimsError):
        return _say(str(error), REFUSED)
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return USAGE
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "claims"
        said = error.format_message()
        return _say(f"{said}{'' if said.endswith(('.', '?')) else '.'} See: {path} --help", USAGE)
    if isinstance(error, click.ClickException):
        return _say(error.format_message(), REFUSED)
    if isinstance(error, OSError):
        return _explain_os(error)
    if isinstance(error, UnicodeEncodeError) or str(error) == "embedded null byte":
        return _say("No file is called so: the name holds NUL or half a surrogate pair. Name another.", REFUSED)
    if os.environ.get("CLAIMS_DEBUG"):
        raise error
    # A driver's error is told without the statement that caused it.
    said = " ".join(str(getattr(error, "orig", None) or error).split())[:200].rstrip(".")
    return _say(
        f"A fault of this program: {type(error).__name__}: {said}. Please report it; CLAIMS_DEBUG=1 shows where.",
        REFUSED,
    )


def _explain_os(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        # The reader has left, as `| head` does; nothing is wrong.
        _silence()
        return DONE
    where = f"{error.filename}: " if error.filename else ""
    code = _say(f"{where}{error.strerror or error}. Check the place and its free space.", REFUSED)
    _silence()
    return code


def _silence() -> None:
    """Let the interpreter end in peace: what a broken standard output still has to print goes nowhere."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(sentence: str, code: int) -> int:
    line = " ".join(f"Error: {sentence}".split())
    if len(line) > LONGEST:
        line = f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"
    with suppress(OSError):  # nobody listens; the exit code still speaks
        click.echo(printable(line), err=True)
    return code


def _prepare_streams() -> None:
    """Open the streams that the caller closed onto nothing, and spell out what a terminal's character set lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115  (open until the program ends)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
