"""Kept copies: list them, show one, open its bytes; nothing is asked of the network."""

from typing import TYPE_CHECKING

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import MOST

if TYPE_CHECKING:
    from claims.actions.archive.copies import KeptCopy, ShownCopy

ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".txt",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "audio/mpeg": ".mp3",
    "video/mp4": ".mp4",
}
"""The endings under which copies are opened, by media type: nothing else, so that no copy is ever run as a program."""

OTHER = ".bin"


class SnapshotNumber(click.ParamType[int]):
    """A snapshot's number, as reports write it or bare: `#3`, `3`."""

    name = "snapshot"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        written = str(value).removeprefix("#")
        if not (written.isascii() and written.isdigit() and 0 < int(written[:16]) <= MOST):
            self.fail(f"{value!r} is no number of a snapshot; claims archive list shows them.", param, ctx)
        return int(written)


@click.command("list", epilog=examples("claims archive list", "claims archive list 3 --json"))
@click.argument("source", metavar="[SOURCE]", required=False)
@at_desk(lists=True)
def list_(desk: Desk, source: str | None) -> None:
    """List the copies that are kept.

    Of all sources or of one, each with the number of its snapshot, which show and open take.
    """
    from claims.actions.archive.copies import list_copies

    with desk.reading() as session:
        copies = list_copies(session, source)
    if desk.style == "text":
        desk.print("\n".join(line for each in copies for line in copy_lines(each)) or "Nothing is archived.")
    else:
        desk.print_rows("copies", copies)


@click.command(epilog=examples("claims archive show 3"))
@click.argument("snapshot", type=SnapshotNumber(), metavar="SNAPSHOT")
@at_desk()
def show(desk: Desk, snapshot: int) -> None:
    """Show a copy: what, when, how, its hash, and the start of its text."""
    from claims.actions.archive.copies import show_copy

    with desk.reading() as session:
        copy = show_copy(session, snapshot)
    desk.answer(copy, "\n".join(shown_lines(copy)))


@click.command("open", epilog=examples("claims archive open 3", "claims archive open 3 --print"))
@click.argument("snapshot", type=SnapshotNumber(), metavar="SNAPSHOT")
@click.option("--print", "only_print", is_flag=True, help="Print the path of the file instead of opening it.")
@at_desk()
def open_(desk: Desk, snapshot: int, only_print: bool) -> None:
    """Open the bytes of a copy, offline.

    They are held against their hash and written to a temporary file, which the system's own program for such files
    opens. The file stays until you or the system remove it.
    """
    from claims.actions.archive.copies import bytes_of
    from claims.errors import ClaimsError

    with desk.reading() as session:
        copy, content = bytes_of(session, snapshot)
    file = _set_aside(copy, content)
    desk.answer({"snapshot": snapshot, "file": file, "sha256": copy.sha256}, file)
    if only_print:
        return
    if file.endswith(".html"):
        desk.remark("A browser may ask the network for pictures and scripts of the page; the copy itself doesn't.")
    if click.launch(file) != 0:
        raise ClaimsError(f"No program here opened {file}.", "Open it yourself; --print only prints its path.")


def _set_aside(copy: "KeptCopy", content: bytes) -> str:
    """Write the bytes of a copy to a file that only its owner reads, under a name that the source has no say in."""
    from tempfile import NamedTemporaryFile

    from claims.errors import ClaimsError

    ending = ENDINGS.get(copy.media_type.partition(";")[0].strip().lower(), OTHER)
    try:
        with NamedTemporaryFile(prefix=f"claims-copy-{copy.snapshot}-", suffix=ending, delete=False) as file:
            file.write(content)
    except OSError as error:
        raise ClaimsError(
            f"No temporary file can be written: {error.strerror}.", "Make room, or set TMPDIR."
        ) from error
    return file.name


def copy_lines(copy: "KeptCopy") -> list[str]:
    """A copy in a list: its snapshot, its source, when it was taken, and its hash."""
    from claims.text import printable, shorten

    kind, name = printable(copy.media_type.partition(";")[0]), _name(copy)
    kept = f"{copy.size:,} bytes of {kind}" if copy.how else f"only its hash was noted, {kind}"
    return [
        f"#{copy.snapshot}  {_moment(copy)}  source #{copy.source}, {shorten(name, 60)}",
        f"    {kept}, sha256 {copy.sha256}",
    ]


def shown_lines(copy: "ShownCopy") -> list[str]:
    """A copy by itself."""
    from claims.text import printable

    facts = {
        "Source": f"#{copy.source}, {_name(copy)}",
        "Address": printable(copy.url or ""),
        "Answered from": printable(copy.final_url or "") if copy.final_url != copy.url else "",
        "Taken": _moment(copy),
        "How": copy.how or "only its hash was noted; the bytes are not kept here",
        "HTTP status": str(copy.http_status or ""),
        "Bytes": f"{copy.size:,} of {printable(copy.media_type)}",
        "SHA-256": copy.sha256,
    }
    lines = [f"snapshot #{copy.snapshot}", *(f"    {label:<15}{told}" for label, told in facts.items() if told)]
    if copy.text is None:
        return [*lines, "    No text was read from it."]
    more = " ..." if (copy.characters or 0) > len(copy.text) else ""
    text = [f"        {printable(line)}" for line in f"{copy.text.rstrip()}{more}".splitlines() if line.strip()]
    return [*lines, f"    Its text, {copy.characters:,} characters:", *text]


def _name(copy: "KeptCopy") -> str:
    from claims.text import printable

    return " ".join(printable(copy.title or copy.url or "without a title").split())


def _moment(copy: "KeptCopy") -> str:
    return f"{copy.fetched_at[:10]} {copy.fetched_at[11:16]} UTC"
