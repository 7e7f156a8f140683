"""From files to the statements in them; nothing is recorded."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from claims.errors import BadInput, NotFound
from claims.extraction.language.folders import FALLBACK
from claims.extraction.language.models import LONGEST
from claims.extraction.language.telling import in_which
from claims.extraction.readers import RULES, candidates
from claims.extraction.spans import FoundStatement
from claims.snapshots.reading import HTML, PDF, WORD, media_type_of, read
from claims.urls import looks_like_url

STDIN = "-"
LARGEST = 4 * LONGEST
"""Bytes of one file: no text that can be read is larger in UTF-8."""

READ_AS_DOCUMENTS = (HTML, PDF, WORD)
"""What is no plain text; what is read from it has positions of its own."""


class Extraction(Struct, frozen=True):
    """A text and the statements that were found in it."""

    file: Annotated[str, Meta(description="The file's name as given; - for standard input.")]
    candidates: Annotated[list[FoundStatement], Meta(description="The statements, in reading order.")]


def extract(
    file: str,
    *,
    reader: str = RULES,
    language: str | None = None,
    published_on: date | None = None,
    publisher: str | None = None,
    own: bool = False,
    least: float | None = None,
) -> Extraction:
    """The statements of one file."""
    text = read_text(file)
    found = candidates(
        text,
        reader=reader,
        language=in_which(text, language, named(file)) if reader == RULES else language or FALLBACK,
        published_on=published_on,
        publisher=publisher,
        own=own,
        least=least,
    )
    return Extraction(file, found)


def read_text(file: str) -> str:
    """The text of a file, or of standard input: of plain text exactly as it stands there, so that positions in it hold.

    A byte order mark and the line breaks stay what they are. Of a page, a PDF or a .docx it is the text read from it.
    """
    raw = _read_bytes(file)
    name = named(file)
    kind = media_type_of(file, raw)
    if kind in READ_AS_DOCUMENTS and len(raw) <= LARGEST:
        document = read(raw, kind)
        if document.text is None:
            raise BadInput(f"No text can be read from {name}: {document.trouble}.", "Give another copy of it.")
        return document.text
    try:
        text = raw[: LARGEST + 1].decode("utf-8") if len(raw) <= LARGEST else ""
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8 first.") from error
    if len(raw) > LARGEST or len(text) > LONGEST:
        raise BadInput(f"{name} is longer than {LONGEST:,} characters.", "Give it in parts.")
    return text


def named(file: str) -> str:
    """A file as a message names it."""
    return "Standard input" if file == STDIN else file


def _read_bytes(file: str) -> bytes:
    if file == STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    if looks_like_url(file) and not Path(file).exists():
        raise NotFound(f"{file} is no source of this ledger.", f"Keep a copy first: claims source add {file} --archive")
    with Path(file).open("rb") as opened:
        return opened.read(LARGEST + 1)
