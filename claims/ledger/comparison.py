"""The records held against the log: each row must be what the last event about it says, and nothing may be besides."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlmodel import Session

from claims.ledger.access import Bulk
from claims.ledger.canonical import Document
from claims.ledger.chain import Fault
from claims.ledger.documents import columns, row_of
from claims.models import RECORDS, ClaimantAlias, Hop
from claims.text import name_key, shorten
from claims.vocabulary import Axis, RecordKind, Status

BATCH = 1_000
"""Records compared in one go."""

Span = dict[str, Any]
"""The lowest and the highest number of a batch."""

ON = "id BETWEEN :low AND :high"
LINES_ABOUT = """
SELECT record_id, seq, "before", "after", record_uid, claim_id FROM event
WHERE kind = :kind AND record_id BETWEEN :low AND :high ORDER BY record_id, seq
"""
BELONGINGS = {
    RecordKind.CLAIM: """
        SELECT claim_tag.claim_id, tag.name FROM claim_tag JOIN tag ON tag.id = claim_tag.tag_id
        WHERE claim_tag.claim_id BETWEEN :low AND :high ORDER BY claim_tag.claim_id, tag.name
    """,
    RecordKind.VERIFICATION: """
        SELECT verification_id, evidence_id FROM verification_evidence
        WHERE verification_id BETWEEN :low AND :high ORDER BY verification_id, evidence_id
    """,
}
STANDING = """
SELECT claim_id, axis, status FROM verification WHERE claim_id BETWEEN :low AND :high AND NOT pending ORDER BY id
"""


class Comparison:
    """Compares one kind of record with the log, in batches; `count` says how many records were compared."""

    def __init__(self, session: Session, kind: RecordKind) -> None:
        self._bulk = Bulk(session)
        self._kind = kind
        self._model = RECORDS[kind]
        self.count = 0

    def faults(self) -> Iterator[Fault]:
        """What differs, in the order of the records' numbers."""
        for span in self._spans():
            yield from self._batch(span)

    def _spans(self) -> Iterator[Span]:
        table = f"SELECT max(id) FROM {self._model.__tablename__}"  # noqa: S608  (names of ours)
        logged = "SELECT max(record_id) FROM event WHERE kind = :kind"
        highest = max(self._bulk.rows(table)[0][0] or 0, self._bulk.rows(logged, kind=self._kind.value)[0][0] or 0)
        lowest = self._bulk.rows(table.replace("max", "min"))[0][0] or 1
        for low in range(min(lowest, 1), highest + 1, BATCH):
            yield {"low": low, "high": low + BATCH - 1}

    def stored(self) -> Iterator[Document]:
        """The records as the tables hold them, with what belongs to them; what is empty is left out."""
        for span in self._spans():
            belongings = self._belongings(span)
            for row in self._bulk.documents(self._model, ON, **span):
                record = {name: value for name, value in row.items() if value is not None and value is not False}
                if self._model.owned and row["id"] in belongings:
                    record[self._model.owned] = belongings[row["id"]]
                yield record

    def _batch(self, span: Span) -> Iterator[Fault]:
        logged: dict[int, Document] = {}
        for number, seq, before, after, uid, claim_id in self._bulk.rows(LINES_ABOUT, kind=self._kind.value, **span):
            known = logged.get(number)
            if before != (known["text"] if known else None):
                yield self._fault(number, f"line {seq} starts from what no line before it left", seq)
            logged[number] = {"text": after, "seq": seq, "uid": uid, "claim_id": claim_id}
        rows = {row["id"]: row for row in self._bulk.documents(self._model, ON, **span)}
        belongings = self._belongings(span)
        standing = self._standing(span)
        for number in sorted(logged.keys() | rows.keys()):
            self.count += 1
            if number not in logged:
                yield self._fault(number, "no line of the log tells of it")
            elif number not in rows:
                yield self._fault(number, "it is gone, though the log has it", logged[number]["seq"])
            else:
                yield from self._differences(logged[number], rows[number], belongings.get(number, []), standing)

    def _differences(
        self, logged: Document, row: Document, belongings: list[Any], standing: dict[tuple[int, str], str]
    ) -> Iterator[Fault]:
        told = msgspec.json.decode(logged["text"])
        model, owned = row_of(self._model, told)
        wanted = {name: getattr(model, name) for name in self._model.model_fields}
        if self._kind is RecordKind.CLAIM:
            for axis in Axis:
                status = standing.get((row["id"], axis.value), Status.UNVERIFIED.value)
                wanted[f"{axis.value}_status"] = status
        for name, value in wanted.items():
            if row[name] != value:
                yield self._fault(
                    row["id"], f"{name} is {_shown(row[name])}; {self._says(name, logged)} {_shown(value)}"
                )
        if self._model.owned and belongings != owned:
            said = f"its {self._model.owned} are {_shown(belongings)}; line {logged['seq']} says {_shown(owned)}"
            yield self._fault(row["id"], said, logged["seq"])

    def _says(self, name: str, logged: Document) -> str:
        return f"line {logged['seq']} says" if name in columns(self._model) else "by the log it should be"

    def _belongings(self, span: Span) -> dict[int, list[Any]]:
        grouped: dict[int, list[Any]] = defaultdict(list)
        if self._kind is RecordKind.UTTERANCE:
            for hop in self._bulk.documents(
                Hop, "utterance_id BETWEEN :low AND :high", order="utterance_id, position", **span
            ):
                number = hop.pop("utterance_id")
                grouped[number].append({name: value for name, value in hop.items() if value is not None})
            self._drop_claims(grouped, span)
        elif self._kind is RecordKind.CLAIMANT:
            for alias in self._bulk.documents(
                ClaimantAlias, "claimant_id BETWEEN :low AND :high", order="claimant_id, name_key", **span
            ):
                whole = alias["name_key"] == name_key(alias["name"])
                grouped[alias["claimant_id"]].append(alias["name"] if whole else {"misfiled": alias["name"]})
        elif self._kind in BELONGINGS:
            for number, value in self._bulk.rows(BELONGINGS[self._kind], **span):
                grouped[number].append(value)
        return grouped

    def _drop_claims(self, hops: dict[int, list[Any]], span: Span) -> None:
        """A hop repeats its utterance's claim; only where it doesn't is that worth telling."""
        claims = self._bulk.rows("SELECT id, claim_id FROM utterance WHERE id BETWEEN :low AND :high", **span)
        for number, claim_id in claims:
            for hop in hops.get(number, ()):
                if hop["claim_id"] == claim_id:
                    del hop["claim_id"]

    def _standing(self, span: Span) -> dict[tuple[int, str], str]:
        if self._kind is not RecordKind.CLAIM:
            return {}
        return {(claim, axis): status for claim, axis, status in self._bulk.rows(STANDING, **span)}

    def _fault(self, number: int, said: str, line: int | None = None) -> Fault:
        return Fault("records", line, f"{self._kind.value} #{number}", f"{self._kind.value} #{number}: {said}")


def _shown(value: Any) -> str:
    return "empty" if value is None else shorten(str(value), 80)
