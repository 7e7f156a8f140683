"""Excerpts: some claims as they stand or stood, with every record that they need and the lines of the log about those.

It reads like a dump, but a log with gaps proves nothing: its first line says `excerpt` and not `head`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlmodel import Session

from claims.ledger.read.past import Past
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.ledger.transfer.dump import blob_document, canonical_json
from claims.models import Head
from claims.vocabulary import RecordKind

BATCH = 1_000
"""Records read in one go."""

AMONG = "{among}"
SNAPSHOTS = "IN (SELECT id FROM snapshot WHERE source_id {among})"
JUDGEMENTS = "IN (SELECT id FROM judgement WHERE source_id {among} AND other_id {among})"
NEWEST = "SELECT max(seq) FROM event WHERE kind <> 'report'"
HEAD_AT = "SELECT hash FROM event WHERE seq = :seq"
LINES_ABOUT = "SELECT seq FROM event WHERE kind = :kind AND record_id {among} AND seq <= :upto"


class Excerpt:
    """Some claims as they stood after line `upto` of the log, or as they stand, and what they need."""

    def __init__(self, session: Session, claims: Iterable[int], upto: int | None) -> None:
        self._session, self._bulk = session, Bulk(session)
        self._head = session.get_one(Head, 1)
        self._upto = self._newest() if upto is None else upto
        self._past = Past(session, self._upto)
        self._claims = sorted(set(claims))
        self._keys: dict[RecordKind, set[int]] = {kind: set() for kind in RecordKind}

    def lines(self) -> Iterator[bytes]:
        """What it is an excerpt of, each kind of record in the order in which they refer to one another, bytes, log."""
        at = self._bulk.rows(HEAD_AT, seq=self._upto)
        told = {"claims": len(self._claims), "count": self._upto, "hash": at[0][0] if at else None}
        yield _line("excerpt", told | {"ledger": self._head.ledger_uid})
        for batch in _batches(self._claims):
            self._need(batch)
        self._reach()
        digests: set[str] = set()
        for kind in RecordKind:
            for known in self._records(kind):
                yield _line(kind.value, known)
                if kind is RecordKind.SNAPSHOT and known.get("how"):
                    digests.add(known["sha256"])
        for digest in sorted(digests):
            yield _line("blob", blob_document(self._session, digest))
        yield from self._log()

    def _newest(self) -> int:
        """The newest line but for those of what left the house, so that an excerpt changes none that is made later."""
        return int(self._bulk.rows(NEWEST)[0][0] or 0)

    def _need(self, claims: list[int]) -> None:
        """Note whom and what these claims name."""
        past, keys = self._past, self._keys
        for said in past.utterances(claims):
            keys[RecordKind.CLAIMANT] |= {hop["claimant_id"] for hop in said["hops"]}
            keys[RecordKind.SOURCE].add(said["source_id"])
        keys[RecordKind.SOURCE] |= {each["source_id"] for each in past.evidence(claims)}
        keys[RecordKind.SOURCE] |= {each["review_id"] for each in past.verifications(claims)}

    def _reach(self) -> None:
        """Follow sources to where they take their content from, and to whom they are published by."""
        past, keys = self._past, self._keys
        keys[RecordKind.SOURCE].discard(None)  # an utterance need not have one
        links = past.links(keys[RecordKind.SOURCE])
        keys[RecordKind.SOURCE_LINK] = {link["id"] for link in links}
        keys[RecordKind.SOURCE] |= {link[name] for link in links for name in ("source_id", "origin_id")}
        sources = past.sources(keys[RecordKind.SOURCE])
        keys[RecordKind.SOURCE] = {source["id"] for source in sources}
        keys[RecordKind.CLAIMANT] |= {source["publisher_id"] for source in sources if source["publisher_id"]}
        keys[RecordKind.CLAIMANT] = {each["id"] for each in past.claimants(keys[RecordKind.CLAIMANT])}

    def _records(self, kind: RecordKind) -> Iterator[Document]:
        """The records of a kind, by number; those merged into others of their kind after these."""
        for known in self._found(kind):
            self._keys[kind].add(known["id"])
            yield {name: value for name, value in known.items() if value not in (None, False, [])}

    def _found(self, kind: RecordKind) -> Iterator[Document]:
        past, keys = self._past, self._keys
        whole = set(self._claims)
        if kind in (RecordKind.CLAIMANT, RecordKind.SOURCE):
            yield from sorted(
                past.read(kind, AMONG, keys[kind]), key=lambda each: (bool(each["merged_into_id"]), each["id"])
            )
        elif kind in (RecordKind.CLAIM, RecordKind.SOURCE_LINK):
            yield from past.read(kind, AMONG, self._claims if kind is RecordKind.CLAIM else keys[kind])
        elif kind in (RecordKind.SNAPSHOT, RecordKind.JUDGEMENT):
            which = SNAPSHOTS if kind is RecordKind.SNAPSHOT else JUDGEMENTS
            yield from past.read(kind, which, keys[RecordKind.SOURCE])
        elif kind is RecordKind.RELATION:
            yield from (each for each in past.relations(whole) if {each["claim_id"], each["other_id"]} <= whole)
        elif of_claims := self._of_claims(kind):
            for batch in _batches(self._claims):
                yield from of_claims(batch)

    def _of_claims(self, kind: RecordKind) -> Any:
        past = self._past
        asked = {
            RecordKind.UTTERANCE: past.utterances,
            RecordKind.EVIDENCE: past.evidence,
            RecordKind.RULING: past.verifications,
        }
        return asked.get(kind)

    def _log(self) -> Iterator[bytes]:
        numbers: list[int] = []
        for kind, keys in self._keys.items():
            if keys:
                rows = self._bulk.rows(LINES_ABOUT, keys, kind=kind.value, upto=self._upto)
                numbers += [row[0] for row in rows]
        for batch in _batches(sorted(numbers)):
            for line in self._bulk.documents("event", "seq {among}", batch, order="seq"):
                yield _line("event", {name: value for name, value in line.items() if value is not None})


def _line(what: str, document: Document) -> bytes:
    return b'{"%s":%s}' % (what.encode(), canonical_json(document))


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]
