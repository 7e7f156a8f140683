"""Taking in what others have published."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO

import click

from claims.cli.terminal.desk import Desk, at_desk, examples

if TYPE_CHECKING:
    from claims.actions.imports.drafts import IncomingDrafts, Reject
    from claims.actions.imports.run import Batch, Import, ImportCount
    from claims.ledger.log.ledger import Ledger

    Kept = Callable[[], AbstractContextManager[Ledger]]

FORMATS = ("auto", "claimreview", "feed", "factcheck-api", "insights-csv", "csv", "jsonl")
BATCH = 2_000
"""Reviews written in one go."""

ROOM = 8_000_000
"""Characters written in one go: fewer reviews where they are long, so that memory stays where it is."""

KEPT = 20_000
"""Reviews kept in one transaction: whoever interrupts an import loses no more than these."""

ROOM_KEPT = 200_000_000
"""Characters kept in one transaction, which lie twice on the disk until it ends."""


@click.command(
    "import",
    epilog=examples(
        "claims import reviews.jsonl.gz",
        "claims import statements.csv --map statement=claim --map who=speaker --publisher 'Example Desk'",
        "curl -s https://news.example/check | claims import - --dry-run",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=False, allow_dash=True))
@click.option("--format", "named", type=click.Choice(FORMATS), default="auto", show_default=True, help="What it is in.")
@click.option(
    "--map", "mapping", metavar="COLUMN=FIELD", multiple=True, help="What a column of a table is; may repeat."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
@click.option(
    "--rejects",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where what can't be taken goes, one JSON line each.",
)
@click.option("--publisher", metavar="NAME", help="Whose reviews they are, where the file doesn't say.")
@at_desk(writes=True, tries_itself=True)
def import_(
    desk: Desk,
    file: Path,
    named: str,
    mapping: tuple[str, ...],
    dry_run: bool,
    rejects: Path | None,
    publisher: str | None,
) -> None:
    """Take in fact-checks that others have published.

    FILE is read as it is or packed (.gz, .zst, .zip), - is standard input. Reading a file again adds nothing.
    """
    from claims.actions.imports.run import Import

    told = dict(_pair(each) for each in mapping)
    taking = Import()
    with _opened(file) as raw, _bench(desk, dry_run=dry_run) as bench:
        _spare(desk, file, rejects)
        with _Rejects(rejects) as rejected:
            _read(bench, raw, taking, rejected, file=file, named=named, told=told, publisher=publisher, dry_run=dry_run)
    taking.tally.rejected = rejected.count
    _tell(desk, taking, rejected, dry_run)


@contextmanager
def _bench(desk: Desk, *, dry_run: bool) -> Iterator[Desk]:
    """Where the work is done: at the desk, or, to try it where no ledger is yet, on scratch paper."""
    from claims.db import is_missing

    if not (dry_run and is_missing(desk.at()[0])):
        yield desk
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="claims-") as folder:
        scratch = Desk()
        scratch.use(db=str(Path(folder) / "claims.db"), actor=desk.actor, style=desk.style)
        yield scratch


def _spare(desk: Desk, file: Path, rejects: Path | None) -> None:
    """Refuse to write rejects over the ledger, or over the file that they come from."""
    if rejects is None:
        return
    from claims.cli.terminal.writing_files import same_file, spare_ledger
    from claims.errors import Refused

    spare_ledger(desk, rejects)
    if str(file) != "-" and same_file(rejects, file):
        raise Refused(f"{rejects} is the file that is to be read.", "Name another file for the rejects.")


def _pair(written: str) -> tuple[str, str]:
    column, sign, field = written.rpartition("=")
    if not sign or not column or not field:
        raise click.UsageError(f"--map takes COLUMN=FIELD, not {written!r}.")
    return column, field


def _read(desk: Desk, raw: BinaryIO, taking: "Import", rejected: "_Rejects", **options: Any) -> None:
    from claims.actions.imports.drafts import drafts_in, reading_of
    from claims.cli.terminal.progress import progress
    from claims.formats.files.detect import Format
    from claims.formats.files.streams import unpacked

    told = None if options["named"] == "auto" else Format(options["named"])
    with (
        unpacked(raw) as (counted, streams),
        progress(_size(options["file"])) as advance,
        _kept(desk, dry_run=options["dry_run"]) as kept,
    ):
        for stream in streams:
            reading = reading_of(stream, told, options["told"])
            _show(desk, reading, options["told"])
            if reading.format is Format.JSONL:
                _restore(kept, stream, taking)
                continue
            found = drafts_in(stream, reading, options["publisher"])
            drafts = rejected.sorted_out(found, lambda: advance(counted.count))
            _take(kept, taking, drafts, reading)
            for name, count in reading.left.items():
                taking.tally.left_out[name] = taking.tally.left_out.get(name, 0) + count


def _take(kept: "Kept", taking: "Import", drafts: Iterator[Any], reading: "IncomingDrafts") -> None:
    """Write drafts batch by batch, and keep them transaction by transaction."""
    from itertools import chain, islice

    while (first := next(drafts, None)) is not None:
        with kept() as ledger:
            taking.take(ledger, _batches(islice(chain((first,), drafts), KEPT), reading))


def _batches(drafts: Iterator[Any], reading: "IncomingDrafts") -> "Iterator[Batch]":
    """What goes into one transaction, batch by batch."""
    begun = reading.read
    while batch := _batch(drafts, reading, reading.read):
        yield batch, reading.read
        if reading.read - begun > ROOM_KEPT:
            break


def _batch(drafts: Iterator[Any], reading: "IncomingDrafts", start: int) -> list[Any]:
    """The next drafts to be written in one go."""
    batch = []
    for draft in drafts:
        batch.append(draft)
        if len(batch) == BATCH or reading.read - start > ROOM:
            break
    return batch


class _Undone(Exception):
    """Ends a transaction that was only tried."""


@contextmanager
def _kept(desk: Desk, *, dry_run: bool) -> "Iterator[Kept]":
    """How transactions are kept: one after the other; to try it, all within one that is undone."""
    if not dry_run:
        yield partial(_transaction, desk)
        return
    with suppress(_Undone), desk.writing() as register:
        yield partial(_tried, register.ledger)
        raise _Undone


@contextmanager
def _transaction(desk: Desk) -> "Iterator[Ledger]":
    with desk.writing() as register:
        yield register.ledger


@contextmanager
def _tried(within: "Ledger") -> "Iterator[Ledger]":
    from claims.ledger.log.ledger import Ledger

    ledger = Ledger(within.session, within.actor)
    yield ledger
    ledger.close()


def _restore(kept: "Kept", stream: Any, taking: "Import") -> None:
    from claims.actions.record.future_rulings import newest_ruling, said_of_new
    from claims.formats.files.detect import is_excerpt
    from claims.ledger.store.sql import Bulk
    from claims.ledger.transfer.restore import Restore
    from claims.ledger.transfer.restore_excerpt import ExcerptIn

    tally = taking.tally
    with kept() as ledger:
        bulk = Bulk(ledger.session)
        before = newest_ruling(bulk)
        if is_excerpt(stream):
            excerpt = ExcerptIn(ledger)
            tally.taken += excerpt.tell(stream)
            tally.lines_left = excerpt.lines_left
        else:
            tally.taken += Restore(ledger).tell(stream)
        tally.ahead = said_of_new(bulk, ledger.today, before)


def _show(desk: Desk, reading: "IncomingDrafts", mapping: dict[str, str]) -> None:
    if not reading.columns:
        if mapping:
            desk.remark(f"--map is for the columns of a table, and this is {reading.format.value}.")
        return
    from claims.formats.tables.read import FIELDS, some_of

    fields = {path: field for field, path in FIELDS.items()}
    shown = ", ".join(f"{column} = {fields.get(path, path)}" for column, path in reading.columns.items())
    kept = f"; kept as they are: {some_of(reading.besides)}" if reading.besides else ""
    desk.remark(f"Columns: {shown}{kept}.")


def _tell(desk: Desk, taking: "Import", rejected: "_Rejects", dry_run: bool) -> None:
    from claims.text import quoted

    tally = taking.tally
    document = {
        "taken": tally.taken,
        "newer": tally.newer,
        "unchanged": tally.unchanged,
        "rejected": tally.rejected,
        "dry_run": dry_run,
        "first_rejected": rejected.said(),
        "left_out": dict(sorted((tally.left_out | _lines_left(tally)).items())),
        "kept_first": dict(sorted(tally.kept_first.items())),
    }
    would = "Would take" if dry_run else "Taken"
    said = (
        f"{would}: {tally.taken:,} new, {tally.newer:,} newer rulings; {tally.unchanged:,} unchanged,"
        f" {tally.rejected:,} rejected."
    )
    if not (tally.taken or tally.newer or tally.unchanged or tally.rejected):
        desk.remark("There is no review in it. claims import --help says what is read.")
    if tally.left_out:
        desk.remark(f"Left out, being no part of a review: {_counted(tally.left_out)}.")
    if tally.lines_left:
        desk.remark(f"The log begins anew here; the old one's lines stay in the file: {tally.lines_left:,}.")
    if tally.kept_first:
        desk.remark(
            f"Told differently by a review that is known; what was told first stays: {_counted(tally.kept_first)}."
        )
    if tally.ahead:
        desk.remark(tally.ahead)
    for name, known in taking.alike[:20]:
        desk.remark(f"{quoted(name)} is a new claimant, and may be {quoted(known)}.")
    if rejected.first is not None:
        desk.remark(f"The first rejected: {rejected.said()}")
        if not rejected.named:
            desk.remark("--rejects FILE keeps what was rejected, as it came.")
    desk.answer(document, said)


def _lines_left(tally: "ImportCount") -> dict[str, int]:
    return {"event": tally.lines_left} if tally.lines_left else {}


def _counted(names: dict[str, int]) -> str:
    from claims.formats.tables.read import some_of

    return some_of([f"{name} ({count:,})" if count > 1 else name for name, count in sorted(names.items())])


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    from claims.errors import NotFound

    if str(file) == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(file.open("rb"))
        except OSError as error:
            raise NotFound(f"{file} can't be read: {error.strerror}.", "Check its name.") from error
        yield raw


def _size(file: Path) -> int | None:
    return None if str(file) == "-" else file.stat().st_size


class _Rejects:
    """Counts what can't be taken, and writes it to a file if one is named."""

    def __init__(self, file: Path | None) -> None:
        self.named = file
        self.count = 0
        self.first: Reject | None = None
        self._out: IO[bytes] | None = None

    def __enter__(self) -> "_Rejects":
        if self.named is not None:
            from claims.cli.terminal.writing_files import told

            with told(self.named):
                self._out = self.named.open("wb")
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._out is not None:
            self._out.close()

    def said(self) -> str | None:
        """Where the first reject stood, and why it is one."""
        if self.first is None:
            return None
        where = f"line {self.first.line}, " if self.first.line else ""
        return f"{where}{self.first.path}: {self.first.reason}"

    def sorted_out(self, found: Iterator[Any], passed: Any) -> Iterator[Any]:
        """The drafts among what is found; rejects go where they belong."""
        import msgspec

        from claims.actions.imports.drafts import Reject

        for number, each in enumerate(found):
            if number % 500 == 0:
                passed()
            if not isinstance(each, Reject):
                yield each
                continue
            self.count += 1
            self.first = self.first or each
            if self._out is not None:
                self._out.write(msgspec.json.encode(each) + b"\n")
