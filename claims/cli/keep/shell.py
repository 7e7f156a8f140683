"""The shell: the program kept loaded, answering the same commands line by line."""

import copy
import gc
import io
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module

import click

from claims import __version__
from claims.cli.door import DONE, INTERRUPTED, REFUSED, Door, answer
from claims.cli.terminal.desk import Desk, examples
from claims.errors import BadInput, ClaimsError, Refused

LEAVING = ("exit", "quit")
MOST_NAMED = 20
"""How many failed lines are named; beyond them only their count."""


@click.command(epilog=examples("claims shell", "claims shell --db talks.db < morning.txt"))
@click.option("--as", "actor", metavar="NAME", help="Who acts.")
@click.option("--db", metavar="PATH|URL", help="The ledger to use.")
@click.pass_context
def shell(ctx: click.Context, db: str | None, actor: str | None) -> int:
    """Keep the program loaded: a prompt that answers at once.

    It takes the same commands. At a terminal Tab completes, the arrow keys fetch earlier lines, help lists the
    commands, exit or Ctrl-D leaves. Otherwise it reads commands from standard input, one a line, and ends with exit
    code 1 if any of them failed. A line that begins with # is a remark; one that ends with \\ goes on in the next.
    """
    desk: Desk = ctx.find_root().obj
    desk.use(db=db, actor=actor)
    from claims.cli import main as program

    if sys.stdin is None:  # closed by whoever started the program
        return DONE
    gc.enable()  # a single command does without; a program that stays doesn't
    desk.stays = True
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            return _converse(program, desk)
        return _work_through(program, desk)
    finally:
        desk.leave()


def answer_line(program: Door, desk: Desk, line: str) -> int:
    """Do what one line asks; returns the exit code it would have had outside."""
    return answer(lambda: _do(program, desk, line))


def _do(program: Door, desk: Desk, line: str) -> object:
    args = words_of(line)
    if args[0] == "help":
        args = [*args[1:], "--help"]
    if args[0] == "shell":
        raise Refused("This is the shell already.", "exit leaves it.")
    # A copy shares the open ledgers; what a line names with --db or --as is forgotten with it.
    return program.do(args, obj=copy.copy(desk))


def words_of(line: str) -> list[str]:
    """A line as a command's arguments, with or without `claims` in front."""
    try:
        args = shlex.split(line)
    except ValueError as error:
        if "escaped" in str(error):
            raise BadInput("The line ends in the middle: nothing follows the last \\.", "Write it again.") from error
        raise BadInput(
            "A quotation mark isn't closed.", """An apostrophe goes between double ones: "the mayor's car"."""
        ) from error
    return args[1:] or ["help"] if args[0] == "claims" else args


def leaves(line: str) -> bool:
    """Whether a line asks to leave."""
    return line.strip() in LEAVING


def whole_lines(raw: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines that ask for something, each with its number; a line that ends with a backslash goes on in the next."""
    held, began = "", 0
    for number, each in enumerate(raw, start=1):
        held, began = held + each.rstrip("\r\n"), began or number
        if held.endswith("\\"):
            held = held[:-1]
            continue
        if held.strip() and not held.lstrip().startswith("#"):
            yield began, held
        held, began = "", 0
    if held.strip():
        yield began, held


def _work_through(program: Door, desk: Desk) -> int:
    """Answer every line of standard input."""
    typed = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO())  # no command may swallow the lines that follow it
    try:
        return _answer_all(program, desk, whole_lines(_decoded(typed.buffer)))
    finally:
        sys.stdin = typed


def _answer_all(program: Door, desk: Desk, lines: Iterable[tuple[int, str]]) -> int:
    """Answer numbered lines one after the other, and name those that failed at the end."""
    failed = []
    count = 0
    for number, line in lines:
        if leaves(line):
            break
        count += 1
        code = answer_line(program, desk, line)
        if code == INTERRUPTED:
            return INTERRUPTED
        if code != DONE:
            failed.append(number)
    if failed:
        more = f" and {len(failed) - MOST_NAMED:,} more" if len(failed) > MOST_NAMED else ""
        named = ", ".join(str(number) for number in failed[:MOST_NAMED])
        desk.remark(f"Of {count:,} commands {len(failed):,} failed: line {named}{more}.")
    return REFUSED if failed else DONE


def _decoded(raw: Iterable[bytes]) -> Iterator[str]:
    # A byte that is no UTF-8 becomes half a surrogate, which no command records: its line fails, the others don't.
    for number, line in enumerate(raw):
        yield line.decode("utf-8", "surrogateescape").removeprefix("" if number else "\ufeff")


def _converse(program: Door, desk: Desk) -> int:
    """Answer line by line at a terminal."""
    from claims.cli.terminal.prompt import prompter

    ask = prompter(program)
    _warm_up(program, desk)
    while True:
        try:
            given = ask()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return DONE
        for _number, line in whole_lines(given.splitlines()):
            if leaves(line):
                return DONE
            answer_line(program, desk, line)


def _warm_up(program: Door, desk: Desk) -> None:
    """Load what most commands need and look at the ledger once, so that the first answer is as quick as the rest."""
    for entry in program.entries.values():
        import_module(entry.where.partition(":")[0])
    import_module("claims.reports.renderings.text")
    click.echo(f"claims {__version__}. help lists the commands, exit leaves.")
    _tell(desk, lambda: desk.use(actor=desk.actor))
    _tell(desk, lambda: _look(program, desk))
    gc.freeze()


def _look(program: Door, desk: Desk) -> None:
    import_module("claims.cli.terminal.answers")  # commands that write load it
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for line in ("list --limit 1", "history --limit 1"):
            _do(program, desk, line)
    click.echo(f"The ledger is {desk.at()[0].shown}.")


def _tell(desk: Desk, look: Callable[[], object]) -> None:
    try:
        look()
    except ClaimsError as error:
        desk.remark(str(error))
