"""Imports: published reviews taken into the ledger, each thing once, however often a file is read."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, structs

from claims.actions.imports.known import Known, claim_key, extra_of, work_key
from claims.actions.imports.mentions import (
    KnownClaim,
    KnownParty,
    KnownWork,
    Learned,
    MentionedRuling,
    Mentions,
    names_of,
)
from claims.actions.imports.rulings import axis_of, ruling_told, says_nothing
from claims.actions.read.find import newcomers_alike, newest_claimant
from claims.actions.record.future_rulings import newest_ruling, said_of_new
from claims.formats.claimreview.as_given import GIVEN, Given
from claims.formats.claimreview.drafts import OccasionDraft, PartyDraft, ReviewDraft, WorkDraft
from claims.formats.claimreview.parts import unread_fields
from claims.ledger.log.background_writer import BackgroundWriter
from claims.ledger.log.bulk import BulkLedger
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.sql import Bulk
from claims.models import RECORDS
from claims.vocabulary import Action, Axis, QuoteState, RecordKind, SourceKind, Stance

UNREAD = "und"

Batch = tuple[Sequence[ReviewDraft], int]
"""Reviews that are taken in one go, and how many characters of the file were read by then."""

ADDED = (
    RecordKind.CLAIMANT,
    RecordKind.SOURCE,
    RecordKind.CLAIM,
    RecordKind.UTTERANCE,
    RecordKind.EVIDENCE,
    RecordKind.RULING,
)
"""What an import adds."""


MOST_ALIKE = 20
"""Pairs of names that a person is told of."""

MOST_LOOKED_AT = 100
"""New names, of each transaction, that are compared with those known."""


class ImportCount(Struct):
    """What became of the reviews of an import; by name, what is no part of one, and what was told otherwise before.

    `lines_left` counts the lines of an excerpt's log, which stay in its file.
    """

    taken: int = 0
    newer: int = 0
    unchanged: int = 0
    rejected: int = 0
    left_out: dict[str, int] = {}
    kept_first: dict[str, int] = {}
    lines_left: int = 0
    ahead: str | None = None
    """What to say of rulings from the future that came in."""


class Import:
    """Takes reviews into a ledger, a batch at a time; what it knows of the ledger it keeps from batch to batch."""

    def __init__(self) -> None:
        self.known = Known()
        self.tally = ImportCount()
        self.alike: list[tuple[str, str]] = []
        """New claimants, each beside a known one that it may well be."""

    def take(self, ledger: Ledger, batches: Iterable[Batch]) -> None:
        """Take batches; everything of them is stored when this returns, and kept when the transaction is.

        A server stores each batch while the next is read: what is new in it is known here before it is stored.
        """
        ledger.find_numbers(map(RECORDS.__getitem__, ADDED))
        last_ruling = newest_ruling(Bulk(ledger.session))
        before = newest_claimant(ledger.session)
        with BackgroundWriter(ledger.session) as behind:
            for drafts, read in batches:
                behind.wait()
                if self.known.is_full(read):
                    behind.finish()
                self.known.prepare(ledger, drafts, read)
                batch = _Batch(ledger, self.known, self.tally)
                behind.begin()
                for draft in drafts:
                    batch.take(draft)
                behind.later(batch.bulk.flush)
                if self.known.learned:
                    behind.finish()
                    fill(ledger, self.known.learned)
                self.known.leave(ledger)
        self.tally.ahead = said_of_new(Bulk(ledger.session), ledger.today, last_ruling)
        if len(self.alike) < MOST_ALIKE:
            self.alike += newcomers_alike(ledger.session, before, MOST_LOOKED_AT)


class _Batch:
    def __init__(self, ledger: Ledger, known: Known, tally: ImportCount) -> None:
        self.bulk = BulkLedger(ledger)
        self._ledger = ledger
        self._known = known
        self._tally = tally
        self._new: set[int] = set()

    def take(self, draft: ReviewDraft) -> None:
        self._mentions = Mentions(self._known.learned)
        publisher = self._party(draft.review.publisher, "author")
        review = self._work(draft.review, publisher) if draft.review.url or draft.review.title else None
        speaker = self._party(draft.occasion.speaker, "speaker")
        claim, is_new = self._claim(draft, speaker)
        added = self._utterances(draft.occasion, claim, speaker)
        axis = axis_of(draft)
        had = any(
            of == (review.id if review else None) and ruled.axis is axis for (of, _), ruled in claim.rulings.items()
        )
        ruled = self._ruling(draft, claim, review, axis)
        if ruled and had:
            self._tally.newer += 1
        elif is_new or ruled or added:
            self._tally.taken += 1
        else:
            self._tally.unchanged += 1

    def _party(self, draft: PartyDraft | None, place: str, work: str | None = None) -> KnownParty | None:
        if draft is None:
            return None
        found = self._known.party(draft)
        if found is None:
            known = {
                "name": draft.name,
                "kind": draft.kind.value if draft.kind else None,
                "same_as": draft.same_as,
                "extra": extra_of(draft.extra),
            }
            number = self.bulk.add(RecordKind.CLAIMANT, known)
            self.bulk.index_name("claimant", number, draft.name)
            return self._known.keep_party(draft, KnownParty(number, draft, plain=True))
        self._mentions.party(draft, found, place, work)
        return found

    def _work(self, draft: WorkDraft, reviewer: KnownParty | None = None) -> KnownWork:
        is_review = draft.kind is SourceKind.FACT_CHECK and reviewer is not None
        publisher = reviewer or self._party(draft.publisher, "publishers", draft.url or draft.title)
        key = work_key(draft)
        found = self._known.works.get(key)
        if found is None:
            known = {
                "kind": draft.kind.value if draft.kind else None,
                "title": draft.title,
                "url": draft.url,
                "publisher_id": publisher.id if publisher else None,
                **dated("published_on", draft.published_on),
                "language": draft.language,
                "archived_url": draft.archived_url,
                "extra": extra_of(draft.extra),
                "imported": True,
            }
            number = self.bulk.add(RecordKind.SOURCE, known)
            name = publisher.said.name if publisher else None
            self.bulk.index_name("source", number, draft.title, name, url=draft.url)
            found = KnownWork(number, draft, publisher, publisher is None or publisher.plain)
            self._known.works[key] = found
        else:
            self._mentions.work(draft, found, publisher, is_review=is_review)
        return found

    def _claim(self, draft: ReviewDraft, speaker: KnownParty | None) -> tuple[KnownClaim, bool]:
        key = claim_key(draft.claim, speaker.id if speaker else None, str(draft.occasion.said_on or ""))
        found = self._known.claims.get(key)
        if found is not None:
            self._mentions.occasion(draft.occasion, found.said or draft.occasion)
            return found, False
        told = {"text": draft.claim, "language": draft.review.language or UNREAD}
        number = self.bulk.add(RecordKind.CLAIM, told)
        self.bulk.index_claim(number, (draft.claim,), (speaker.said.name,) if speaker else ())
        self._new.add(number)
        if speaker and not speaker.plain:
            self.bulk.index_anew(number)
        found = self._known.claims[key] = KnownClaim(
            number, set(), {}, structs.replace(draft.occasion, first=None, appearances=())
        )
        return found, True

    def _utterances(self, occasion: OccasionDraft, claim: KnownClaim, speaker: KnownParty | None) -> bool:
        works = [work for work in (occasion.first, *occasion.appearances) if work is not None]
        added = False
        for place, work in enumerate(works or [None]):
            source = self._work(work) if work else None
            number = source.id if source else None
            if number in claim.sources or (source is None and claim.sources):
                continue
            claim.sources.add(number)
            self._utterance(occasion, claim, speaker, source, first=place == 0)
            added = True
        return added

    def _utterance(
        self,
        occasion: OccasionDraft,
        claim: KnownClaim,
        speaker: KnownParty | None,
        source: KnownWork | None,
        *,
        first: bool,
    ) -> None:
        quote = occasion.quote if first else None
        known = {
            "claim_id": claim.id,
            "source_id": source.id if source else None,
            **dated("said_on", occasion.said_on),
            "occasion": occasion.occasion if first else None,
            "quote_exact": quote,
            "quote_state": QuoteState.ORPHAN.value if quote else None,
            "extra": extra_of(occasion.extra) if first else None,
        }
        role = occasion.speaker.role if occasion.speaker else None
        hop = {"position": 0, "claimant_id": speaker.id, **({"role": role} if role else {})} if speaker else None
        self.bulk.add(RecordKind.UTTERANCE, known, [hop] if hop else [])
        self._index(claim, [quote] if quote else [], source)

    def _index(self, claim: KnownClaim, words: list[str], source: KnownWork | None) -> None:
        if claim.id not in self._new or (source and not source.plain):
            self.bulk.index_anew(claim.id)
            return
        publisher = source.publisher.said.name if source and source.publisher else None
        names = [name for name in (source.said.title, publisher) if name] if source else []
        self.bulk.index_claim(claim.id, words, names)

    def _ruling(self, draft: ReviewDraft, claim: KnownClaim, review: KnownWork | None, axis: Axis) -> bool:
        cited = [(self._work(work), work.stance) for work in draft.citations]
        given, number = self._mentions.given, review.id if review else None
        if review is None and says_nothing(draft):
            self._keep_first(given)
            return False
        told = ruling_told(draft, axis, self._ledger.actor, self._ledger.today.isoformat())
        ruled = MentionedRuling(told.checked_on, axis, {extra_of(given)}, {source.id for source, _stance in cited})
        known_by = told.digests[0 if draft.review.publisher else -1]
        if (seen := claim.rulings.get((number, known_by))) is not None and seen.covers(ruled, dated=told.is_dated):
            if not ruled.given <= seen.given:
                self._keep_first(given)
            return False
        for digest in told.digests:
            claim.rule(number, digest, ruled)
        evidence = sorted({self._cited(claim, source, stance, axis) for source, stance in cited})
        extra = extra_of(draft.extra | ({GIVEN: given} if given else {}))
        claim.lamport += 1
        known = {
            **told.columns,
            "claim_id": claim.id,
            "review_id": number,
            "lamport": claim.lamport,
            "extra": extra,
        }
        self.bulk.add(RecordKind.RULING, known, evidence, action=Action.RULE, reason=told.rationale)
        return True

    def _keep_first(self, given: Given) -> None:
        """Count what a review says differently that isn't a new ruling."""
        for name in names_of(given):
            self._tally.kept_first[name] = self._tally.kept_first.get(name, 0) + 1

    def _cited(self, claim: KnownClaim, source: KnownWork, stance: Stance | None, axis: Axis) -> int:
        known = {
            "claim_id": claim.id,
            "source_id": source.id,
            "axis": axis.value,
            "stance": (stance or Stance.CONTEXT).value,
        }
        self._index(claim, [], source)
        return self.bulk.add(RecordKind.EVIDENCE, known)


def fill(ledger: Ledger, learned: Learned) -> None:
    """Fill what is empty in records by what an import says of them; what is there stays."""
    for (model, number), told in learned.items():
        row = ledger.session.get_one(model, number)
        ledger.revise(row, _empty(row, told), reason="An import says so.")
    ledger.session.flush()  # the next batch asks for it by SQL
    learned.clear()


def _empty(row: Any, told: dict[str, Any]) -> dict[str, Any]:
    """The columns that are empty, as they are to be."""
    wanted = {name: value for name, value in told.items() if name != "extra" and getattr(row, name) is None}
    if when := wanted.pop("published_on", None):
        wanted |= dated("published_on", when)
    if "extra" in told:
        wanted["extra"] = extra_of(told["extra"] | unread_fields(row.extra))
    return {name: getattr(value, "value", value) for name, value in wanted.items()}


def dated(name: str, when: Any) -> dict[str, Any]:
    """The three columns of a date."""
    if when is None:
        return {}
    return {name: when.first, f"{name}_precision": when.precision.value, f"{name}_circa": when.circa}
