"""What a ledger knows of a claim, in one hand: its records as documents, with merged names followed."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from claims.quotes.copies import ReadFrom

Document = dict[str, Any]


class Publisher(Struct, frozen=True):
    """The desk as a publisher: the address of its site, without a slash at its end, and its name."""

    site: str
    name: str


class Material(Struct, frozen=True):
    """A claim with all that is live about it; claimants and sources by every number they ever had.

    `origins` has from which others each source takes its content; `copies` the copy that each record is read from,
    by its name (`evidence #4`), where that was asked for.
    """

    claim: Document
    utterances: list[Document]
    evidence: list[Document]
    rulings: list[Document]
    claimants: dict[int, Document]
    sources: dict[int, Document]
    origins: dict[int, list[int]] = {}
    copies: dict[str, ReadFrom] = {}

    def claimant(self, number: int) -> Document:
        """A claimant, or the one it was merged into."""
        found = self.claimants[number]
        return self.claimants[found.get("merged_into_id") or number]

    def source(self, number: int) -> Document:
        """A source, or the one it was merged into."""
        found = self.sources[number]
        return self.sources[found.get("merged_into_id") or number]

    def publisher_of(self, source: Document) -> Document | None:
        """Who published a source, if anybody knows."""
        return self.claimant(source["publisher_id"]) if source.get("publisher_id") else None

    def speaking(self) -> Document | None:
        """The first utterance with a speaker."""
        return next((each for each in self.utterances if each["hops"] and not each["hops"][0]["position"]), None)

    def cited(self, ruling: Document) -> Iterator[Document]:
        """The sources that a ruling rests on, each once."""
        known = {each["id"]: each["source_id"] for each in self.evidence}
        numbers = dict.fromkeys(self.source(known[number])["id"] for number in ruling["evidence"] if number in known)
        yield from (self.source(number) for number in numbers)

    def withdrawn(self, ruling: Document) -> int:
        """How many pieces of the evidence that a ruling rested on were withdrawn since."""
        live = {each["id"] for each in self.evidence}
        return sum(number not in live for number in ruling["evidence"])

    def retraction(self, source: Document) -> Document | None:
        """The retracted source behind a source: itself, else the nearest that it takes its content from."""
        ahead = [source["id"]]
        for number in ahead:
            known = self.source(number)
            if known.get("retracted_on"):
                return known
            ahead.extend(each for each in self.origins.get(known["id"], ()) if each not in ahead)
        return None

    def day_checked(self, ruling: Document) -> str | None:
        """When a ruling was made; of a published review as far as its own date is known."""
        review = self.source(ruling["review_id"]) if ruling.get("review_id") else None
        if review and review.get("published_on") in (None, ruling["checked_on"]):
            return day_known(review, "published_on")
        return str(ruling["checked_on"])


def day_known(record: Document, name: str) -> str | None:
    """A date of a record as ISO 8601 has it: as much as is known; that it is an estimate has no place there."""
    first, precision = record.get(name), record.get(f"{name}_precision")
    if first is None:
        return None
    length = {"year": 4, "month": 7}.get(precision or "", 10)
    return str(first)[:length]
