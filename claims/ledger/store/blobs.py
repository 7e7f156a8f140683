"""The bytes behind snapshots: each kept once under its hash, in the ledger itself."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator

from sqlalchemy import insert, select
from sqlmodel import Session, col

from claims.ledger.store.sql import Bulk
from claims.models import Blob
from claims.vocabulary import Coding

SEEN = "SELECT sha256, size, id, how IS NOT NULL FROM snapshot ORDER BY id"
KEPT = "SELECT sha256 FROM blob ORDER BY sha256"
PACKED = "SELECT coding, size, body FROM blob WHERE sha256 = :sha256"


def keep_bytes(session: Session, content: bytes) -> str:
    """Keep bytes, once, and return their SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if session.scalar(select(col(Blob.sha256)).where(col(Blob.sha256) == digest)) is None:
        packed = zlib.compress(content, 6)
        coding, body = (Coding.ZLIB, packed) if len(packed) < len(content) else (Coding.IDENTITY, content)
        session.execute(insert(Blob).values(sha256=digest, size=len(content), coding=coding.value, body=body))
    return digest


def kept_bytes(session: Session, digest: str) -> bytes | None:
    """The bytes under a hash, unpacked and not trusted further; nothing where they aren't kept or can't be unpacked."""
    return _kept(Bulk(session), digest)


def _kept(bulk: Bulk, digest: str) -> bytes | None:
    for coding, size, body in bulk.rows(PACKED, sha256=digest):
        return unpack(coding, size, bytes(body))
    return None


def kept_digests(session: Session) -> list[str]:
    """The hashes of all kept bytes, in order."""
    return [row[0] for row in Bulk(session).rows(KEPT)]


def copy_bytes(source: Session, target: Session) -> None:
    """Put all kept bytes of one ledger into another, as they are packed."""
    rows = source.execute(select(Blob.__table__))  # type: ignore[attr-defined]  # SQLModel adds it where table=True
    for row in rows:
        target.execute(insert(Blob).values(**row._mapping))


def unpack(coding: str, size: int, body: bytes) -> bytes | None:
    """Stored bytes as they were before packing; nothing where they can't be unpacked to that size."""
    if coding == Coding.IDENTITY:
        return body if len(body) == size else None
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(body, size + 1)  # what says it is small must not unpack into a flood
    except zlib.error:
        return None
    whole = len(content) == size and unpacking.eof and not unpacking.unused_data
    return content if whole else None


def count_bytes(session: Session) -> int:
    """How many snapshots and how many kept bytes there are to check."""
    asked = "SELECT (SELECT count(*) FROM snapshot WHERE how IS NOT NULL) + (SELECT count(*) FROM blob)"
    return int(Bulk(session).rows(asked)[0][0])


def byte_faults(session: Session) -> Iterator[tuple[str, str]]:
    """Bytes that are missing, altered or nobody's: the record or hash, and what is wrong."""
    bulk = Bulk(session)
    seen = bulk.rows(SEEN)
    sizes = {digest: (size, number) for digest, size, number, _kept_here in seen}
    kept = set(kept_digests(session))
    missing: dict[str, int] = {}
    for digest, _size, number, kept_here in seen:
        if kept_here and digest not in kept:
            missing.setdefault(digest, number)
    for digest, number in missing.items():
        yield f"snapshot #{number}", f"its bytes are missing: {digest}"
    yield from _altered(bulk, sorted(kept), sizes)


def _altered(bulk: Bulk, kept: Iterable[str], sizes: dict[str, tuple[int, int]]) -> Iterator[tuple[str, str]]:
    for digest in kept:
        size, number = sizes.get(digest, (None, None))
        about = f"blob {digest[:16]}" if number is None else f"snapshot #{number}"
        content = _kept(bulk, digest)
        if content is None:
            yield about, f"the bytes kept under {digest} can't be unpacked: they were altered"
        elif hashlib.sha256(content).hexdigest() != digest:
            yield about, f"the bytes kept under {digest} were altered"
        elif number is None:
            yield about, f"the bytes kept under {digest} belong to no snapshot"
        elif len(content) != size:
            yield about, f"its bytes are {len(content)}, it says {size}"
