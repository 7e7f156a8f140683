"""Web archives: reading the pages out of a WARC or WACZ, and writing snapshots as a WARC that stock tools replay."""

import io
import zipfile
from collections.abc import Iterable, Iterator
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
    except (ArchiveLoadFailed, zipfile.BadZipFile, EOFError, ValueError) as error:
        raise BadInput(f"{file} is no web archive, or a damaged one: {error}.", "Give a WARC or a WACZ.") from error
    except OSError as error:
        raise NotFound(f"{file} can't be read: {error.strerror}.", "Name another file.") from error


def _pages(opened: BinaryIO) -> Iterator[Recorded]:
    for record in ArchiveIterator(opened):
        url = record.rec_headers.get_header("WARC-Target-URI")
        if record.rec_type not in PAGES or not url:
            continue
        content = record.content_stream().read(LARGEST + 1)
        if len(content) > LARGEST:
            raise BadInput(f"{url} has more than {LARGEST:,} bytes.", "Keep a part of it.")
        http = record.http_headers
        sent = list(http.headers) if http else []
        media = (http.get_header("Content-Type") if http else None) or record.rec_headers.get_header("Content-Type")
        yield Recorded(
            url=url.strip("<>"),
            seen_at=record.rec_headers.get_header("WARC-Date") or "",
            media_type=media or "application/octet-stream",
            status=int(http.get_statuscode()) if http and http.get_statuscode().isdigit() else None,
            headers=[(str(name), str(value)) for name, value in sent],
            content=content,
        )


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
