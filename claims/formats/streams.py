"""Files as streams: unpacked on the way (.gz, .zst, .zip), never held whole."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from claims.errors import BadInput

LOOK = 1 << 20
"""Bytes looked at to tell what a stream is."""

CHUNK = 1 << 20


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
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise BadInput(f"The file is packed, but can't be unpacked: {error}.", "Get it again.") from error


def _streams(stream: Stream) -> Iterator[Stream]:
    magic = stream.peek(4)[:4]
    if magic[:2] == b"\x1f\x8b":
        yield _buffered(cast(BinaryIO, gzip.GzipFile(fileobj=stream)))
    elif magic == b"\x28\xb5\x2f\xfd":
        yield _buffered(_zstandard(stream))
    elif magic == b"PK\x03\x04":
        yield from _zipped(stream)
    else:
        yield io.BufferedReader(cast(io.RawIOBase, stream), LOOK)


def _buffered(raw: BinaryIO) -> Stream:
    return io.BufferedReader(cast(io.RawIOBase, raw), LOOK)


def _zstandard(stream: Stream) -> BinaryIO:
    try:
        import zstandard
    except ImportError:
        raise BadInput("The file is packed with Zstandard.", "Run: pip install 'claims[exchange]'") from None
    return zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)


def _zipped(stream: Stream) -> Iterator[Stream]:
    """The files of a .zip, whose list of contents stands at its end: a pipe is written out first."""
    with TemporaryFile() as spool:
        while chunk := stream.read(CHUNK):
            spool.write(chunk)
        spool.seek(0)
        with zipfile.ZipFile(spool) as archive:
            for member in sorted(archive.infolist(), key=lambda each: each.filename):
                if not member.is_dir() and not Path(member.filename).name.startswith("."):
                    with archive.open(member) as file:
                        yield _buffered(cast(BinaryIO, file))
