"""A file that comes in: what is in it, review by review, and what can't be taken."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from claims.errors import BadInput
from claims.formats.claimreview.drafts import ReviewDraft
from claims.formats.claimreview.one_shape import in_one_shape, is_prefixed, plain_terms
from claims.formats.claimreview.read import Unusable, is_review, read_review
from claims.formats.claimreview.references import spelled_out
from claims.formats.claimreview.unfolding import names_left, reviews_in
from claims.formats.files.detect import Format, pieces, recognised
from claims.formats.files.item import Piece
from claims.formats.files.streams import Stream
from claims.formats.tables.read import columns_of, mapped, rows
from claims.text import printable

MOST_NAMES, LONGEST_NAME = 100, 200
TABLES = (Format.CSV, Format.INSIGHTS_CSV)


class Reject(Struct, frozen=True):
    """What can't be taken: where it stands, why, and itself as it came."""

    line: int | None
    path: str
    reason: str
    raw: Any


class IncomingDrafts(Struct):
    """How one stream is read: its format, of a table which column is what, and what is left out and how often.

    `read` counts the characters of what was read so far.
    """

    format: Format
    columns: dict[str, str] = {}
    besides: list[str] = []
    left: dict[str, int] = {}
    read: int = 0

    def leave(self, names: Iterable[str]) -> None:
        """Count what is no part of any review, by name; names beyond the first hundred under one."""
        for name in names:
            known = printable(name[:LONGEST_NAME])
            told = known if known in self.left or len(self.left) < MOST_NAMES else "others"
            self.left[told] = self.left.get(told, 0) + 1


def reading_of(stream: Stream, told: Format | None, mapping: Mapping[str, str]) -> IncomingDrafts:
    """How to read a stream, by what was said and what it holds."""
    chosen = told or recognised(stream)
    if chosen not in TABLES:
        return IncomingDrafts(chosen)
    headers = columns_of(stream) if stream.peek(1) else []
    paths = mapped(headers, mapping)
    return IncomingDrafts(chosen, paths, [each for each in headers if each not in paths])


def drafts_in(stream: Stream, reading: IncomingDrafts, publisher: str | None) -> Iterator[ReviewDraft | Reject]:
    """Every review of a stream as a draft, and everything that is none as a reject."""
    found = rows(stream, reading.columns) if reading.format in TABLES else pieces(stream)
    for piece in found:
        reading.read += piece.length
        if piece.fault is not None:
            yield Reject(piece.line, piece.path, printable(piece.fault), piece.as_written())
        elif piece.frame and not is_review(piece.value):
            reading.leave(names_left(piece.value))
        else:
            yield from _drafts(piece, reading, publisher)


def _drafts(piece: Piece, reading: IncomingDrafts, publisher: str | None) -> Iterator[ReviewDraft | Reject]:
    any_found, left, value = False, list[str](), piece.value
    changed = is_prefixed(value)
    if changed:
        value = plain_terms(value)
    for path, review in reviews_in(spelled_out(value), left, piece.path):
        any_found = True
        try:
            if isinstance(review, Unusable):
                raise review
            yield read_review(in_one_shape(review, piece.page, piece.language), publisher)
        except Unusable as error:
            where = path + error.path.removeprefix("$")
            yield Reject(piece.line, where, error.message, piece.as_written("" if changed else path))
        except (BadInput, RecursionError) as error:
            yield Reject(piece.line, path, str(error), piece.as_written("" if changed else path))
    if any_found or _says_nothing(piece.value):
        reading.leave(left)
    else:
        yield Reject(piece.line, piece.path, "There is no ClaimReview in it.", piece.as_written())


def _says_nothing(value: Any) -> bool:
    """Whether nothing is lost: an empty answer, a feed's element without a review, or a page's other JSON-LD."""
    if isinstance(value, list):
        return all(_says_nothing(each) for each in value)
    if not isinstance(value, dict):
        return value is None
    kinds = value.get("@type")
    other = isinstance(kinds, str) and kinds not in ("ClaimReview", "Claim", "MediaReview")
    return (
        not value or other or ("item" in value and not value["item"]) or "@graph" in value or not value.get("claims", 1)
    )
