"""Where a command works: which ledger, who acts, how to answer."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.dates import speak
from claims.errors import ClaimsError, InDoubt, Refused
from claims.settings import desk_language
from claims.text import printable

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from claims.actions.editions import Edition
    from claims.actions.register import Register
    from claims.db import Address
    from claims.policy.requirements import Policy


class Desk:
    """One person at one ledger; opened only when a command needs it, and kept open by the shell."""

    def __init__(self) -> None:
        self._db: str | None = None
        self._actor: str | None = None
        self._open: dict[str, tuple[Address, Engine]] = {}
        self.stays = False
        self.style = "text"
        self._answers: list[str] = []
        self._kept = False
        self.heard: list[str] | None = None
        self.meant: dict[tuple[int, str], int] = {}

    def use(self, *, db: str | None = None, actor: str | None = None, style: str | None = None) -> None:
        """Take up what a command line names; what it leaves out stays."""
        self._db = db if db is not None else self._db
        self._actor = actor if actor is not None else self._actor
        self.style = style or "text"
        speak(desk_language())

    def at(self) -> "tuple[Address, Engine]":
        """The ledger's address and engine."""
        from claims.db import Address, connect
        from claims.settings import find_ledger

        named = find_ledger(self._db)
        if named not in self._open:
            address = Address.of(named)
            self._open[named] = (address, connect(address, stays=self.stays))
        return self._open[named]

    def leave(self) -> None:
        """Close what was kept open."""
        for _address, engine in self._open.values():
            engine.dispose()

    @property
    def actor(self) -> str:
        """Who acts."""
        from claims.settings import find_actor

        return find_actor(self._actor)

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        """One moment of the ledger."""
        from claims import db, schema

        address, engine = self.at()
        if db.is_missing(address):
            raise schema.no_ledger(address)
        with db.reading(engine, address) as session:
            schema.require_current(session, address)
            yield session

    @contextmanager
    def edition(self, as_of: str | None = None) -> "Iterator[Edition]":
        """The ledger as it stands, or as it stood at a past moment."""
        from claims import clock

        with self.reading() as session:
            if as_of is None:
                from claims.actions.editions import Today

                yield Today(session, clock.today())
            else:
                from claims.actions.back_issues import BackIssue
                from claims.actions.moments import line_at

                yield BackIssue(session, *line_at(session, as_of, clock.today()))

    @contextmanager
    def writing(self, *, strict: bool = False) -> "Iterator[Register]":
        """The ledger held for writing: everything in the block is kept, or nothing; remarks are said at the end."""
        from claims import db, schema
        from claims.actions.register import Register
        from claims.ledger.log import Ledger
        from claims.ledger.witness import move_on, witness_path

        self._answers.clear()
        self._kept = False
        actor = self.actor
        address, engine = self.at()
        begun = db.is_missing(address)
        if begun:
            if strict:
                raise Refused(
                    f"There is no ledger at {address.shown} yet.", "Check --db, or leave out --strict to begin one."
                )
            schema.create(engine, address)
        with db.writing(engine, address) as session:
            schema.ready(session, address)
            register = Register(Ledger(session, actor), strict=strict, meant=self.meant)
            if address.path is None:  # an upgrade may have held the ledger until now
                schema.require_current(session, address)
            yield register
            register.ledger.close()
        self._kept = True
        move_on(witness_path(address.path, register.ledger.uid), register.ledger.reach)
        if begun:
            self.remark(f"A new ledger was begun at {address.shown}.")
        for remark in register.remarks:
            self.remark(remark)
        while self._answers:
            self.print(self._answers.pop(0))

    def policy_file(self, named: Path | None = None) -> Path | None:
        """Where the policy is: what was named; else `CLAIMS_POLICY`; else `policy.toml` beside the ledger, if there."""
        told = named or (Path(os.environ["CLAIMS_POLICY"]) if os.environ.get("CLAIMS_POLICY") else None)
        if told is not None:
            return told
        beside = self.beside("policy.toml")
        return beside if beside is not None and beside.is_file() else None

    def beside(self, name: str) -> Path | None:
        """A file of this name beside the ledger; none for a ledger on a server."""
        address, _engine = self.at()
        return None if address.path is None else address.path.with_name(name)

    def policy(self, named: Path | None = None) -> "Policy | None":
        """The desk's policy, if it has one."""
        file = self.policy_file(named)
        if file is None:
            return None
        from claims.actions.policies import load_policy

        return load_policy(file)

    def remark(self, sentence: str) -> None:
        """Something a person may want to know, beside the answer; a full-screen view hears it instead of stderr."""
        if self.heard is not None:
            self.heard.append(sentence)
            return
        with suppress(OSError):  # nobody listens, and nothing is lost
            click.echo(f"note: {printable(sentence)}", err=True)

    @property
    def asks(self) -> bool:
        """Whether somebody is there to be asked."""
        at_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
        return at_terminal and self.style == "text" and self.heard is None

    @property
    def colour(self) -> bool:
        """Whether the answer goes to a terminal that shows colours."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int | None:
        """The terminal's width; none where the answer goes elsewhere."""
        if not sys.stdout.isatty():
            return None
        import shutil

        return shutil.get_terminal_size().columns

    def print(self, text: str) -> None:
        """Answer in text."""
        self._put(text, self.colour)

    def _put(self, text: str, colour: bool | None = None) -> None:
        try:
            click.echo(text, color=colour)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._unanswered(error) from error

    def _unanswered(self, error: OSError) -> ClaimsError:
        kept = (
            "The change was recorded all the same: claims history shows it." if self._kept else "Nothing was changed."
        )
        return ClaimsError(f"The answer can't be written: {error.strerror}.", kept)

    def later(self, text: str) -> None:
        """Answer in text as soon as the changes are kept."""
        self._answers.append(text)

    def later_json(self, document: Any) -> None:
        """Answer with one JSON document as soon as the changes are kept."""
        self.later(as_json(document))

    def print_json(self, document: Any) -> None:
        """Answer with one JSON document."""
        self._put(as_json(document))

    def answer(self, document: Any, text: str) -> None:
        """Answer with a document, in the style asked for."""
        if self.style == "text":
            self.print(printable(text))
        else:
            self.print_json(document)

    def answer_page(
        self,
        key: str,
        rows: Sequence[Any],
        more: bool,
        table: "Callable[[Sequence[Any], Desk], str]",
        continues: bool = True,
    ) -> None:
        """Answer with a page of a list, in the style asked for."""
        if self.style != "text":
            self.print_rows(key, rows, more=more)
            return
        self.print(table(rows, self))
        if more:
            go_on = (
                f"Go on with --after {rows[-1].id}, or raise --limit." if continues else "Raise --limit, or 0 for all."
            )
            self.remark(f"There are more. {go_on}")

    def print_rows(self, key: str, rows: Iterable[Any], **besides: Any) -> None:
        """Answer with a list: one JSON document, or one JSON line a row."""
        import msgspec

        if self.style == "jsonl":
            for row in rows:
                self._put(for_stdout(msgspec.json.encode(row).decode()))
        else:
            self.print_json({key: list(rows), **besides})


def which_of(doubt: InDoubt) -> int:
    """Ask at which of several places a quote stands; whoever names none has it refused. Nothing is held meanwhile."""
    shown = [f"  {number}  {printable(each)}" for number, each in enumerate(doubt.places, start=1)]
    click.echo("\n".join(["The quote stands at several places:", *shown]), err=True)
    most = len(doubt.places)
    number: int = click.prompt(f"Which is it? (1 to {most}, 0 for none)", type=click.IntRange(0, most), err=True)
    if number == 0:
        raise doubt
    return number


def as_json(document: Any) -> str:
    """A JSON document as people can read it."""
    import msgspec

    return for_stdout(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())


def for_stdout(document: str) -> str:
    """JSON with what standard output's character set lacks written as JSON escapes it."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        document.encode(encoding)
    except UnicodeEncodeError:
        import json

        return "".join(each if each.isascii() else json.dumps(each)[1:-1] for each in document)
    return document


def at_desk(
    *, lists: bool = False, writes: bool = False, answers: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command its desk, and the options that every command has."""

    def wrap(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.pass_context
        def at(
            ctx: click.Context, /, db: str | None, actor: str | None, style: str | None = None, **options: Any
        ) -> Any:
            desk = ctx.find_root().obj
            desk.use(db=db, actor=actor, style=style)
            desk.meant = {}
            while True:
                try:
                    return command(desk, **options)
                except InDoubt as doubt:
                    if not desk.asks or doubt.quote in desk.meant:
                        raise
                    desk.meant[doubt.quote] = which_of(doubt)

        answer = click.option("--json", "style", flag_value="json", help="Answer with one JSON document.")
        lines = click.option("--jsonl", "style", flag_value="jsonl", help="Answer with one JSON line a row.")
        who = click.option("--as", "actor", metavar="NAME", hidden=not writes, help="Who acts.")
        where = click.option("--db", metavar="PATH|URL", help="The ledger to use.")
        wrapped: Callable[..., Any] = update_wrapper(at, command)
        for option in (where, who, *([lines] if lists else []), *([answer] if answers else [])):
            wrapped = option(wrapped)
        return wrapped

    return wrap


def examples(*lines: str) -> str:
    """Examples as help shows them."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
