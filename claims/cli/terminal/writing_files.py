"""Writing files for a person: whole or not at all, and never over the ledger."""

import os
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from claims.cli.terminal.desk import Desk
from claims.errors import Refused


def spare_ledger(desk: Desk, output: Path) -> None:
    """Refuse to write over the ledger itself, or where it is about to be, or over what may be another."""
    ledger = desk.at()[0].path
    if ledger is not None and same_file(output, ledger):
        raise Refused(f"{output} is the ledger itself.", "Name another file.")
    if _is_database(output):
        raise Refused(f"{output} is a database, perhaps another ledger.", "Name another file.")


def by_ending(output: Path | None, known: Mapping[str, str], otherwise: str) -> str:
    """What an ending stands for, `otherwise` where nothing is written to a file; an ending nobody knows is refused."""
    if output is None or _is_device(output):
        return otherwise
    ending = output.suffix.lower()
    if ending not in known:
        named = f"The ending {ending} of {output} is none that is written" if ending else f"{output} has no ending"
        raise Refused(f"{named}.", f"Name the format with --format, or a file that ends in {', '.join(known)}.")
    return known[ending]


def require_ending(output: Path, *known: str) -> None:
    """Refuse a file whose name says that it holds something else than what is written into it."""
    if not _is_device(output) and not output.name.lower().endswith(known):
        raise Refused(f"{output} doesn't end in {' or '.join(known)}.", "Name a file that does.")


def _is_database(file: Path) -> bool:
    """Whether a file begins as every SQLite database does."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return opened.read(16) == b"SQLite format 3\0"
    except (OSError, ValueError):
        return False  # whoever writes to it will say what is wrong


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, be it there yet or not."""
    try:
        return one.samefile(other)
    except OSError:
        pass
    try:
        return one.resolve() == other.resolve()
    except OSError:
        return False  # the folder that one of them counts from is gone


def write_whole(file: Path, content: bytes, before: Callable[[], None] = lambda: None) -> None:
    """Write a file whole or not at all."""
    with whole_file(file, before) as out:
        out.write(content)


@contextmanager
def whole_file(file: Path, before: Callable[[], None] = lambda: None) -> Iterator[BinaryIO]:
    """A file that appears whole when the block ends, or not at all; a device or a pipe is written to as it is.

    What has to be recorded of it is done `before` it appears, when its bytes are safely on the disk beside it: if that
    fails there is no file, and afterwards nothing is left to do but to give it its name.
    """
    if _is_device(file):
        before()
        with told(file), file.open("wb") as out:
            yield out
        return
    with told(file):
        place = file.resolve()
        mode = _mode(place)
        draft = place.with_name(f".claims-{secrets.token_hex(8)}")
    try:
        with told(file):
            with draft.open("xb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            if mode is not None:
                draft.chmod(mode)
        before()
        with told(file):
            draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def packing(file: Path, out: BinaryIO) -> Iterator[BinaryIO]:
    """What packs a file as its ending says, always to the same bytes; without such an ending the file as it is."""
    ending = file.suffix.lower()
    if ending == ".gz":
        import gzip

        with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed:
            yield cast(BinaryIO, packed)
    elif ending == ".zst":
        try:
            import zstandard
        except ImportError:
            from claims.installing import to_add

            raise Refused("Packing with Zstandard needs a package that isn't installed.", to_add("exchange")) from None
        with zstandard.ZstdCompressor().stream_writer(out, closefd=False) as packed:
            yield packed
    else:
        yield out


@contextmanager
def told(file: Path) -> Iterator[None]:
    """What keeps a file from being written, in words that a person can act on."""
    try:
        yield
    except OSError as error:
        raise Refused(
            f"{file} can't be written: {error.strerror}.", "Name another file, or free some space."
        ) from error


def _is_device(file: Path) -> bool:
    with told(file):
        return file.exists() and not file.is_file()


def _mode(place: Path) -> int | None:
    """The permissions of the file that stands there, if one does; one that may not be written is refused."""
    if not place.exists():
        return None
    with place.open("a"):
        return stat.S_IMODE(place.stat().st_mode)
