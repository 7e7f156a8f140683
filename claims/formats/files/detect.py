"""What comes in, piece by piece: which format a stream is in, and each review in it, with where it stands."""

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from claims.formats.files.item import LONGEST_LINE, LONGEST_PAGE, Piece, TooMuch, read_json
from claims.formats.files.streams import LOOK, Stream


class Format(StrEnum):
    """What a file is in; the order means nothing."""

    CLAIMREVIEW = "claimreview"
    FEED = "feed"
    FACTCHECK_API = "factcheck-api"
    INSIGHTS_CSV = "insights-csv"
    CSV = "csv"
    JSONL = "jsonl"


def head_of(stream: Stream) -> bytes:
    """The beginning of a stream, which stays to be read."""
    return stream.peek(LOOK)[:LOOK]


def recognised(stream: Stream) -> Format:
    """The format of a stream, by its beginning."""
    head = head_of(stream).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        if re.match(rb'\{"(head|excerpt)":\s*\{[^}]*"ledger"', head):
            return Format.JSONL
        if b'"dataFeedElement"' in head:
            return Format.FEED
        if b'"claimReviewMarkups"' in head or (b'"claimReview"' in head and b'"claimReviewed"' not in head):
            return Format.FACTCHECK_API
        return Format.CLAIMREVIEW
    if head.startswith((b"[", b"<")) or not head:
        return Format.CLAIMREVIEW
    columns = head.split(b"\n", 1)[0]
    return Format.INSIGHTS_CSV if b"claimReviewed" in columns and b"reviewRating." in columns else Format.CSV


def is_excerpt(stream: Stream) -> bool:
    """Whether a stream of a ledger's lines is an excerpt, and not the whole."""
    return head_of(stream).startswith(b'{"excerpt":')


def pieces(stream: Stream) -> Iterator[Piece]:
    """The JSON values of a stream, whether it holds lines, one document or a page."""
    looked_at = head_of(stream)
    head = looked_at.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return
    if head.startswith(b"<"):
        from claims.formats.files.html_jsonld import scripts

        yield from scripts(stream.read(LONGEST_PAGE))
        if stream.read(1):
            yield Piece(None, "$", None, "", f"the page goes on after {LONGEST_PAGE:,} bytes; what follows wasn't read")
    elif _by_lines(head):
        yield from _lines(stream)
    else:
        from claims.formats.files.json_stream import elements

        if b'"@graph"' in head and _decodes(head):  # a small one is taken whole: its parts refer to one another
            stream.read(len(looked_at))
            yield Piece(None, "$", read_json(head), head)
        yield from elements(stream)


def _by_lines(head: bytes) -> bool:
    """Whether each line is a document of its own: one of the first few is."""
    lines = head.split(b"\n")
    whole = lines[:-1] if len(lines) > 1 else []
    return any(each.strip().startswith(b"{") and _decodes(each) for each in whole[:5])


def _decodes(line: bytes) -> bool:
    try:
        read_json(line)
    except (TooMuch, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _lines(stream: Stream) -> Iterator[Piece]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            yield Piece(number, "$", read_json(line), line)
        except (TooMuch, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield Piece(number, "$", None, line, f"it is no JSON: {error}")
