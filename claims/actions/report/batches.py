"""A whole ledger before the rules of lint, in batches: what was read of one is forgotten before the next is read."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct

from claims.actions.read.gather import gather
from claims.actions.read.on_file import ARCHIVED, all_copies, stored
from claims.actions.read.view import LedgerView
from claims.ledger.read.assemble import Directory
from claims.ledger.store.sql import Bulk
from claims.policy.lint.case import Archive, LintedLedger
from claims.policy.rules.requirements import Policy
from claims.quotes.quoting import StoredText, fold
from claims.reports.builders import ReportMaterial
from claims.views import SourceRef

BATCH = 500
"""Claims read in one go."""

TEXTS = 50
"""Stored texts read in one go."""

AT_HAND = 20_000_000
"""Characters of stored texts that are kept at hand for the next quote."""

AGENCIES = """
WITH RECURSIVE fed (wire, id) AS (
    SELECT id, id FROM source WHERE kind = 'wire' AND publisher_id IS NOT NULL AND merged_into_id IS NULL
    UNION
    SELECT fed.wire, link.source_id FROM source_link AS link JOIN fed ON link.origin_id = fed.id
    WHERE link.retired_at IS NULL
), entered (wire, id) AS (
    SELECT wire, id FROM fed
    UNION ALL SELECT fed.wire, merged.id FROM fed JOIN source AS merged ON merged.merged_into_id = fed.id
)
SELECT DISTINCT coalesce(claimant.merged_into_id, claimant.id)
FROM source JOIN claimant ON claimant.id = source.publisher_id
WHERE source.kind = 'wire' AND source.id IN (
    SELECT wire FROM entered WHERE EXISTS (SELECT 1 FROM utterance WHERE utterance.source_id = entered.id)
    OR EXISTS (SELECT 1 FROM evidence WHERE evidence.source_id = entered.id)
)
"""
"""Who publishes a wire that a claim names or that feeds a source which a claim names."""

QUOTED = """
SELECT utterance.claim_id, utterance.quote_exact FROM utterance JOIN claim ON claim.id = utterance.claim_id
WHERE utterance.quote_exact IS NOT NULL AND utterance.source_id IS NOT NULL AND utterance.retired_at IS NULL
AND claim.retired_at IS NULL
"""
SHARED = """
SELECT DISTINCT other.claim FROM quote AS one JOIN quote AS other ON other.folded = one.folded
WHERE one.claim BETWEEN ? AND ?
"""
ALONE = """
DELETE FROM quote WHERE folded IN (SELECT folded FROM quote GROUP BY folded HAVING min(claim) = max(claim))
"""
OTHER_SIDES = """
SELECT other_id FROM relation WHERE claim_id {among} AND retired_at IS NULL
UNION SELECT claim_id FROM relation WHERE other_id {among} AND retired_at IS NULL
"""


class Batch(Struct, frozen=True):
    """Some claims of a ledger, and whatever of the others the rules have to know."""

    numbers: Collection[int]
    """The claims that are to be looked at."""
    dossier: ReportMaterial
    agencies: Collection[int] | None
    archive: Archive

    def ledger(self, policy: Policy) -> LintedLedger:
        """The batch as a ledger that is held to a policy."""
        dossier = self.dossier
        return LintedLedger(dossier.claims, dossier.links, policy, self.archive, dossier.today, self.agencies)


def all_batches(edition: LedgerView, *, both_sides: bool = False) -> Iterator[Batch]:
    """All claims, by number; a past edition is one batch, as what its records had in common is not indexed."""
    if edition.upto is None:
        quotes = SharedQuotes(edition)
        yield from batches(edition, edition.all_claims(), quotes=quotes, both_sides=both_sides)
        return
    numbers = edition.all_claims()
    kept = all_copies(edition)
    yield Batch(frozenset(numbers), gather(edition, numbers), None, Archive(kept.texts, kept.shelf))


def batches(
    edition: LedgerView, numbers: Sequence[int], *, quotes: "SharedQuotes | None" = None, both_sides: bool = True
) -> Iterator[Batch]:
    """These claims, with those that share a quote where `quotes` tell, and with those they are related to if asked."""
    bulk, others = Bulk(edition.session), OtherTexts(edition)
    agencies = frozenset(row[0] for row in bulk.rows(AGENCIES)) if quotes else None
    for start in range(0, len(numbers), BATCH):
        chosen = frozenset(numbers[start : start + BATCH])
        wanted = set(chosen)
        if quotes:
            wanted |= quotes.shared(min(chosen), max(chosen))
        if both_sides:
            wanted.update(row[0] for row in bulk.rows(OTHER_SIDES, chosen))
        dossier = gather(edition, wanted)
        yield Batch(chosen, dossier, agencies, Filed(dossier.texts, dossier.shelf, known=others))


class SharedQuotes:
    """Which claims have a quote in common, kept in a file of its own while a ledger is looked through."""

    def __init__(self, edition: LedgerView) -> None:
        self._scratch = sqlite3.connect("")  # it goes with the connection
        self._scratch.execute("CREATE TABLE quote (folded INTEGER, claim INTEGER)")
        found = ((hash(fold(exact)), claim) for claim, exact in Bulk(edition.session).stream(QUOTED))
        self._scratch.executemany("INSERT INTO quote VALUES (?, ?)", found)
        self._scratch.execute("CREATE INDEX by_text ON quote (folded, claim)")
        self._scratch.execute(ALONE)
        self._scratch.execute("CREATE INDEX by_claim ON quote (claim, folded)")

    def shared(self, low: int, high: int) -> set[int]:
        """The claims that have a quote of these claims, and themselves where they have one of another's."""
        return {row[0] for row in self._scratch.execute(SHARED, (low, high))}


class OtherTexts:
    """The stored texts of all sources, read some at a time."""

    def __init__(self, edition: LedgerView) -> None:
        self._edition = edition
        self._numbers: list[int] | None = None
        self._read: dict[int, StoredText | None] = {}
        self._room = AT_HAND

    def texts(self, near: Collection[int]) -> Iterator[tuple[int, StoredText]]:
        """The texts of all sources but those `near`, by number."""
        if self._numbers is None:
            self._numbers = sorted(row[0] for row in Bulk(self._edition.session).rows(ARCHIVED))
        far = [each for each in self._numbers if each not in near]
        for start in range(0, len(far), TEXTS):
            part = far[start : start + TEXTS]
            missing = [each for each in part if each not in self._read]
            fresh = self._fetched(missing) if missing else {}
            for number in part:
                text = self._read[number] if number in self._read else fresh[number]
                if text is not None:
                    yield number, text

    def _fetched(self, numbers: list[int]) -> dict[int, StoredText | None]:
        found = stored(self._edition, numbers).texts
        fresh: dict[int, StoredText | None] = {}
        for number in numbers:
            text = found.get(number)
            fresh[number] = None if text is None else StoredText(text)
            self._room -= len(text or "") + 1
        if self._room > 0:
            self._read |= fresh
        return fresh

    def source(self, number: int) -> SourceRef:
        """A source by its number."""
        return Directory(self._edition.records, (), [number]).source(number)


@dataclass(frozen=True)
class Filed(Archive):
    """What is on file of a batch, and the stored texts of all other sources."""

    known: OtherTexts | None = None

    def others(self, near: Collection[int]) -> Iterator[tuple[int, StoredText]]:
        return self.known.texts(near) if self.known else iter(())

    def source(self, number: int) -> SourceRef | None:
        return self.known.source(number) if self.known else None
