"""The text of a document, whatever it is: plain, a web page, a PDF or a word processor's file."""

import re
import unicodedata
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

from msgspec import Struct

from claims import charsets
from claims.errors import BadInput, ClaimsError

LARGEST = 50_000_000
"""Bytes of one document; larger ones are refused."""

LONGEST_TEXT = 5_000_000
"""Characters of the text read from it; beyond them it is cut, and that is said."""

HTML, PDF, PLAIN = "text/html", "application/pdf", "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XHTML = "application/xhtml+xml"
NEEDED = {HTML: "trafilatura", XHTML: "trafilatura", PDF: "pypdf", WORD: "docx"}
"""The package that takes a kind of document apart."""

ENDINGS = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": WORD,
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}


class Metadata(Struct, frozen=True):
    """Something that a document says of itself, and where it says so."""

    value: str
    where: str


class ReadDocument(Struct, frozen=True):
    """What was read from a document: its text, by which program, what it says of itself; or why there is no text.

    It may be a `part` where the page says that it isn't free to read.
    """

    text: str | None
    text_by: str | None
    found: dict[str, Metadata] = {}
    trouble: str | None = None
    part: bool = False


def read(content: bytes, media_type: str) -> ReadDocument:
    """Read a document; one that can't be read has no text, and says why: it is kept all the same.

    What a library has to take apart is read aside, where it can be stopped.
    """
    needed = NEEDED.get(_kind(media_type))
    if needed is None:
        return read_here(content, media_type)
    _require_size(content)
    if find_spec(needed) is None:
        from claims.installing import to_add

        raise ClaimsError(f"Reading this kind of document needs {needed}, which isn't installed.", to_add("archive"))
    from claims.snapshots.aside import read_aside

    return read_aside(content, media_type)


def read_here(content: bytes, media_type: str) -> ReadDocument:
    """Read a document in this process, however long it takes."""
    kind = _kind(media_type)
    if kind in (HTML, XHTML):
        return _reader("pages", "read_page")(decoded(content, media_type).encode())
    if kind == PDF:
        return _reader("papers", "read_pdf")(content)
    if kind == WORD:
        return _reader("papers", "read_docx")(content)
    if kind.startswith("text/") or kind in ("application/json", "application/xml"):
        return ReadDocument(_words(content, media_type), "plain 1")
    return ReadDocument(None, None, trouble=f"nothing here reads {kind or 'what has no media type'}")


def _words(content: bytes, media_type: str) -> str:
    """A text of which no more is decoded than is kept: no character has more than four bytes."""
    _require_size(content)
    start = plain(decoded(content[: 4 * LONGEST_TEXT], media_type))
    if len(content) <= 4 * LONGEST_TEXT or len(start) == LONGEST_TEXT:
        return start
    return plain(decoded(content, media_type))  # where characters came in parts, and were put together


def _kind(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _require_size(content: bytes) -> None:
    if len(content) > LARGEST:
        raise BadInput(f"The document has {len(content):,} bytes; the limit is {LARGEST:,}.", "Keep a part of it.")


def _reader(module: str, function: str) -> "Reader":
    """What reads this kind of document; its library is loaded when one comes."""
    reader: Reader = getattr(import_module(f"claims.snapshots.{module}"), function)
    return reader


def media_type_of(name: str, content: bytes) -> str:
    """What a file is, by what it begins with and by the ending of its name; words under a paper's name are words."""
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF-"):
        return PDF
    if re.match(rb"(?i)<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html", start):
        return HTML
    ending = re.search(r"\.\w{1,10}$", name.lower())
    known = ENDINGS.get(ending[0] if ending else "")
    is_words = bool(start) and b"\0" not in content[:4096]
    if known is not None and not (is_words and known in (PDF, WORD) and not start.startswith((b"%PDF-", b"PK"))):
        return known
    if b"\0" in content[:4096]:
        return "application/octet-stream"
    return PLAIN


def decoded(content: bytes, media_type: str) -> str:
    """A document's characters, of a document that isn't too long."""
    _require_size(content)
    return charsets.decoded(content, media_type)


def plain(text: str) -> str:
    """A text as it is kept: in NFC, with \\n between lines, and without characters that no text needs."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\0", "\ufffd")[:LONGEST_TEXT]


def program(name: str) -> str:
    """A program and its version, as a snapshot names who read its text."""
    return f"{name} {version(name)}"


Reader = Callable[[bytes], ReadDocument]
