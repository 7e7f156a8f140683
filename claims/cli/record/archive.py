"""Archive: keep what a source said that day."""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import stack

if TYPE_CHECKING:
    from claims.actions.archive.keep import Archived, Seen
    from claims.models import Source
    from claims.snapshots.fetching import Fetcher

ENTRIES = {
    "keep": Lazy("claims.cli.record.archive:keep", "Keep a copy of sources."),
    "list": Lazy("claims.cli.record.copies:list_", "List the copies that are kept."),
    "show": Lazy("claims.cli.record.copies:show", "Show a copy: what, when, how, its hash, and the start of its text."),
    "open": Lazy("claims.cli.record.copies:open_", "Open the bytes of a copy, offline."),
    "export": Lazy("claims.cli.record.archive:export", "Write all snapshots as a WARC that stock tools replay."),
    "verify": Lazy("claims.cli.record.archive:verify", "Check that all kept bytes are what they were."),
}


class ArchiveGroup(LazyGroup):
    """A group in which what is no command names sources to keep."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.entries and args[0] not in ("-h", "--help"):
            args = ["keep", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=ArchiveGroup,
    entries=ENTRIES,
    epilog=examples("claims archive 3", "claims archive --all", "claims archive 3 --from page.html"),
)
def archive() -> None:
    """Keep what a source said that day: the exact bytes, and the text read from them.

    What the document says of itself (title, byline, publisher, date, language) is filled in where nobody has entered
    it. The same bytes are kept once.
    """


fetching = stack(
    click.option("--wayback", is_flag=True, help="The Wayback Machine's newest copy instead of the page itself."),
    click.option("--allow-private", is_flag=True, help="Also from addresses that are not public."),
    click.option("--ignore-robots", is_flag=True, help="Also what robots.txt keeps from machines."),
)


@click.command(
    epilog=examples("claims archive keep 3 4", "claims archive 3 --from - < page.html", "claims archive --refresh")
)
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every source that has an address.")
@click.option("--refresh", is_flag=True, help="Every source that has a copy, once more.")
@click.option("--from", "file", metavar="FILE|-", help="The bytes of this file, or of standard input.")
@click.option("--warc", metavar="FILE", help="The pages of this web archive (WARC or WACZ) that are sources here.")
@fetching
@at_desk(writes=True, lists=True)
def keep(
    desk: Desk,
    sources: Sequence[str],
    everything: bool,
    refresh: bool,
    file: str | None,
    warc: str | None,
    wayback: bool,
    allow_private: bool,
    ignore_robots: bool,
) -> None:
    """Keep a copy of sources.

    A site's robots.txt is heeded: a site that can't say what it asks of machines is not read, and one that asks to be
    left alone between two pages (Crawl-delay) is, for up to 30 seconds. --ignore-robots is your own decision.

    The word keep may be left out. A web page is fetched; a file on this machine is read if its path was typed here. One
    that came by an import, a table or another ledger is not, and --all and --refresh read only what you typed.

    A copy whose bytes haven't changed is not kept again. What can't be had is said, and the others are kept; the exit
    code is then 1.
    """
    if warc is not None:
        _keep_from_warc(desk, Path(warc), sources)
        return
    if not (sources or everything or refresh):
        raise click.UsageError("Name a source, or give --all or --refresh.")
    if file is not None and (len(sources) != 1 or everything or refresh):
        raise click.UsageError("--from gives the bytes of one source: name one.")
    page = pages(wayback=wayback, private=allow_private, robots=not ignore_robots)
    kept, failed = [], 0
    if desk.only_tries and file is None:
        _tell_what_would_be_read(desk, _numbers(desk, sources, everything, refresh), wayback=wayback)
        return
    for number in _numbers(desk, sources, everything, refresh):
        from claims.errors import ClaimsError

        try:
            kept.append(_keep(desk, number, file, page))
        except ClaimsError as error:
            if len(sources) == 1 and not everything:
                raise
            desk.remark(f"Source #{number}: {error}")
            failed += 1
    if desk.style == "text":
        desk.print("\n".join(line for each in kept for line in archived_lines(each)) or "Nothing was kept.")
    else:
        desk.print_rows("archived", kept, failed=failed)
    if failed:
        raise click.exceptions.Exit(1)


def _tell_what_would_be_read(desk: Desk, numbers: Sequence[int], *, wayback: bool) -> None:
    """Say what would be fetched, and from which files; nothing is fetched and no file is opened."""
    from claims.actions.archive.keep import require_address
    from claims.actions.archive.own_files import require_typed
    from claims.errors import ClaimsError
    from claims.models import Source
    from claims.text import printable

    found, failed = list[tuple[int, str]](), 0
    with desk.reading() as session:
        for number in numbers:
            source = session.get_one(Source, number)
            try:
                require_typed(session, source)
                found.append((number, require_address(source)))
            except ClaimsError as error:
                if len(numbers) == 1:
                    raise
                desk.remark(f"Source #{number}: {error}")
                failed += 1
    if desk.style == "text":
        how = "the Wayback Machine's newest copy of " if wayback else ""
        lines = [
            f"source #{number}: would read {address}"
            if address.startswith("file:")
            else f"source #{number}: would fetch {how}{address}"
            for number, address in found
        ]
        desk.print(printable("\n".join(lines)) if lines else "Nothing would be kept.")
    else:
        desk.print_rows(
            "would_read", [{"source": number, "address": address} for number, address in found], failed=failed
        )
    desk.only_tried()
    if failed:
        raise click.exceptions.Exit(1)


def _keep_from_warc(desk: Desk, warc: Path, sources: Sequence[str]) -> None:
    """Keep what a web archive has of these sources, or of all."""
    from claims.actions.read.find import the_source

    with_crafts("web archives")
    from claims.actions.archive.web_archives import archive_from_warc

    with desk.writing() as register:
        only = {the_source(register.ledger.session, each).id for each in sources}
        kept, foreign = archive_from_warc(register, warc, only)
    if foreign:
        desk.remark(f"{foreign} pages in {warc.name} are no sources here; claims source add ADDRESS makes one.")
    if desk.style == "text":
        desk.print("\n".join(line for each in kept for line in archived_lines(each)) or "Nothing was kept.")
    else:
        desk.print_rows("archived", kept, failed=0)


def with_crafts(what: str) -> None:
    """Say what to install where the extra for archiving isn't there."""
    from importlib.util import find_spec

    from claims.errors import ClaimsError

    if find_spec("warcio") is None:
        from claims.installing import to_add

        raise ClaimsError(f"Reading and writing {what} needs warcio.", to_add("archive"))


def _numbers(desk: Desk, sources: Sequence[str], everything: bool, refresh: bool) -> list[int]:
    from claims.actions.archive.keep import all_sources, archived_sources
    from claims.actions.archive.own_files import files_of_others
    from claims.actions.read.find import the_source

    with desk.reading() as session:
        if not (everything or refresh):
            return [the_source(session, each).id for each in sources]
        chosen = all_sources(session) if everything else archived_sources(session)
        others = files_of_others(session, chosen, desk.actor)
    if others:
        listed = ", ".join(f"#{number}" for number in others)
        desk.remark(
            f"Not read, because you didn't type their paths: {listed}. To keep one: claims archive N --from FILE"
        )
    return [each.id for each in chosen if each.id not in set(others)]


def _keep(desk: Desk, number: int, file: str | None, page: "Pages") -> "Archived":
    """Keep a copy of one source; the network is asked before the ledger is held."""
    from claims.actions.archive.keep import archive
    from claims.actions.archive.own_files import require_typed
    from claims.models import Source

    with desk.reading() as session:
        source = session.get_one(Source, number)
        if file is None:
            require_typed(session, source)
        seen = seen_of(source, file, page)
    with desk.writing() as register:
        return archive(register, register.ledger.session.get_one(Source, number), seen)


def seen_of(source: "Source", file: str | None, page: "Pages") -> "Seen":
    """The bytes of a source: of a file that was named, of its own file, or of its page."""
    from claims.actions.archive.keep import from_file, require_address
    from claims.vocabulary import Acquisition

    if file == "-":
        return from_file(source.title or "", sys.stdin.buffer.read(MOST + 1), Acquisition.INPUT)
    if file is not None:
        return from_file(file, read_file(Path(file)))
    return seen_at(require_address(source), page)


def seen_at(address: str, page: "Pages") -> "Seen":
    """The bytes at an address: of a file on this machine, or of a page."""
    from claims.actions.archive.keep import from_file

    if address.startswith("file:"):
        from urllib.parse import unquote, urlsplit

        place = Path(unquote(urlsplit(address).path))
        return from_file(place.name, read_file(place))
    return page(address)


Pages = Callable[[str], "Seen"]
"""What fetches the page at an address, one after the other, so that no host is asked too often."""


def pages(*, wayback: bool, private: bool, robots: bool) -> Pages:
    """What fetches pages, as the person allows; made at the first page."""
    opened = cache(lambda: _fetcher(private=private, robots=robots))

    def page(address: str) -> "Seen":
        from claims.actions.archive.keep import Seen
        from claims.vocabulary import Acquisition

        fetched = opened().fetch_wayback(address) if wayback else opened().fetch(address)
        return Seen(
            content=fetched.content,
            media_type=fetched.media_type[:200],
            how=Acquisition.WAYBACK if wayback else Acquisition.FETCHED,
            url=fetched.url,
            final_url=fetched.final_url,
            http_status=fetched.status,
            headers=fetched.headers,
        )

    return page


def _fetcher(*, private: bool, robots: bool) -> "Fetcher":
    from claims.errors import ClaimsError

    try:
        from claims.snapshots.fetching import Fetcher, Manners
    except ImportError as error:
        from claims.installing import to_add

        raise ClaimsError(f"Fetching pages needs {error.name}, which isn't installed.", to_add("archive")) from error
    return Fetcher(Manners(private=private, robots=robots))


MOST = 50_000_000


def read_file(file: Path) -> bytes:
    """The bytes of a file, within the limit."""
    from claims.errors import BadInput, NotFound

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST + 1)
    except OSError as error:
        raise NotFound(f"{file} can't be read: {error.strerror}.", "Name another file.") from error
    if len(content) > MOST:
        raise BadInput(f"{file} is larger than {MOST:,} bytes.", "Keep a part of it.")
    return content


def archived_lines(archived: "Archived") -> Iterator[str]:
    """What was kept, and what was learnt."""
    from claims.text import printable

    words = "no text" if archived.words is None else f"{archived.words:,} word{'' if archived.words == 1 else 's'}"
    kind = printable(archived.media_type.partition(";")[0])
    if not archived.new:
        textless = ", which has no text" if archived.words is None else ""
        yield f"source #{archived.source}: unchanged since snapshot #{archived.snapshot}{textless}"
        return
    yield f"source #{archived.source}: snapshot #{archived.snapshot}, {archived.size:,} bytes of {kind}, {words}"
    for each in archived.filled:
        yield f"    {each.field}: {printable(each.value)} ({printable(each.where)})"


@click.command(epilog=examples("claims archive verify"))
@at_desk()
def verify(desk: Desk) -> None:
    """Check that all kept bytes are what they were.

    Hashes everything again, and names what is missing, altered, or belongs to no snapshot. Exit code 1 if anything is.
    """
    from claims.actions.archive.keep import verify_archive

    with desk.reading() as session:
        found = verify_archive(session)
    whole = f"All {found.looked_at} snapshots and kept bytes are as they were."
    told = [f"{each.about}: {each.said}" for each in found.faults]
    told = told or [whole if found.looked_at else "Nothing is archived."]
    desk.answer(found, "\n".join(told))
    if found.faults:
        raise click.exceptions.Exit(1)


@click.command(epilog=examples("claims archive export copies.warc.gz"))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.warc.gz")
@at_desk(makes_files=True)
def export(desk: Desk, file: Path) -> None:
    """Write all snapshots as a WARC that stock tools replay.

    Pages that were fetched are written as the server answered, files as resources.
    """
    write_copies(desk, file)


def write_copies(desk: Desk, file: Path) -> None:
    """Write all snapshots into a file as a WARC, and say how many."""
    import io

    from claims.cli.terminal.writing_files import require_ending, spare_ledger, write_whole

    with_crafts("web archives")
    from claims.actions.archive.web_archives import write_warc

    spare_ledger(desk, file)
    require_ending(file, ".warc.gz")
    out = io.BytesIO()
    with desk.reading() as session:
        count = write_warc(session, out)
    if desk.only_tries:
        desk.only_tried()
    else:
        write_whole(file, out.getvalue())
    desk.answer({"file": str(file), "snapshots": count}, f"{file}: {count} snapshots")
