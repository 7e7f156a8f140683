"""Kept copies: what the archive holds, and the bytes of one."""

import hashlib
from typing import Annotated, Any

from msgspec import Meta, Struct
from sqlmodel import Session

from claims.actions.read.find import source_family, the_source
from claims.errors import ClaimsError, NotFound, Refused
from claims.ledger.store.blobs import kept_bytes
from claims.ledger.store.sql import Bulk
from claims.rows.postgresql import moment_text

COLUMNS = """
snapshot.id, snapshot.uid, snapshot.source_id, source.title, source.url, snapshot.fetched_at, snapshot.how,
snapshot.sha256, snapshot.media_type, snapshot.size, snapshot.http_status, snapshot.final_url
"""
LISTED = f"SELECT {COLUMNS} FROM snapshot JOIN source ON source.id = snapshot.source_id"  # noqa: S608  (columns of ours)
ONE = f"SELECT {COLUMNS}, snapshot.text FROM snapshot JOIN source ON source.id = snapshot.source_id WHERE snapshot.id = :id"  # noqa: S608, E501
SHOWN = 400
"""Characters shown of a copy's text."""


class KeptCopy(Struct, frozen=True):
    """A copy of a source, as it was taken."""

    snapshot: Annotated[int, Meta(description="The snapshot's number.")]
    uid: Annotated[str, Meta(description="The snapshot's UUIDv7.")]
    source: Annotated[int, Meta(description="Number of the source.")]
    title: Annotated[str | None, Meta(description="The source's title.")]
    url: Annotated[str | None, Meta(description="The source's address.")]
    fetched_at: Annotated[str, Meta(description="When the bytes were read.")]
    how: Annotated[str | None, Meta(description="How they came here; null where only their hash was noted.")]
    sha256: Annotated[str, Meta(description="SHA-256 of the bytes.")]
    media_type: Annotated[str, Meta(description="What they are.")]
    size: Annotated[int, Meta(description="How many there are.")]
    http_status: Annotated[int | None, Meta(description="The status with which the site answered.")]
    final_url: Annotated[str | None, Meta(description="The address that answered, after redirects.")]


class ShownCopy(KeptCopy, frozen=True):
    """A copy with the start of the text read from it."""

    characters: Annotated[int | None, Meta(description="Length of the text read from it; null where there is none.")]
    text: Annotated[str | None, Meta(description="The start of that text.")]


def list_copies(session: Session, source: str | None) -> list[KeptCopy]:
    """The copies of a source, or all, in the order in which they were taken in."""
    bulk = Bulk(session)
    if source is None:
        rows = bulk.rows(f"{LISTED} ORDER BY snapshot.id")
    else:
        family = source_family(session, [the_source(session, source).id])
        rows = bulk.rows(f"{LISTED} WHERE snapshot.source_id {{among}} ORDER BY snapshot.id", family)
    return [KeptCopy(*_told(row)) for row in rows]


def show_copy(session: Session, snapshot: int) -> ShownCopy:
    """One copy, by the number of its snapshot."""
    rows = Bulk(session).rows(ONE, id=snapshot)
    if not rows:
        raise NotFound(f"No copy has the number {snapshot}.", "claims archive list shows those that are kept.")
    *columns, text = rows[0]
    start = [None, None] if text is None else [len(text), text[:SHOWN]]
    return ShownCopy(*_told(columns), *start)


def bytes_of(session: Session, snapshot: int) -> tuple[KeptCopy, bytes]:
    """The bytes of a copy, held against their hash first."""
    copy = show_copy(session, snapshot)
    if copy.how is None:
        raise Refused(
            f"Of snapshot #{snapshot} only the hash was noted: its bytes are not kept here.",
            f"Whoever has them can give them: claims archive {copy.source} --from FILE",
        )
    content = kept_bytes(session, copy.sha256)
    if content is None or hashlib.sha256(content).hexdigest() != copy.sha256:
        raise ClaimsError(
            f"The bytes of snapshot #{snapshot} are missing or altered, and not opened.", "See: claims archive verify"
        )
    return copy, content


def _told(row: Any) -> list[Any]:
    """A row's columns with the moment and the uid as text."""
    columns = list(row)
    columns[1], columns[5] = str(columns[1]), moment_text(columns[5])
    return columns
