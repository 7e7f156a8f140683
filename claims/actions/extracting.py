"""From files to the statements in them; nothing is recorded."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from claims.errors import BadInput
from claims.extraction.models import LONGEST
from claims.extraction.readers import RULES, candidates
from claims.extraction.spans import Candidate

STDIN = "-"
LARGEST = 4 * LONGEST
"""Bytes of one file: no text that can be read is larger in UTF-8."""


class Extraction(Struct, frozen=True):
    """A text and the statements that were found in it."""

    file: Annotated[str, Meta(description="The file's name as given; - for standard input.")]
    candidates: Annotated[list[Candidate], Meta(description="The statements, in reading order.")]


def extract(
    file: str,
    *,
    reader: str = RULES,
    language: str = "en",
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
        language=language,
        published_on=published_on,
        publisher=publisher,
        own=own,
        least=least,
    )
    return Extraction(file, found)


def read_text(file: str) -> str:
    """The text of a file, or of standard input, exactly as it stands there, so that positions in it hold.

    A byte order mark and the line breaks stay what they are.
    """
    if file == STDIN:
        raw = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(file).open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    name = "Standard input" if file == STDIN else file
    try:
        text = raw[: LARGEST + 1].decode("utf-8") if len(raw) <= LARGEST else ""
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8 first.") from error
    if len(raw) > LARGEST or len(text) > LONGEST:
        raise BadInput(f"{name} is longer than {LONGEST:,} characters.", "Give it in parts.")
    return text
