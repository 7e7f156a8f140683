"""What HTTP wraps around a page's bytes (Content-Encoding), taken off bit by bit and no further than a page may go."""

import zlib
from collections.abc import Iterable

from claims.errors import Refused
from claims.snapshots.addresses import Unreachable

ACCEPTED = "gzip, deflate"
"""The codings asked for; the standard library undoes both, as little at a time as one likes."""

PLAIN = frozenset({"", "identity"})
GZIP = frozenset({"gzip", "x-gzip"})

STEP = 1 << 16
"""Bytes that are unpacked in one go."""


def unwrapped(address: str, told: str, chunks: Iterable[bytes], most: int) -> bytes:
    """A body as the server has it, of at most so many bytes; `told` is its Content-Encoding."""
    codings = [each for each in (name.strip().lower() for name in told.split(",")) if each not in PLAIN]
    if len(codings) > 1:
        raise Refused(f"{address} sends what is packed {len(codings)} times over.", "Nothing was kept.")
    if codings and codings[0] not in GZIP | {"deflate"}:
        raise Refused(
            f"{address} sends what is packed as {codings[0]!r}, though only {ACCEPTED} were asked for.",
            "Nothing was kept. Save the page yourself: claims archive SOURCE --from FILE",
        )
    content = bytearray()
    for part in chunks if not codings else _inflated(address, codings[0], chunks):
        content += part
        if len(content) > most:
            raise Refused(f"{address} sends more than {most:,} bytes.", "Nothing was kept.")
    return bytes(content)


def _inflated(address: str, coding: str, chunks: Iterable[bytes]) -> Iterable[bytes]:
    unpacking = None
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting:
                if unpacking is None or unpacking.eof:  # a file of gzip may have several members
                    unpacking = zlib.decompressobj(_window(coding, waiting))
                yield unpacking.decompress(waiting, STEP)
                waiting = unpacking.unused_data if unpacking.eof else unpacking.unconsumed_tail
        while unpacking is not None and not unpacking.eof and (rest := unpacking.decompress(b"", STEP)):
            yield rest
    except zlib.error as error:
        raise Unreachable(f"{address} sends what can't be unpacked: {error}.", "Nothing was kept.") from error
    if unpacking is not None and not unpacking.eof:
        raise Unreachable(f"{address} breaks off in the middle.", "Nothing was kept; try again.")


def _window(coding: str, start: bytes) -> int:
    """How zlib is to take the bytes: servers send `deflate` with and without a zlib header."""
    if coding in GZIP:
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS
