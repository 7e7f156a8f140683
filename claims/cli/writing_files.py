"""Writing files for a person: whole or not at all, and never over the ledger."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from claims.cli.desk import Desk
from claims.errors import Refused


def spare_ledger(desk: Desk, output: Path) -> None:
    """Refuse to write over the ledger itself."""
    ledger = desk.at()[0].path
    if ledger is not None and output.exists() and ledger.exists() and output.samefile(ledger):
        raise Refused(f"{output} is the ledger itself.", "Name another file.")


def write_whole(file: Path, content: bytes, before: "Callable[[], None]" = lambda: None) -> None:
    """Write a file whole or not at all; a device or a pipe, such as /dev/stdout, is written to as it is.

    What has to be recorded of it is done `before` it appears, when its bytes are safely on the disk beside it: if that
    fails there is no file, and afterwards nothing is left to do but to give it its name.
    """
    if _is_device(file):
        before()
        with _told(file):
            file.write_bytes(content)
        return
    with _told(file):
        place = file.resolve()
        draft = _draft(place, content)
    try:
        before()
        with _told(file):
            draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def _is_device(file: Path) -> bool:
    with _told(file):
        return file.exists() and not file.is_file()


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(
            f"{file} can't be written: {error.strerror}.", "Name another file, or free some space."
        ) from error


def _draft(place: Path, content: bytes) -> Path:
    """The content in a new file beside the place, with the permissions that it will have there."""
    import os
    import secrets
    import stat

    draft = place.with_name(f".claims-{secrets.token_hex(8)}")
    mode = None
    if place.exists():
        with place.open("a"):  # refuses what may not be written
            mode = stat.S_IMODE(place.stat().st_mode)
    try:
        with draft.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if mode is not None:
            draft.chmod(mode)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft
