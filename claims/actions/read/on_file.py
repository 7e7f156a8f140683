"""What the desk has on file about sources: stored texts, and its word on which of them are independent."""

from collections.abc import Iterable

from msgspec import Struct

from claims.actions.read.view import LedgerView
from claims.ledger.read.past import Past
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.quotes.copies import Copy, KeptText, Shelf
from claims.snapshots.worth import flaw
from claims.vocabulary import RecordKind

SNAPSHOTS = "IN (SELECT id FROM snapshot WHERE source_id {among})"
ARCHIVED = """
SELECT DISTINCT snapshot.source_id FROM snapshot JOIN source ON source.id = snapshot.source_id
WHERE source.merged_into_id IS NULL
"""
JUDGEMENTS = "IN (SELECT id FROM judgement WHERE source_id {among} OR other_id {among})"


class StoredCopy(Struct, frozen=True):
    """What is on file of some sources, by their numbers."""

    texts: dict[int, str | None]
    """The newest stored text of each source with a copy that shows something; nothing where no text could be read."""
    hashes: dict[int, str]
    """The SHA-256 of those copies."""
    flaws: dict[int, str]
    """For sources of which every copy shows nothing, what the newest is: the page in front of a paywall."""
    shelf: Shelf
    """All copies, the oldest first."""


def stored(edition: LedgerView, sources: Iterable[int]) -> StoredCopy:
    """What is on file of these sources; a later copy that shows nothing doesn't hide an earlier one that does."""
    texts: dict[int, str | None] = {}
    hashes: dict[int, str] = {}
    flaws: dict[int, str] = {}
    kept: list[KeptText] = []
    known = _known_as(edition, sources)
    for snapshot in _read(edition, RecordKind.SNAPSHOT, SNAPSHOTS, "source_id {among}", known):
        number, text = known[snapshot["source_id"]], snapshot.get("text")
        worthless = flaw(
            status=snapshot.get("http_status"),
            size=snapshot["size"],
            media_type=snapshot["media_type"],
            text=text,
            kept=bool(snapshot.get("how")),
        )
        copy = Copy(snapshot["id"], snapshot["uid"], snapshot["sha256"], snapshot["fetched_at"])
        kept.append(KeptText(number, copy, None if worthless else text))
        if worthless:
            flaws[number] = worthless
        else:
            texts[number], hashes[number] = text, snapshot["sha256"]
    return StoredCopy(
        texts, hashes, {number: each for number, each in flaws.items() if number not in texts}, Shelf(kept)
    )


def _known_as(edition: LedgerView, sources: Iterable[int]) -> dict[int, int]:
    """These sources and those merged into them, each with the number that it goes by."""
    known = {number: number for number in sources}
    merged = set(edition.source_family(known)) - known.keys() if known else set()
    if merged:
        known |= {
            each["id"]: each["merged_into_id"] for each in edition.records.sources(merged) if each["id"] in merged
        }
    return known


def all_copies(edition: LedgerView) -> StoredCopy:
    """What is on file of every source, whether or not a claim names it."""
    return stored(edition, (row[0] for row in Bulk(edition.session).rows(ARCHIVED)))


def judgements(edition: LedgerView, sources: Iterable[int]) -> dict[tuple[int, int], bool]:
    """What the desk last said of each pair of these sources: True that they are independent."""
    found = _read(edition, RecordKind.JUDGEMENT, JUDGEMENTS, "source_id {among} OR other_id {among}", sources)
    return {(each["source_id"], each["other_id"]): bool(each["independent"]) for each in found}


def _read(edition: LedgerView, kind: RecordKind, then: str, now: str, sources: Iterable[int]) -> list[Document]:
    if edition.upto is not None:
        return Past(edition.session, edition.upto).read(kind, then, sources)
    return Bulk(edition.session).documents(kind.value, now, sources)
