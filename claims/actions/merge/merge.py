"""Bringing another ledger's records into this one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from msgspec import Meta, Struct
from sqlalchemy import insert, select
from sqlmodel import Session, col

from claims.actions.merge.conflicting_rulings import ConflictingRulings, conflicting_rulings
from claims.actions.merge.duplicates import Match, possible_duplicates
from claims.actions.merge.merged_records import level_merged
from claims.actions.record.future_rulings import said_of_rulings
from claims.ledger.audit.kept_lines import Span, keep_lines, kept_span, knows
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.ledger.store.documents import columns, row_of
from claims.ledger.store.portable import OWN, Names, said_of
from claims.ledger.store.sql import Bulk
from claims.ledger.transfer.merge_compare import NOT_SHARED, LastWords, lines_of, prevails, unknown_span
from claims.ledger.transfer.merge_insert import MergeInsert
from claims.models import RECORDS, Blob, Claimant, Merger, Record, Source
from claims.urls import canonical_url
from claims.vocabulary import Action, RecordKind

SAME_RELATION = "SELECT id FROM relation WHERE claim_id = :claim_id AND other_id = :other_id AND kind = :kind"
SAME_CANDIDATE = "SELECT id FROM candidate WHERE source_id = :source_id AND digest = :digest"
SAME_ADDRESS = "SELECT id FROM source WHERE canonical_url = :address AND merged_into_id IS NULL AND uid <> :uid"
ONE_ONLY = {
    RecordKind.RELATION: (SAME_RELATION, ("claim_id", "other_id", "kind")),
    RecordKind.CANDIDATE: (SAME_CANDIDATE, ("source_id", "digest")),
}
"""Records of which a ledger holds one only, whatever their uids, and by what they are known."""

MERGED: dict[RecordKind, type[Claimant] | type[Source]] = {RecordKind.CLAIMANT: Claimant, RecordKind.SOURCE: Source}
"""Kinds of which one can turn out to be another."""

KEPT_SPANS = "SELECT id FROM merger ORDER BY id"
MISSING_BYTES = "SELECT DISTINCT sha256 FROM snapshot WHERE how IS NOT NULL AND sha256 NOT IN (SELECT sha256 FROM blob)"


class Conflict(Struct, frozen=True):
    """A record that both ledgers changed, neither knowing of the other."""

    kind: Annotated[str, Meta(description="The kind of record.")]
    id: Annotated[int, Meta(description="The record's number in this ledger.")]
    uid: Annotated[str, Meta(description="The record's UUIDv7.")]
    field: Annotated[str, Meta(description="What they say differently.")]
    ours: Annotated[object, Meta(description="What this ledger said; null for nothing.")]
    theirs: Annotated[object, Meta(description="What the other said; null for nothing.")]
    goes: Annotated[str, Meta(description="Whose word goes, the later one: ours or theirs.")]


class Merged(Struct, frozen=True):
    """What a merger of two ledgers did, or would do."""

    other: Annotated[str, Meta(description="UUIDv7 of the other ledger.")]
    head: Annotated[str, Meta(description="Hash of the newest line of its log.")]
    lines: Annotated[int, Meta(description="Lines of its log that were not known here before.")]
    brought: Annotated[dict[str, int], Meta(description="Records brought in, by kind.")]
    changed: Annotated[dict[str, int], Meta(description="Records changed to what the other says, by kind.")]
    conflicts: Annotated[list[Conflict], Meta(description="What both had changed, side by side.")]
    rulings: Annotated[
        list[ConflictingRulings], Meta(description="What both ruled otherwise, side by side; both stay.")
    ]
    matches: Annotated[list[Match], Meta(description="Records that look like one of ours and have another uid.")]
    ahead: Annotated[str | None, Meta(description="What to say of rulings from the future that came in.")]
    dry_run: Annotated[bool, Meta(description="Whether this is only what would be done.")]


def merge_ledgers(ledger: Ledger, other: Session, *, dry_run: bool = False) -> Merged:
    """Bring everything that another ledger says and this one doesn't know into this one."""
    span = unknown_span(ledger.session, other)
    uniting = MergeRun(ledger, other, span)
    if span.base < span.head:
        uniting.all()
    rulings = uniting.new.get(RecordKind.RULING, [])
    return Merged(
        other=span.uid,
        head=span.head_hash,
        lines=span.head - span.base,
        brought=dict(uniting.brought),
        changed=dict(uniting.changed),
        conflicts=uniting.conflicts,
        rulings=list(conflicting_rulings(ledger.session, other, rulings)),
        matches=possible_duplicates(ledger.session, uniting.new, uniting.numbers_there),
        ahead=said_of_rulings(Bulk(ledger.session), ledger.today, rulings),
        dry_run=dry_run,
    )


class MergeRun:
    """One merger: what was brought, what was changed, and where both had something to say."""

    def __init__(self, ledger: Ledger, other: Session, span: Span) -> None:
        self._ledger, self._session, self._other, self._span = ledger, ledger.session, other, span
        self._reason = f"From ledger {span.uid}"
        self._here, self._there = Names(self._session), Names(other)
        self._ours, self._theirs = LastWords(self._session), LastWords(other)
        self.brought: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.conflicts: list[Conflict] = []
        self._bringing = MergeInsert(ledger, self._reason)
        self.new: dict[RecordKind, list[int]] = {}
        self.numbers_there: dict[tuple[RecordKind, int], int] = {}

    def all(self) -> None:
        """Bring records in the order in which they can refer to one another, then keep the lines that tell of them."""
        told = self._spoken_of()
        for kind in RecordKind:
            if kind in NOT_SHARED:
                continue
            for number in self._targets_first(kind, sorted(told.get(kind, ()))):
                self._take(kind, number)
            self._store()
            if kind in MERGED:
                level_merged(self._ledger, MERGED[kind], self._reason)
        self._bring_bytes()
        self._keep_logs()

    def _spoken_of(self) -> dict[RecordKind, set[int]]:
        """The records that the unknown lines tell of, by kind."""
        self._first_hand = False
        found: dict[RecordKind, set[int]] = {}
        for line in lines_of(self._other, self._span):
            found.setdefault(RecordKind(line["kind"]), set()).add(line["record_id"])
            self._first_hand = self._first_hand or line["action"] != Action.UNITE
        return found

    def _targets_first(self, kind: RecordKind, numbers: list[int]) -> Iterator[int]:
        """Numbers of their records, each after the one that it refers to among its own kind."""
        if kind not in MERGED:
            yield from numbers
            return
        statement = f"SELECT id, merged_into_id FROM {kind.value} WHERE id {{among}}"  # noqa: S608  (names of ours)
        targets = dict(Bulk(self._other).rows(statement, numbers))
        waiting = dict.fromkeys(numbers)
        while waiting:
            ready = {each: None for each in waiting if targets[each] not in waiting}
            yield from ready
            waiting = {each: None for each in waiting if each not in ready}

    def _take(self, kind: RecordKind, number: int) -> None:
        """Bring one of their records, or take over what they say of one that is here."""
        uid = self._there.uid(kind, number)
        said, their_stamp = self._theirs.last_word(kind, number, uid)
        wanted = self._here.local(kind, self._there.portable(kind, said))
        here = self._here.number(kind, uid) or self._known_as(kind, uid, wanted)
        if here is None:
            self._bring(kind, number, wanted)
            return
        own_uid = self._here.uid(kind, here)
        held, our_stamp = self._ours.last_word(kind, here, own_uid)
        if said_of(held) == said_of(wanted):
            return
        theirs_goes, both = prevails((self._ours, our_stamp), (self._theirs, their_stamp))
        if both:
            self._put_side_by_side(kind, here, own_uid, held, wanted, "theirs" if theirs_goes else "ours")
        if theirs_goes:
            self._change(kind, here, wanted)

    def _known_as(self, kind: RecordKind, uid: str, wanted: Document) -> int | None:
        """The record here that is theirs under another uid, where there can be only one."""
        if kind not in ONE_ONLY:
            return None
        statement, keys = ONE_ONLY[kind]
        found = Bulk(self._session).rows(statement, **{key: wanted[key] for key in keys})
        if not found:
            return None
        self._here.learn(kind, found[0][0], self._here.uid(kind, found[0][0]))
        self._here.learn(kind, found[0][0], uid)
        return int(found[0][0])

    def _bring(self, kind: RecordKind, number: int, wanted: Document) -> None:
        holder = self._holder(kind, wanted)
        here = self._bringing.bring(kind, wanted | ({"merged_into_id": holder.id} if holder else {}))
        self._here.learn(kind, here, wanted["uid"])
        self.brought[kind.value] += 1
        self.new.setdefault(kind, []).append(here)
        self.numbers_there[kind, here] = number
        if holder is not None:
            self._store()
            self._let_the_elder_stay(holder, self._session.get_one(Source, here))

    def _store(self) -> None:
        self._bringing.store()
        self._session.flush()

    def _change(self, kind: RecordKind, number: int, wanted: Document) -> None:
        self._store()
        model = RECORDS[kind]
        row = self._session.get_one(model, number)
        told, belongings = row_of(model, {**wanted, "id": number})
        changes = {name: getattr(told, name) for name in columns(model) if name not in OWN}
        holder = self._holder(kind, wanted)
        if holder is not None:
            changes["merged_into_id"] = holder.id
        owned = belongings if model.owned and kind is not RecordKind.RULING else None
        if self._ledger.revise(row, changes, owned, action=Action.UNITE, reason=self._reason):
            self.changed[kind.value] += 1
        if holder is not None:
            self._let_the_elder_stay(holder, row)

    def _holder(self, kind: RecordKind, wanted: Document) -> Source | None:
        """Our source at the address of theirs: two that live can't share one."""
        if kind is not RecordKind.SOURCE or not wanted.get("url") or wanted.get("merged_into_id"):
            return None
        self._session.flush()
        at = canonical_url(wanted["url"])
        found = Bulk(self._session).rows(SAME_ADDRESS, address=at, uid=wanted["uid"])
        return self._session.get_one(Source, found[0][0]) if found else None

    def _let_the_elder_stay(self, holder: Source, row: Record) -> None:
        """Of two sources at one address the one entered first stays, in whichever ledger that was."""
        if (row.recorded_at, row.uid) < (holder.recorded_at, holder.uid):
            for each, into in ((holder, row.id), (row, None)):
                self._ledger.revise(each, {"merged_into_id": into}, action=Action.UNITE, reason=self._reason)
                self._session.flush()

    def _put_side_by_side(
        self, kind: RecordKind, number: int, uid: str, ours: Document, theirs: Document, goes: str
    ) -> None:
        for name in sorted(said_of(ours).keys() | said_of(theirs).keys()):
            if ours.get(name) != theirs.get(name):
                differing: tuple[Any, Any] = ours.get(name), theirs.get(name)
                self.conflicts.append(Conflict(kind.value, number, uid, name, *differing, goes))

    def _bring_bytes(self) -> None:
        self._session.flush()
        missing = [row[0] for row in Bulk(self._session).rows(MISSING_BYTES)]
        for digest in sorted(missing):
            kept = self._other.execute(
                select(Blob.__table__).where(col(Blob.sha256) == digest)  # type: ignore[attr-defined]  # SQLModel adds it
            ).first()
            if kept is not None:
                self._session.execute(insert(Blob).values(**kept._mapping))

    def _keep_logs(self) -> None:
        """Keep their lines, and those that they keep of others; lines that only tell of mergers add nothing."""
        if not self._first_hand and not self.brought and not self.changed:
            return
        self._keep(self._span, lines_of(self._other, self._span))
        self._keep_what_they_keep()

    def _keep(self, span: Span, lines: Iterable[Document]) -> None:
        merger = Merger(
            other_uid=span.uid,
            base_count=span.base,
            base_hash=span.base_hash,
            head_count=span.head,
            head_hash=span.head_hash,
        )
        self._ledger.add(merger, action=Action.UNITE, reason=self._reason)
        keep_lines(self._session, merger.id, lines)

    def _keep_what_they_keep(self) -> None:
        for (number,) in Bulk(self._other).rows(KEPT_SPANS):
            theirs = self._other.get_one(Merger, number)
            if knows(self._session, theirs.head_count, theirs.head_hash):
                continue
            span, lines = kept_span(self._other, self._session, theirs)
            self._keep(span, lines)
