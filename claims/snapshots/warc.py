"""Web archives: reading the pages out of a WARC or WACZ, and writing snapshots as a WARC that stock tools replay."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, BinaryIO, cast

from msgspec import Struct
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims.errors import BadInput, NotFound
from claims.snapshots.reading import LARGEST

PAGES = ("response", "resource")
"""The kinds of records that hold a page."""

DAMAGED = (ArchiveLoadFailed, zipfile.BadZipFile, zlib.error, EOFError, ValueError, AttributeError)
"""What the reader raises, each according to where an archive is damaged."""

DROPPED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers that no longer say what is so once the body is unpacked."""


class Recorded(Struct, frozen=True):
    """A page in a web archive: its address, when it was seen, what the server said, and its bytes."""

    url: str
    seen_at: str
    media_type: str
    status: int | None
    headers: list[tuple[str, str]]
    content: bytes


def recorded(file: Path) -> Iterator[Recorded]:
    """The pages of a WARC, packed or not, or of the WARCs in a WACZ."""
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                for name in sorted(archive.namelist()):
                    if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                        with archive.open(name) as opened:
                            yield from _pages(cast(BinaryIO, opened))
            return
        with file.open("rb") as opened:
            yield from _pages(opened)
    except DAMAGED as error:
        raise BadInput(f"{file} is no web archive, or a damaged one: {error}.", "Give a WARC or a WACZ.") from error
    except OSError as error:
        raise NotFound(f"{file} can't be read: {error.strerror}.", "Name another file.") from error


def _pages(opened: BinaryIO) -> Iterator[Recorded]:
    for record in _whole(ArchiveIterator(opened, check_digests=True)):
        url = record.rec_headers.get_header("WARC-Target-URI")
        if record.rec_type not in PAGES or not url:
            continue
        content = record.content_stream().read(LARGEST + 1)
        if len(content) > LARGEST:
            raise BadInput(f"{url} has more than {LARGEST:,} bytes.", "Keep a part of it.")
        _hold_to_digest(record, url)
        http = record.http_headers
        sent = list(http.headers) if http else []
        media = (http.get_header("Content-Type") if http else None) or record.rec_headers.get_header("Content-Type")
        status = (http.get_statuscode() if http else None) or ""
        yield Recorded(
            url=url.strip("<>"),
            seen_at=record.rec_headers.get_header("WARC-Date") or "",
            media_type=media or "application/octet-stream",
            status=int(status) if status.isascii() and status.isdigit() else None,
            headers=[(str(name), str(value)) for name, value in sent],
            content=content,
        )


def _whole(records: Iterator[Any]) -> Iterator[Any]:
    """The records of an archive; what the reader would only remark on (a length that isn't so) is damage."""
    while True:
        remarks = io.StringIO()
        with redirect_stderr(remarks):
            record = next(records, None)
        if remarks.getvalue():
            raise ArchiveLoadFailed("the length of a record isn't what it says")
        if record is None:
            return
        yield record


def _hold_to_digest(record: Any, url: str) -> None:
    """Refuse a record whose bytes aren't all those that it was written with.

    Only the digest of the whole record counts: tools differ in what they take for its payload.
    """
    while record.raw_stream.read(65_536):
        pass
    if record.raw_stream.limit:
        raise ArchiveLoadFailed(f"it ends in the middle of {url}")
    if any(each.startswith("block digest failed") for each in record.digest_checker.problems):
        raise ArchiveLoadFailed(f"the bytes of {url} are not those that it was written with")


def write(out: BinaryIO, pages: Iterable[Recorded]) -> int:
    """Write pages as a packed WARC; returns how many."""
    writer, count = WARCWriter(out, gzip=True), 0
    for page in pages:
        record = _record(writer, page)
        writer.write_record(record)
        record.raw_stream.close()  # the writer puts a temporary file in its place
        count += 1
    return count


def _record(writer: Any, page: Recorded) -> Any:
    extra = {"WARC-Date": page.seen_at}
    payload = io.BytesIO(page.content)
    if page.status is None:
        kind = page.media_type
        return writer.create_warc_record(
            page.url, "resource", payload=payload, warc_content_type=kind, warc_headers_dict=extra
        )
    kept = [(name, value) for name, value in page.headers if name.lower() not in DROPPED]
    kept.append(("Content-Length", str(len(page.content))))
    headers = StatusAndHeaders(str(page.status), kept, protocol="HTTP/1.1")
    return writer.create_warc_record(
        page.url, "response", payload=payload, http_headers=headers, warc_headers_dict=extra
    )
