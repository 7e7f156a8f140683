"""Web archives: snapshots out of a WARC, and into one."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

import msgspec
from sqlmodel import Session, col, select

from claims.actions.archive.keep import Archived, Seen, archive
from claims.actions.record.register import Register
from claims.errors import ClaimsError
from claims.ledger.store.blobs import kept_bytes
from claims.models import Snapshot, Source
from claims.snapshots.addresses import REDIRECTS
from claims.snapshots.warc import Recorded, recorded, write
from claims.urls import canonical_url
from claims.vocabulary import Acquisition


def archive_from_warc(register: Register, file: Path, only: set[int]) -> tuple[list[Archived], int]:
    """Keep the pages of a web archive that are sources of this ledger; also returns how many pages are not."""
    session = register.ledger.session
    kept, foreign, leading = list[Archived](), 0, _redirects(file)
    for page in recorded(file):
        if page.status is not None and page.status >= 300:
            if (refused := _source_of(session, page.url)) and page.url not in leading:
                register.remarks.append(
                    f"Source #{refused.id} answered {page.status} in the archive: that is no page, and wasn't kept."
                )
            continue
        found = [(asked, _source_of(session, asked)) for asked in (page.url, *_that_lead_to(page.url, leading))]
        wanted = [(asked, each) for asked, each in found if each is not None and (not only or each.id in only)]
        foreign += not wanted
        for asked, source in wanted:
            seen = Seen(
                content=page.content,
                media_type=page.media_type[:200],
                how=Acquisition.WARC,
                url=asked,
                final_url=page.url,
                http_status=page.status,
                headers=page.headers,
                seen_at=_moment(page.seen_at),
            )
            kept.append(archive(register, source, seen))
    return kept, foreign


def _redirects(file: Path) -> dict[str, str]:
    """Where the addresses of a web archive lead on to, of those that do."""
    leading = {}
    for page in recorded(file):
        onward = next((value for name, value in page.headers if name.lower() == "location"), None)
        if page.status in REDIRECTS and onward:
            leading[page.url] = urljoin(page.url, onward)
    return leading


def _that_lead_to(url: str, leading: dict[str, str]) -> list[str]:
    """The addresses from which an archive leads to this one, directly or through others; a circle ends."""
    found: list[str] = []
    waiting = [url]
    while waiting:
        onward = waiting.pop()
        before = [each for each, leads in leading.items() if leads == onward and each not in (*found, url)]
        found += before
        waiting += before
    return found


def _source_of(session: Session, url: str) -> Source | None:
    try:
        key = canonical_url(url)
    except ClaimsError:
        return None
    same = select(Source).where(col(Source.canonical_url) == key, col(Source.merged_into_id).is_(None))
    return session.scalar(same.limit(1))


def _moment(written: str) -> str | None:
    """When a page was seen, as the ledger writes moments; nothing where the archive doesn't say."""
    import datetime as dt

    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def write_warc(session: Session, out: BinaryIO) -> int:
    """Write every snapshot whose bytes are kept as a WARC; returns how many there are."""
    return write(out, _pages(session))


def _pages(session: Session) -> Iterator[Recorded]:
    for snapshot in session.scalars(select(Snapshot).order_by(col(Snapshot.id))):
        content = kept_bytes(session, snapshot.sha256)
        if content is None:
            continue
        headers = msgspec.json.decode(snapshot.headers)["headers"] if snapshot.headers else []
        yield Recorded(
            url=snapshot.final_url or snapshot.url or f"urn:uuid:{snapshot.uid}",
            seen_at=snapshot.fetched_at[:19] + "Z",
            media_type=snapshot.media_type,
            status=snapshot.http_status,
            headers=[(name, value) for name, value in headers],
            content=content,
        )
