"""Files as streams: unpacked on the way (.gz, .zst, .zip), never held whole."""

import codecs
import gzip
import io
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from claims.errors import BadInput
from claims.formats.files.foreign import OFFICE, office_document, refuse_foreign, wide_encoding
from claims.text import printable

LOOK = 1 << 20
"""Bytes looked at to tell what a stream is."""

CHUNK = 1 << 20

MORSEL = 1 << 10
"""Bytes unpacked in one go: of the densest packing there is they make 32 MB."""


ENCRYPTED = 1
"""The flag of a member of a .zip that can't be read without a password."""

BEGINNING = 512
"""Bytes by which a file that isn't text, or isn't UTF-8, is told."""


class Counted(io.RawIOBase):
    """A stream that counts what was read of it, as packed as it came."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer in fact
        found = self._raw.read(len(buffer))
        buffer[: len(found)] = found
        self.count += len(found)
        return len(found)


Stream = io.BufferedReader
"""A stream that can be looked at before it is read."""


@contextmanager
def unpacked(raw: BinaryIO) -> Iterator[tuple[Counted, Iterator[Stream]]]:
    """The streams in a file or pipe, however it is packed, one for each file of a .zip."""
    counted = Counted(raw)
    stream: Stream = io.BufferedReader(cast(io.RawIOBase, counted), CHUNK)
    try:
        yield counted, _streams(stream)
    except UnicodeDecodeError as error:
        raise BadInput(f"The file is no whole {error.encoding.upper()}: {error.reason}.", "Get it again.") from error
    except _broken() as error:
        raise BadInput(f"The file is packed, but can't be unpacked: {error}.", "Get it again.") from error


def _broken() -> tuple[type[Exception], ...]:
    """What is raised where a packed file is broken, or packed in a way that nobody here knows."""
    packer = sys.modules.get("zstandard")
    known = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile, NotImplementedError)
    return known if packer is None else (*known, packer.ZstdError)


def _streams(stream: Stream) -> Iterator[Stream]:
    magic = stream.peek(4)[:4]
    if magic[:2] == b"\x1f\x8b":
        yield _buffered(cast(BinaryIO, gzip.GzipFile(fileobj=stream)))
    elif magic == b"\x28\xb5\x2f\xfd":
        yield _buffered(_zstandard(stream))
    elif magic in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _zipped(stream)
    else:
        yield _buffered(cast(BinaryIO, stream))


def _buffered(raw: BinaryIO, name: str = "The file") -> Stream:
    """A stream of text in UTF-8; what can't be text is refused."""
    stream: Stream = io.BufferedReader(cast(io.RawIOBase, raw), LOOK)
    head = stream.peek(BEGINNING)[:BEGINNING]
    refuse_foreign(head, name)
    encoding = wide_encoding(head)
    return io.BufferedReader(cast(io.RawIOBase, _Narrowed(stream, encoding)), LOOK) if encoding else stream


class _Narrowed(io.RawIOBase):
    """A stream of wide text as UTF-8."""

    def __init__(self, wide: Stream, encoding: str) -> None:
        self._wide = wide
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer in fact
        while not self._waiting:
            chunk = self._wide.read(CHUNK)
            self._waiting = self._decoder.decode(chunk, not chunk).encode()
            if not chunk:
                break
        count = min(len(buffer), len(self._waiting))
        buffer[:count], self._waiting = self._waiting[:count], self._waiting[count:]
        return count


def _zstandard(stream: Stream) -> BinaryIO:
    try:
        import zstandard
    except ImportError:
        from claims.installing import to_add

        raise BadInput("The file is packed with Zstandard.", to_add("exchange")) from None
    return cast(BinaryIO, _Zstandard(stream, zstandard.ZstdDecompressor()))


class _Zstandard(io.RawIOBase):
    """What is packed with Zstandard, to the end of its last frame; the package's own reader takes half for all."""

    def __init__(self, packed: Stream, packer: Any) -> None:
        self._packed, self._packer = packed, packer
        self._frame = packer.decompressobj()
        self._between = False
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer in fact
        while not self._waiting and (chunk := self._packed.read(MORSEL)):
            self._waiting = self._unpacked(chunk)
        if not self._waiting and not self._between:
            raise EOFError("it ends too early")
        count = min(len(buffer), len(self._waiting))
        buffer[:count], self._waiting = self._waiting[:count], self._waiting[count:]
        return count

    def _unpacked(self, chunk: bytes) -> bytes:
        found = b""
        while chunk:
            found += self._frame.decompress(chunk)
            self._between, chunk = self._frame.eof, self._frame.unused_data
            if self._between:
                self._frame = self._packer.decompressobj()
        return found


def _zipped(stream: Stream) -> Iterator[Stream]:
    """The files of a .zip, whose list of contents stands at its end: a pipe is written out first."""
    with TemporaryFile() as spool:
        while chunk := stream.read(CHUNK):
            spool.write(chunk)
        spool.seek(0)
        with zipfile.ZipFile(spool) as archive:
            if OFFICE in archive.namelist():
                raise office_document()
            members = [each for each in archive.infolist() if _is_file(each)]
            if not members:
                raise BadInput("There is no file in the .zip.", "Name another file.")
            for member in members:  # nothing is read of any until all can be
                if member.flag_bits & ENCRYPTED:
                    raise BadInput("The .zip is locked by a password.", "Unpack it, and import what is in it.")
                with archive.open(member) as file:
                    refuse_foreign(file.read(BEGINNING), printable(member.filename))
            for member in sorted(members, key=lambda each: each.filename):
                with archive.open(member) as file:
                    yield _buffered(cast(BinaryIO, file))


def _is_file(member: zipfile.ZipInfo) -> bool:
    return not member.is_dir() and not Path(member.filename).name.startswith(".")
