"""Where a command works: which ledger, who acts, how to answer."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli.terminal.doubts import which_of
from claims.cli.terminal.json_output import as_json, for_stdout
from claims.dates import speak
from claims.errors import ClaimsError, Doubt, InDoubt, Refused
from claims.settings import desk_language
from claims.text import printable, quoted

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from claims.actions.read.view import LedgerView
    from claims.actions.record.policies import Policies
    from claims.actions.record.register import Register
    from claims.db import Address
    from claims.ledger.read.discretion import Shown
    from claims.policy.rules.requirements import Policy


class _OnlyTried(Exception):
    """Ends a transaction of which nothing is to be kept."""


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
        self.only_tries = False
        self.heard: list[str] | None = None
        self.meant: dict[Doubt, int] = {}

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
        from claims import db, revisions, schema

        address, engine = self.at()
        if db.is_missing(address):
            raise revisions.no_ledger(address)
        with db.reading(engine, address) as session:
            revisions.require_current(schema.port(session), address)
            yield session

    @contextmanager
    def edition(self, as_of: str | None = None, shown: "Shown | None" = None) -> "Iterator[LedgerView]":
        """The ledger as it stands, or as it stood at a past moment; without confidential names unless asked for."""
        from claims import clock
        from claims.ledger.read.discretion import AT_THE_DESK

        with self.reading() as session:
            if as_of is None:
                from claims.actions.read.view import PresentView

                yield PresentView(session, clock.today(), shown or AT_THE_DESK)
            else:
                from claims.actions.read.as_of import line_at
                from claims.actions.read.past_view import PastView

                yield PastView(session, *line_at(session, as_of, clock.today()), shown or AT_THE_DESK)

    @contextmanager
    def writing(self, *, strict: bool = False) -> "Iterator[Register]":
        """The ledger held for writing: everything in the block is kept, or nothing; remarks are said at the end.

        With --dry-run nothing is kept, whatever the block did, and the answer is the one that it would have had.
        """
        from claims import db, revisions, schema
        from claims.actions.record.register import Register
        from claims.ledger.log.ledger import Ledger
        from claims.ledger.log.witness import move_on, witness_path

        self._answers.clear()
        self._kept = False
        actor = self.actor
        begun = db.is_missing(self.at()[0])
        if begun and strict:
            raise Refused(
                f"There is no ledger at {self.at()[0].shown} yet.", "Check --db, or leave out --strict to begin one."
            )
        with (
            self._scratch() as (address, engine),
            suppress(_OnlyTried),
            db.writing(engine, address) as session,
        ):
            schema.ready(session, address)
            register = Register(Ledger(session, actor), strict=strict, meant=self.meant, asks=self.asks)
            if register.ledger.ahead:
                register.remarks.append(
                    f"The clock shows {register.ledger.now[:16]} UTC, and the last change is from"
                    f" {register.ledger.ahead[:16]}: one of them is wrong. The order of the log holds all the same."
                )
            if address.path is None:  # an upgrade may have held the ledger until now
                revisions.require_current(schema.port(session), address)
            yield register
            register.ledger.close()
            if self.only_tries:
                raise _OnlyTried
        self._kept = not self.only_tries
        if self._kept:
            move_on(witness_path(address.path, register.ledger.uid), register.ledger.reach)
        if begun and self._kept:
            self.remark(f"A new ledger was begun at {address.shown}.")
        for remark in register.remarks:
            self.remark(remark)
        if self.only_tries:
            self.only_tried()
        while self._answers:
            self.print(self._answers.pop(0))

    @contextmanager
    def _scratch(self) -> "Iterator[tuple[Address, Engine]]":
        """The ledger, made if there is none; one in a temporary folder where nothing is to be kept."""
        from claims import db, schema

        address, engine = self.at()
        if not db.is_missing(address):
            yield address, engine
        elif not self.only_tries:
            schema.create(engine, address)
            yield address, engine
        else:
            from tempfile import TemporaryDirectory

            with TemporaryDirectory(prefix="claims-") as folder:
                paper = db.Address.of(str(Path(folder) / "claims.db"))
                draft = db.connect(paper)
                try:
                    schema.create(draft, paper)
                    yield paper, draft
                finally:
                    draft.dispose()

    def only_tried(self) -> None:
        """Say that nothing came of it."""
        self.remark("This was only tried (--dry-run): nothing was recorded.")

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
        from claims.actions.record.policies import load_policy

        return load_policy(file)

    def policies(self, named: Path | None = None) -> "Policies | None":
        """The policy that a ruling is made under, and the desk's own, where another is named."""
        applied = self.policy(named)
        if applied is None:
            return None
        from claims.actions.record.policies import Policies

        return Policies(applied, applied if named is None else self.policy())

    def shown(self, as_recorded: bool) -> "Shown":
        """What is to be seen: confidential names only where somebody asks for them."""
        from claims.ledger.read.discretion import Shown

        return Shown(names=as_recorded)

    def ask_reason(self, change: str) -> None:
        """Refuse a change without a reason where the desk's policy asks for one: `edit`, `alias` or `merge`."""
        from claims.errors import Refused

        policy = self.policy()
        if policy is not None and change in policy.reasons_for:
            raise Refused(
                f"The policy {policy.name} asks a reason for every {change}.",
                "Nothing was recorded. Add: --because TEXT",
            )

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


def at_desk(
    *,
    lists: bool = False,
    writes: bool = False,
    answers: bool = True,
    tries_itself: bool = False,
    makes_files: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command its desk, and its options; some have a --dry-run of their own, some only make files."""

    def wrap(command: Callable[..., Any]) -> Callable[..., Any]:
        tries = (writes or makes_files) and not tries_itself

        @click.pass_context
        def at(
            ctx: click.Context, /, db: str | None, actor: str | None, style: str | None = None, **options: Any
        ) -> Any:
            desk = ctx.find_root().obj
            desk.only_tries = tries and options.pop("dry_run")
            _same_on_both_sides(ctx, db=db, actor=actor)
            desk.use(db=db, actor=actor, style=style)
            desk.meant = {}
            if options.get("reason", "") is None:
                desk.ask_reason(ctx.info_name or "")
            while True:
                try:
                    return command(desk, **options)
                except InDoubt as doubt:
                    if not desk.asks or doubt.about in desk.meant:
                        raise
                    desk.meant[doubt.about] = which_of(doubt)

        answer = click.option("--json", "style", flag_value="json", help="Answer with one JSON document.")
        lines = click.option("--jsonl", "style", flag_value="jsonl", help="Answer with one JSON line a row.")
        who = click.option("--as", "actor", metavar="NAME", hidden=not writes, help="Who acts.")
        where = click.option("--db", metavar="PATH|URL", help="The ledger to use.")
        trial = click.option("--dry-run", is_flag=True, help="Say what would come of it; record nothing.")
        wrapped: Callable[..., Any] = update_wrapper(at, command)
        usual = ((trial, tries), (lines, lists), (answer, answers))
        for option in (where, who, *(option for option, has in usual if has)):
            wrapped = option(wrapped)
        return wrapped

    return wrap


def _same_on_both_sides(ctx: click.Context, **given: str | None) -> None:
    """Refuse another ledger, or another person, behind the command than before it."""
    before = ctx.find_root().params
    for name, value in given.items():
        if value is not None and before.get(name) not in (None, value):
            option = "--as" if name == "actor" else f"--{name}"
            raise click.UsageError(
                f"{option} takes one value and was given two: {quoted(before[name])} and {quoted(value)}."
                " Give it once.",
                ctx,
            )


def examples(*lines: str) -> str:
    """Examples as help shows them."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
