"""Exports: the ledger, or some of its claims, in the field's formats; a line at a time, always the same bytes."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from claims.actions.exports.material import materials
from claims.actions.read.view import LedgerView, last_change
from claims.errors import Refused
from claims.formats.claimreview import profiles
from claims.formats.claimreview.write import address_of, claim_review, is_own, standing
from claims.formats.material import Document, Material, Publisher
from claims.formats.tables import feeds, write
from claims.formats.validate.lists import COLUMNS
from claims.ledger.read.filters import OLDEST, Criteria
from claims.ledger.transfer.dump import dump_bytes
from claims.ledger.transfer.excerpt import Excerpt
from claims.text import safe_cell

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")

_as_json = msgspec.json.Encoder().encode


def _encode(value: Any) -> bytes:
    """JSON that people may paste into a page: no text in it can end a script, or begin a comment."""
    return _as_json(value).replace(b"<", b"\\u003c")


class ExportCount(msgspec.Struct):
    """What went into an export, and what didn't."""

    claims: int = 0
    documents: int = 0
    unruled: int = 0
    homeless: int = 0
    excerpt: bool = False


class Export:
    """One export of one edition: what is asked for, and in whose name the desk's own rulings go out."""

    def __init__(self, edition: LedgerView, criteria: Criteria, desk: Publisher | None) -> None:
        self._edition = edition
        self._criteria = criteria
        self._desk = desk
        self.tally = ExportCount()
        self.told: list[int] = []
        """The claims of which it says how they stand."""

    def write(self, format: str, profile: str | None, out: BinaryIO) -> None:
        """Write the export in a format; ClaimReviews in a profile."""
        if format == "parquet":
            from claims.formats.tables import parquet

            parquet.write(self._counted(self._rows()), out)
            return
        writers: dict[str, Callable[[], Iterator[bytes]]] = {
            "jsonl": self._ledger,
            "excerpt": self._excerpt,
            "claimreview": lambda: self._claim_reviews(profile or "rich"),
            "feed": self._feed,
            "factcheck-api": self._factcheck_api,
            "insights-csv": self._insights_table,
            "csv": self._table,
        }
        for chunk in writers[format]():
            out.write(chunk)

    def reviewed(self) -> Iterator[tuple[Material, list[tuple[Document, Document]]]]:
        """Each claim that was ruled on, with its ClaimReviews and the ruling of each."""
        for material in self._materials():
            found = [(self._review(material, ruling), ruling) for ruling in standing(material, self._desk)]
            self.tally.unruled += not found
            told = [(review, ruling) for review, ruling in found if review is not None]
            self.tally.homeless += len(found) - len(told)
            if told:
                self.told.append(material.claim["id"])
                yield material, told

    def _materials(self) -> Iterator[Material]:
        for material in materials(self._edition, self._criteria):
            self.tally.claims += 1
            yield material

    def _review(self, material: Material, ruling: Document) -> Document | None:
        """The ClaimReview of a ruling; none where the published review has no address on the web."""
        if self._desk is None and is_own(ruling, None):
            raise Refused(
                f"The desk's ruling on claim #{material.claim['id']} has no address, which a ClaimReview needs.",
                "Say where its pages are, and who publishes them: --site-url https://desk.example --publisher NAME",
            )
        return claim_review(material, ruling, self._desk) if address_of(material, ruling, self._desk) else None

    def _ledger(self) -> Iterator[bytes]:
        for line in dump_bytes(self._edition.session):
            self.tally.documents += 1
            yield line + b"\n"

    def _excerpt(self) -> Iterator[bytes]:
        numbers = self._edition.select(self._criteria, order=OLDEST, limit=None, after=None)
        self.tally.claims, self.tally.excerpt = len(numbers), True
        self.told = list(numbers)
        for line in Excerpt(self._edition.session, numbers, self._edition.upto).lines():
            self.tally.documents += 1
            yield line + b"\n"

    def _claim_reviews(self, profile: str) -> Iterator[bytes]:
        reviews = (review for _material, found in self.reviewed() for review, _ruling in found)
        cut = {"rich": lambda review: review, "google": profiles.google, "insights": profiles.insights}
        documents: Iterable[Document] = (
            profiles.markup_pages(reviews) if profile == "markup-page" else map(cut[profile], reviews)
        )
        for document in documents:
            yield self._told(document) + b"\n"

    def _feed(self) -> Iterator[bytes]:
        items = (feeds.feed_item(review, ruling) for _material, found in self.reviewed() for review, ruling in found)
        yield from self._listed(feeds.feed_head(last_change(self._edition)), "dataFeedElement", items)

    def _factcheck_api(self) -> Iterator[bytes]:
        found = (
            feeds.found_claim(material, [review for review, _ruling in reviews])
            for material, reviews in self.reviewed()
        )
        yield from self._listed({}, "claims", found)

    def _listed(self, head: Document, name: str, documents: Iterable[Document]) -> Iterator[bytes]:
        """A document with a list under its last key, an entry a line."""
        start = _encode(head)[:-1]
        yield start + (b"," if head else b"") + _encode(name) + b":["
        for place, document in enumerate(documents):
            yield (b",\n" if place else b"\n") + self._told(document)
        yield b"\n]}\n"

    def _told(self, document: Document) -> bytes:
        self.tally.documents += 1
        return _encode(document)

    def _insights_table(self) -> Iterator[bytes]:
        rows = (feeds.insights_row(review, ruling) for _material, found in self.reviewed() for review, ruling in found)
        yield from self._csv(COLUMNS, rows)

    def _table(self) -> Iterator[bytes]:
        yield from self._csv(tuple(write.COLUMNS), self._rows())

    def _csv(self, columns: Iterable[str], rows: Iterable[Document]) -> Iterator[bytes]:
        """Rows under their columns, as RFC 4180 has it, and no cell that a spreadsheet would compute."""
        text = io.StringIO(newline="")
        table = csv.writer(text)
        names = list(columns)
        table.writerow(names)
        for row in self._counted(rows):
            table.writerow([_cell(row[name]) for name in names])
            yield _taken(text)
        yield _taken(text)

    def _counted(self, rows: Iterable[Document]) -> Iterator[Document]:
        for row in rows:
            self.tally.documents += 1
            yield row

    def _rows(self) -> Iterator[Document]:
        for material in self._materials():
            self.told.append(material.claim["id"])
            yield write.flat_row(material)


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None else value
    return value if _PLAIN_NUMBER.fullmatch(value) else safe_cell(value)


def _taken(text: io.StringIO) -> bytes:
    written = text.getvalue().encode("utf-8", "backslashreplace")
    text.seek(0)
    text.truncate()
    return written
