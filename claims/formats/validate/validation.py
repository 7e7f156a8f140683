"""Holds a file against a profile, offline: each document read, each fault with its place."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec

from claims.errors import BadInput
from claims.formats.validate.checks import Check, FormatFault, Path
from claims.formats.validate.lists import factcheck_api, feed, header_faults, insights_row, media_review
from claims.formats.validate.rules import google, insights, markup_page, rich

TABLE = "insights-csv"
PROFILES: dict[str, Check] = {
    "google": google,
    "rich": rich,
    "insights": insights,
    "markup-page": markup_page,
    "feed": feed,
    "factcheck-api": factcheck_api,
    TABLE: insights_row,
    "mediareview": media_review,
}
"""The rules by the names under which they are asked for."""

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What reading a document that is no JSON, or too deep, ends in."""

LARGEST = 1 << 30
"""Bytes of a document that is read whole; lines may go on for ever."""

Found = Iterator[tuple[int, FormatFault]]
"""Faults, each with the number of its document."""

Counted = Callable[[int], None]


def faults(file: BinaryIO, profile: str, counted: Counted) -> Found:
    """Every fault of every document in the file, which may be one document, a list of them, or one a line."""
    if profile == TABLE:
        yield from _table_faults(file, counted)
        return
    check = PROFILES[profile]
    for number, (document, path) in enumerate(_documents(file), 1):
        counted(number)
        for fault in [document] if isinstance(document, FormatFault) else check(document, path):
            yield number, fault


def _documents(file: BinaryIO) -> Iterator[tuple[object, Path]]:
    """The documents of a file with their paths; a line that can't be read is a fault."""
    first = next((line for line in file if line.strip()), b"")
    if not first:
        raise BadInput("The file is empty.", "Name one with a document in it.")
    try:
        document = msgspec.json.decode(first)
    except UNREADABLE:
        document = None
    if isinstance(document, dict):
        yield document, ()
        yield from _lines(file)
        return
    yield from _whole(first + file.read(LARGEST + 1))


def _lines(file: Iterable[bytes]) -> Iterator[tuple[object, Path]]:
    for line in file:
        if line.strip():
            try:
                yield msgspec.json.decode(line), ()
            except UNREADABLE as error:
                yield _unread(error), ()


def _whole(text: bytes) -> Iterator[tuple[object, Path]]:
    if len(text) > LARGEST:
        raise BadInput(f"The document is larger than {LARGEST:,} bytes.", "Give one document a line.")
    try:
        document = msgspec.json.decode(text)
    except UNREADABLE as error:
        yield _unread(error), ()
        return
    if isinstance(document, list):
        yield from ((each, (place,)) for place, each in enumerate(document))
    else:
        yield document, ()


def _unread(error: Exception) -> FormatFault:
    return FormatFault((), "is nested too deeply" if isinstance(error, RecursionError) else f"is not JSON: {error}")


def _table_faults(file: BinaryIO, counted: Counted) -> Found:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    table = csv.DictReader(text)
    try:
        for fault in header_faults(list(table.fieldnames or ())):
            yield 0, fault
        for number, row in enumerate(table, 1):
            counted(number)
            yield from ((number, fault) for fault in insights_row(row, ()))
    except csv.Error as error:
        yield 0, FormatFault((), f"is not a table: {error}")
    finally:
        text.detach()  # the file is not ours to close
