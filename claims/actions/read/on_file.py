"""What the desk has on file about sources: stored texts, and its word on which of them are independent."""

from collections.abc import Iterable

from msgspec import Struct

from claims.actions.read.view import LedgerView
from claims.ledger.read.past import Past
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
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


def stored(edition: LedgerView, sources: Iterable[int]) -> StoredCopy:
    """What is on file of these sources; a later copy that shows nothing doesn't hide an earlier one that does."""
    texts: dict[int, str | None] = {}
    hashes: dict[int, str] = {}
    flaws: dict[int, str] = {}
    for snapshot in _read(edition, RecordKind.SNAPSHOT, SNAPSHOTS, "source_id {among}", sources):
        number, text = snapshot["source_id"], snapshot.get("text")
        worthless = flaw(
            status=snapshot.get("http_status"),
            size=snapshot["size"],
            media_type=snapshot["media_type"],
            text=text,
            kept=bool(snapshot.get("how")),
        )
        if worthless:
            flaws[number] = worthless
        else:
            texts[number], hashes[number] = text, snapshot["sha256"]
    return StoredCopy(texts, hashes, {number: each for number, each in flaws.items() if number not in texts})


def stored_texts(edition: LedgerView, sources: Iterable[int]) -> dict[int, str | None]:
    """The newest stored text of each source that has a copy; nothing where no text could be read from it."""
    return stored(edition, sources).texts


def all_texts(edition: LedgerView) -> dict[int, str | None]:
    """The newest stored text of every source, whether or not a claim names it."""
    return stored_texts(edition, (row[0] for row in Bulk(edition.session).rows(ARCHIVED)))


def judgements(edition: LedgerView, sources: Iterable[int]) -> dict[tuple[int, int], bool]:
    """What the desk last said of each pair of these sources: True that they are independent."""
    found = _read(edition, RecordKind.JUDGEMENT, JUDGEMENTS, "source_id {among} OR other_id {among}", sources)
    return {(each["source_id"], each["other_id"]): bool(each["independent"]) for each in found}


def _read(edition: LedgerView, kind: RecordKind, then: str, now: str, sources: Iterable[int]) -> list[Document]:
    if edition.upto is not None:
        return Past(edition.session, edition.upto).read(kind, then, sources)
    return Bulk(edition.session).documents(kind.value, now, sources)
