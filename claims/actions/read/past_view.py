"""Back issues: the ledger as it stood at an earlier line of the log."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlmodel import Session

from claims.actions.read.find import address_of, by_number
from claims.dates import PartialDate
from claims.errors import Ambiguous, NotFound
from claims.ledger.read.assemble import RecordReader, claim_views
from claims.ledger.read.discretion import AT_THE_DESK, Confidential, Discreet, Shown
from claims.ledger.read.filters import OLDEST, SAID, Criteria
from claims.ledger.read.past import Past
from claims.ledger.read.search import CLAIMS
from claims.ledger.read.search_past import PastIndex
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.models import Claim, Claimant, Source
from claims.text import name_key, quoted
from claims.urls import canonical_url
from claims.views import ClaimView, RelationView, UtteranceView, passed_on
from claims.views import speakers as said_by
from claims.vocabulary import Precision, RecordKind
from claims.words import Term

BATCH = 200
"""Claims read in one go while looking for those that meet some criteria."""

CHANGED_SINCE = "SELECT DISTINCT record_id FROM event WHERE kind = :kind AND seq > :upto AND before IS NOT NULL"
MERGED = "SELECT id FROM {table} WHERE merged_into_id IS NOT NULL"
"""Who was ever merged: a merge is never undone, and those that came later are told from the others by the log."""


class PastView:
    """The ledger as it stood after line `upto` of the log; `today` is the day of that moment."""

    def __init__(self, session: Session, upto: int, today: dt.date, shown: Shown = AT_THE_DESK) -> None:
        self.session = session
        self.today = today
        self.upto: int | None = upto
        self._past = Past(session, upto)
        self.confidential, self.shown = Confidential(session), shown
        self.records: RecordReader = Discreet(self._past, self.confidential, shown)
        self._bulk = Bulk(session)
        self._upto = upto

    def claim(self, written: str) -> int:
        number = self._number(Claim, written)
        if number is None or not self._past.read(RecordKind.CLAIM, "{among}", [number]):
            raise NotFound(f"There was no claim {written} yet.", "claims list --as-of ... shows those that there were.")
        return number

    def find_claimant(self, written: str) -> int | None:
        number = self._number(Claimant, written)
        if number is not None:
            return self._stayed(self._past.claimants([number]), number)
        key = name_key(written)
        known = (
            "SELECT id FROM claimant WHERE name_key = :key"
            " UNION SELECT claimant_id FROM claimant_alias WHERE name_key = :key"
        )
        claimants = self._past.claimants(self._candidates(RecordKind.CLAIMANT, known, key))
        named = [each["id"] for each in claimants if name_key(each["name"]) == key]
        named = named or [each["id"] for each in claimants if key in map(name_key, each["aliases"])]
        different = {number for each in named if (number := self._stayed(claimants, each)) is not None}
        if len(different) > 1:
            exact = {each["id"] for each in claimants if each["id"] in different and each["name"] == written.strip()}
            different = exact if len(exact) == 1 else different
        return _only(different, written, "claimants")

    def find_source(self, written: str) -> int | None:
        number = self._number(Source, written)
        if number is not None:
            return self._stayed(self.records.sources([number]), number)
        address = address_of(written)
        column, key = ("canonical_url", canonical_url(address)) if address else ("title_key", name_key(written))
        known = f"SELECT id FROM source WHERE {column} = :key"  # noqa: S608  (one of two columns of ours)
        sources = self.records.sources(self._candidates(RecordKind.SOURCE, known, key))
        matching = (each["id"] for each in sources if each[column] == key)
        return _only(
            {number for each in matching if (number := self._stayed(sources, each)) is not None}, written, "sources"
        )

    def claimant_family(self, number: int) -> list[int]:
        return [number, *self._merged_into(RecordKind.CLAIMANT, {number})]

    def source_family(self, numbers: Iterable[int]) -> list[int]:
        wanted = list(numbers)
        return [*wanted, *self._merged_into(RecordKind.SOURCE, set(wanted))]

    def published_by(self, claimants: Sequence[int]) -> list[int]:
        rows = self._bulk.rows("SELECT id FROM source WHERE publisher_id {among}", claimants)
        candidates = {row[0] for row in rows} | self._changed(RecordKind.SOURCE)
        publishers = set(claimants)
        found = self._past.read(RecordKind.SOURCE, "{among}", candidates)
        kept = (source for source in found if source["merged_into_id"] is None)
        return [source["id"] for source in kept if source["publisher_id"] in publishers]

    def printed_in(self, sources: Sequence[int]) -> set[int]:
        return self._live_claims(RecordKind.UTTERANCE, "SELECT id FROM utterance WHERE source_id {among}", sources)

    def supported_by(self, sources: Sequence[int]) -> set[int]:
        return self._live_claims(RecordKind.EVIDENCE, "SELECT id FROM evidence WHERE source_id {among}", sources)

    def told_by(self, claimants: Sequence[int], *, speaking: bool) -> set[int]:
        passed_on = "SELECT utterance_id FROM hop WHERE claimant_id {among}"
        said = "SELECT utterance_id FROM hop WHERE claimant_id {among} AND position = 0"
        told = said if speaking else passed_on
        return self._live_claims(RecordKind.UTTERANCE, told, claimants)

    def all_claims(self) -> list[int]:
        numbers = [row[0] for row in self._bulk.rows("SELECT id FROM claim ORDER BY id")]
        return [claim["id"] for claim in self._past.read(RecordKind.CLAIM, "{among}", numbers)]

    def select(self, criteria: Criteria, *, order: str, limit: int | None, after: int | None) -> list[int]:
        matching = self._matching(criteria, order, after)
        if order == SAID:
            said = sorted(matching, key=lambda claim: (_last_said(claim) or "", claim.id), reverse=True)
            return [claim.id for claim in said][:limit]
        numbers: list[int] = []
        for claim in matching:
            if limit is not None and len(numbers) == limit:
                break
            numbers.append(claim.id)
        return numbers

    def ranked(self, index: str, terms: tuple[Term, ...], limit: int) -> list[int]:
        return PastIndex(self.session, self._past).ranked(index, terms, limit)

    def _matching(self, criteria: Criteria, order: str, after: int | None) -> Iterator[ClaimView]:
        numbers = sorted(self._candidate_claims(criteria), reverse=order != OLDEST)
        if after is not None:
            numbers = [number for number in numbers if (number > after if order == OLDEST else number < after)]
        for start in range(0, len(numbers), BATCH):
            for claim in claim_views(self.records, numbers[start : start + BATCH]):
                if meets(claim, criteria) and (not criteria.archived or self._archived(claim)):
                    yield claim

    def _archived(self, claim: ClaimView) -> bool:
        """Whether a copy was kept by then of a source in which the claim was said."""
        said = [each.source.id for each in claim.utterances if each.retired_at is None and each.source]
        if not said:
            return False
        copies = self._bulk.rows("SELECT id FROM snapshot WHERE source_id {among}", self.source_family(said))
        return bool(self._past.read(RecordKind.SNAPSHOT, "{among}", [row[0] for row in copies]))

    def _candidate_claims(self, criteria: Criteria) -> set[int]:
        if criteria.terms:
            return set(self.ranked(CLAIMS, criteria.terms, -1))
        if criteria.sources:
            return self.printed_in(criteria.sources)
        if criteria.speakers:
            return self.told_by(criteria.speakers, speaking=True)
        return {row[0] for row in self._bulk.rows("SELECT id FROM claim")}

    def _number(self, model: Any, written: str) -> int | None:
        found = by_number(self.session, model, written)
        return None if found is None else int(found.id)

    def _stayed(self, known: list[Document], number: int) -> int | None:
        for record in known:
            if record["id"] == number:
                return int(record["merged_into_id"] or number)
        return None

    def _candidates(self, kind: RecordKind, known: str, key: str) -> set[int]:
        """Records that bear a name now, and those that changed since and may have borne it then."""
        return {row[0] for row in self._bulk.rows(known, key=key)} | self._changed(kind)

    def _changed(self, kind: RecordKind) -> set[int]:
        return {row[0] for row in self._bulk.rows(CHANGED_SINCE, kind=kind.value, upto=self._upto)}

    def _merged_into(self, kind: RecordKind, numbers: set[int]) -> list[int]:
        merged = [row[0] for row in self._bulk.rows(MERGED.format(table=kind.value))]
        found = self._past.read(kind, "{among}", merged)
        return [record["id"] for record in found if record["merged_into_id"] in numbers]

    def _live_claims(self, kind: RecordKind, which: str, numbers: Sequence[int]) -> set[int]:
        parts = [row[0] for row in self._bulk.rows(which, numbers)]
        found = self._past.read(kind, "{among}", parts)
        return {part["claim_id"] for part in found if part["retired_at"] is None}


def _only(different: set[int], written: str, nouns: str) -> int | None:
    if len(different) > 1:
        numbers = ", ".join(f"#{number}" for number in sorted(different))
        raise Ambiguous(f"{quoted(written)} could be any of the {nouns} {numbers}.", "Give the number instead.")
    return next(iter(different), None)


def meets(claim: ClaimView, criteria: Criteria) -> bool:
    """Whether a claim meets the criteria of a list; the same question that a query answers about today."""
    live = [utterance for utterance in claim.utterances if utterance.retired_at is None]
    tests: list[Callable[[], bool]] = [
        lambda: criteria.retired or claim.retired_at is None,
        lambda: not criteria.statuses or getattr(claim.status, criteria.axis.value) in criteria.statuses,
        lambda: not criteria.kinds or claim.kind in criteria.kinds,
        lambda: not criteria.languages or claim.language in criteria.languages,
        lambda: set(criteria.tags) <= set(claim.tags),
        lambda: not criteria.speakers or any(_speaks(each, criteria.speakers) for each in live),
        lambda: not criteria.sources or any(each.source and each.source.id in criteria.sources for each in live),
        lambda: not criteria.relays or any(_relays(each, criteria.relays) for each in live),
        lambda: not (criteria.since or criteria.until) or any(_within(each, criteria) for each in live),
        lambda: not criteria.recorders or claim.recorded_by in criteria.recorders,
        lambda: not criteria.pending or _waits(claim),
        lambda: not criteria.relations or any(_relates(each, criteria.relations) for each in claim.relations),
        lambda: not criteria.namings or any(_named(each, criteria.namings) for each in live),
    ]
    return all(test() for test in tests)


def _speaks(utterance: UtteranceView, numbers: tuple[int, ...]) -> bool:
    return any(link.claimant in numbers for link in said_by(utterance.chain) if not link.publisher)


def _relays(utterance: UtteranceView, relays: tuple[int, ...]) -> bool:
    publisher = utterance.source.publisher if utterance.source else None
    through = [link.claimant for link in passed_on(utterance.chain)]
    return any(number in relays for number in through) or (publisher is not None and publisher.id in relays)


def _waits(claim: ClaimView) -> bool:
    newest = {each.axis: each for each in sorted(claim.rulings, key=lambda each: each.precedence)}
    return any(each.pending for each in newest.values())


def _relates(relation: RelationView, kinds: tuple[str, ...]) -> bool:
    return relation.retired_at is None and relation.kind in kinds


def _named(utterance: UtteranceView, namings: tuple[str, ...]) -> bool:
    return any(link.naming in namings for link in said_by(utterance.chain) if not link.publisher)


def _within(utterance: UtteranceView, criteria: Criteria) -> bool:
    said = _said(utterance)
    if said is None:
        return False
    return (not criteria.since or said.last >= criteria.since) and (not criteria.until or said.first <= criteria.until)


def _last_said(claim: ClaimView) -> str | None:
    days = [said.first for each in claim.utterances if each.retired_at is None and (said := _said(each))]
    return max(days, default=None)


def _said(utterance: UtteranceView) -> PartialDate | None:
    if utterance.said_on is None:
        return None
    written = utterance.said_on.rstrip("~")
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(written)]
    return PartialDate(f"{written}-01-01"[:10] if len(written) == 4 else f"{written}-01"[:10], precision)
