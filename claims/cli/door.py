"""The program's door: every trouble leaves as one line on stderr and an exit code, never as a traceback."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from claims.cli.lazy import LazyGroup
from claims.errors import ClaimsError
from claims.text import printable

DONE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130


class Door(LazyGroup):
    """The outermost group; whoever calls it gets an exit code."""

    def main(  # type: ignore[override]  # click promises more call forms than a door has
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        _speak_utf8()
        extra["standalone_mode"] = False
        sys.exit(answer(lambda: super(Door, self).main(args, prog_name or "claims", **extra)))


def answer(run: Any) -> int:
    """Run a command and say how it ended: its exit code, and on stderr why, if it failed."""
    try:
        code = run()
        sys.stdout.flush()
    except Exception as error:  # the door: whatever happened, a person gets a sentence and no traceback
        return _explain(error)
    except KeyboardInterrupt:
        return _say("Interrupted: whatever had not been answered yet was not recorded.", INTERRUPTED)
    return code if isinstance(code, int) else DONE


def _explain(error: Exception) -> int:
    if isinstance(error, ClaimsError):
        return _say(str(error), REFUSED)
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        return _say("Interrupted: whatever had not been answered yet was not recorded.", INTERRUPTED)
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "claims"
        return _say(f"{error.format_message()} See: {path} --help", USAGE)
    if isinstance(error, click.ClickException):
        return _say(error.format_message(), REFUSED)
    if isinstance(error, OSError):
        return _explain_os(error)
    if os.environ.get("CLAIMS_DEBUG"):
        raise error
    said = " ".join(str(error).split())[:200]
    return _say(
        f"A fault of this program: {type(error).__name__}: {said} Please report it; CLAIMS_DEBUG=1 shows where.",
        REFUSED,
    )


def _explain_os(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        # The reader has left, as `| head` does; nothing is wrong, and the interpreter must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    where = f"{error.filename}: " if error.filename else ""
    return _say(f"{where}{error.strerror or error}. Check the place and its free space.", REFUSED)


def _say(sentence: str, code: int) -> int:
    click.echo(printable(" ".join(f"Error: {sentence}".split())), err=True)
    return code


def _speak_utf8() -> None:
    """Print what a terminal's character set lacks as an escape, instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
