"""Archiving: keep what a source said that day, and learn from it what nobody has entered."""

import hashlib
from collections.abc import Iterator
from shlex import quote
from typing import Annotated

from msgspec import Meta, Struct
from sqlmodel import Session, col, select

from claims.actions.record.quotes import newest_copy, newest_snapshot
from claims.actions.record.register import Register
from claims.dates import parse_date
from claims.errors import BadInput, ClaimsError, Refused
from claims.languages import language_tag
from claims.ledger.store.blobs import byte_faults, count_bytes, keep_bytes
from claims.ledger.store.canonical import Document, canonical
from claims.models import Snapshot, Source
from claims.snapshots.reading import LARGEST, LONGEST_TEXT, Metadata, ReadDocument, media_type_of, read
from claims.snapshots.worth import flaw
from claims.text import clean_line, clean_name, quoted
from claims.urls import canonical_url, clean_url
from claims.vocabulary import Acquisition


class Seen(Struct, frozen=True):
    """Bytes as they were seen: how they came, from where, with what the server said."""

    content: bytes
    media_type: str
    how: Acquisition
    url: str | None = None
    final_url: str | None = None
    http_status: int | None = None
    headers: list[tuple[str, str]] = []
    seen_at: str | None = None


class Filled(Struct, frozen=True):
    """A field that was filled in from the document, because nobody had entered it."""

    field: Annotated[str, Meta(description="title, byline, publisher, published_on, url or language.")]
    value: Annotated[str, Meta(description="What the document says.")]
    where: Annotated[str, Meta(description="Where it says so.")]


class Archived(Struct, frozen=True):
    """A snapshot of a source, and what was learnt from it."""

    source: Annotated[int, Meta(description="The source's number in this ledger.")]
    snapshot: Annotated[int, Meta(description="The snapshot's number.")]
    new: Annotated[bool, Meta(description="False where the bytes are those of its newest snapshot: none was added.")]
    sha256: Annotated[str, Meta(description="SHA-256 of the bytes.")]
    media_type: Annotated[str, Meta(description="What they are.")]
    size: Annotated[int, Meta(description="How many there are.")]
    words: Annotated[int | None, Meta(description="Words of the text read from them; null where none could be read.")]
    trouble: Annotated[str | None, Meta(description="Why no text could be read; null where one was, or none is new.")]
    filled: Annotated[list[Filled], Meta(description="Fields filled in from the document.")]


def archive(register: Register, source: Source, seen: Seen) -> Archived:
    """Keep bytes as a snapshot of a source; the same bytes as its newest snapshot are not kept again."""
    if len(seen.content) > LARGEST:
        raise BadInput(f"The document has {len(seen.content):,} bytes; the limit is {LARGEST:,}.", "Keep a part of it.")
    ledger = register.ledger
    last = newest_copy(ledger.session, source.id)
    if last is not None and last.how and last.sha256 == hashlib.sha256(seen.content).hexdigest():
        return _archived(source, last, False, [], None)
    reading = read(seen.content, seen.media_type)
    snapshot = ledger.add(_snapshot(ledger.session, source, seen, reading, seen.seen_at or ledger.now))
    register.remarks += _short_of_text(ledger.session, snapshot, reading)
    stands_before = reading.text is not None and bool(_flaw(snapshot, reading))
    known = {name: each for name, each in reading.found.items() if name != "title"} if stands_before else reading.found
    return _archived(source, snapshot, True, fill(register, source, known), reading.trouble)


def _flaw(snapshot: Snapshot, reading: ReadDocument) -> str:
    return flaw(status=snapshot.http_status, size=snapshot.size, media_type=snapshot.media_type, text=reading.text)


def _short_of_text(session: Session, snapshot: Snapshot, reading: ReadDocument) -> Iterator[str]:
    """What to say of a copy from which no text could be read, or not all of it."""
    source = snapshot.source_id
    unread = (reading.text or "").count("\ufffd")
    if unread:
        yield f"{unread:,} characters of source #{source} can't be read in the charset that it names (they are U+FFFD)."
    if reading.part and not _flaw(snapshot, reading):
        yield f"Source #{source} says of itself that it isn't free to read: the text that was kept may be a part of it."
    worthless = _flaw(snapshot, reading)
    if worthless:
        yield (
            f"What was kept of source #{source} is {worthless}, not the article: it counts for nothing. "
            f"Keep the document: claims archive {source} --from FILE"
        )
    elif reading.text is None:
        last = newest_snapshot(session, source)
        quotes = (
            f"quotes are still looked for in snapshot #{last.id}, the newest with a text."
            if last
            else f"quotes from it stay orphans until you keep one with a text: claims archive {source} --from FILE."
        )
        yield f"No text can be read from this copy of source #{source}: {reading.trouble}. Its bytes are kept; {quotes}"
    elif len(reading.text) >= LONGEST_TEXT:
        yield f"The text of source #{source} is cut after {LONGEST_TEXT:,} characters."


def _snapshot(session: Session, source: Source, seen: Seen, reading: ReadDocument, seen_at: str) -> Snapshot:
    found = {name: {"value": each.value, "from": each.where} for name, each in reading.found.items()}
    return Snapshot(
        source_id=source.id,
        fetched_at=seen_at,
        how=seen.how.value,
        url=seen.url,
        final_url=seen.final_url,
        http_status=seen.http_status,
        headers=canonical({"headers": [list(pair) for pair in seen.headers]}) if seen.headers else None,
        sha256=keep_bytes(session, seen.content),
        media_type=seen.media_type,
        size=len(seen.content),
        text=reading.text,
        text_sha256=None if reading.text is None else hashlib.sha256(reading.text.encode()).hexdigest(),
        text_by=reading.text_by,
        found=canonical(found) if found else None,
    )


def _archived(source: Source, kept: Snapshot, new: bool, filled: list[Filled], trouble: str | None) -> Archived:
    words = None if kept.text is None else len(kept.text.split())
    return Archived(source.id, kept.id, new, kept.sha256, kept.media_type, kept.size, words, trouble, filled)


def fill(register: Register, source: Source, found: dict[str, Metadata]) -> list[Filled]:
    """Fill in what the document says of itself where nobody has entered anything; returns what was filled in."""
    changes: Document = {}
    filled = []
    for field in ("title", "byline", "publisher", "published_on", "language", "url"):
        said = found.get(field)
        if said is None or not _is_open(source, field):
            continue
        if why := getattr(source, f"{field}_absence", None):
            register.remarks.append(_desks_word(source, field, why, said))
            continue
        try:
            learnt = _learnt(register, field, said.value)
        except ClaimsError:
            continue  # what can't be recorded is left out: a person can still enter it
        if learnt:
            changes |= learnt
            filled.append(Filled(field, said.value, said.where))
    if changes:
        told = ", ".join(f"{each.field} ({each.where})" for each in filled)
        register.ledger.revise(source, changes, reason=f"From the document itself: {told}")
    return filled


def _desks_word(source: Source, field: str, why: str, said: Metadata) -> str:
    """That a document gives what the desk says isn't known, or isn't there; the desk's word stands."""
    what, option = ("a publisher", "publisher") if field == "publisher" else ("a date", "published")
    return (
        f"Source #{source.id} gives {what}, {quoted(said.value, 60)} ({said.where}); the desk's word, {why}, stays. "
        f"To take it: claims source edit {source.id} --{option} {quote(said.value)}"
    )


def _is_open(source: Source, field: str) -> bool:
    """Whether nobody has entered a field; a title that only repeats the file's name was entered by nobody."""
    if field == "publisher":
        return source.publisher_id is None
    if field == "title" and source.title and (source.url or "").startswith("file:"):
        return (source.url or "").endswith(source.title)
    return getattr(source, field) is None


def _learnt(register: Register, field: str, value: str) -> Document:
    if field == "publisher":
        return {"publisher_id": register.claimant(clean_name(value)).id}
    if field == "published_on":
        when = parse_date(value[:10] if value[4:5] == "-" else value, register.ledger.today)
        return {"published_on": when.first, "published_on_precision": when.precision.value}
    if field == "language":
        return {"language": language_tag(value)}
    if field == "url":
        address = clean_url(value)
        taken = select(Source.id).where(
            col(Source.canonical_url) == canonical_url(address), col(Source.merged_into_id).is_(None)
        )
        is_free = register.ledger.session.scalar(taken) is None
        return {"url": address} if is_free and address.startswith(("http://", "https://")) else {}
    return {field: clean_line(value, field, 1_000)}


def from_file(name: str, content: bytes, how: Acquisition = Acquisition.FILE) -> Seen:
    """Bytes of a file on this machine, or from standard input."""
    return Seen(content, media_type_of(name, content), how)


class CheckedBytes(Struct, frozen=True):
    """Whether all kept bytes are what they were."""

    looked_at: Annotated[int, Meta(description="Snapshots and kept bytes that were looked at.")]
    faults: Annotated[list["ByteFault"], Meta(description="What is missing, altered or nobody's.")]


class ByteFault(Struct, frozen=True):
    """Bytes that are not what they should be."""

    about: Annotated[str, Meta(description="The snapshot, or the bytes by their hash.")]
    said: Annotated[str, Meta(description="What is wrong.")]


def verify_archive(session: Session) -> CheckedBytes:
    """Hash every kept byte again."""
    return CheckedBytes(count_bytes(session), [ByteFault(about, said) for about, said in byte_faults(session)])


def all_sources(session: Session) -> list[Source]:
    """Every source with an address, but for those merged into others."""
    wanted = select(Source).where(col(Source.url).is_not(None), col(Source.merged_into_id).is_(None))
    return list(session.scalars(wanted.order_by(col(Source.id))))


def archived_sources(session: Session) -> list[Source]:
    """Every source that has a snapshot."""
    seen = select(col(Snapshot.source_id))
    wanted = select(Source).where(col(Source.id).in_(seen), col(Source.merged_into_id).is_(None))
    return list(session.scalars(wanted.order_by(col(Source.id))))


def require_address(source: Source) -> str:
    """The address from which a source can be read."""
    if source.url is None:
        raise Refused(
            f"Source #{source.id} has no address to read it from.",
            f"Give its bytes: claims archive {source.id} --from FILE",
        )
    return source.url
