"""The records held against the log: each row must be what the last event about it says, and nothing may be besides."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from operator import itemgetter
from secrets import token_hex
from typing import Any, cast

import msgspec
from msgspec import defstruct, field
from sqlalchemy import Boolean
from sqlmodel import Session

from claims.errors import BadInput
from claims.ledger.log.chain import Fault
from claims.ledger.store.canonical import Document
from claims.ledger.store.documents import columns, sheet_of
from claims.ledger.store.holdings import FARTHEST, LISTS, Holdings
from claims.ledger.store.precedence import OLDEST_FIRST
from claims.ledger.store.shapes import Shaped, shaped
from claims.ledger.store.sql import Bulk
from claims.models import Record, model_of
from claims.text import name_key, shorten
from claims.vocabulary import Axis, RecordKind, Status

BATCH = 1_000
"""Records compared in one go."""

Span = dict[str, Any]
"""The lowest and the highest number of a batch."""

ON = "id BETWEEN :low AND :high"
LINES_ABOUT = """
SELECT record_id, seq, "before", "after" FROM event
WHERE kind = :kind AND record_id BETWEEN :low AND :high ORDER BY record_id, seq
"""
BELONGINGS = {
    RecordKind.CLAIM: """
        SELECT claim_tag.claim_id, tag.name FROM claim_tag LEFT JOIN tag ON tag.id = claim_tag.tag_id
        WHERE claim_tag.claim_id BETWEEN :low AND :high
    """,
    RecordKind.RULING: """
        SELECT verification_id, evidence_id FROM verification_evidence
        WHERE verification_id BETWEEN :low AND :high ORDER BY verification_id, evidence_id
    """,
    RecordKind.EDITION: """
        SELECT report_id, claim_id FROM report_claim
        WHERE report_id BETWEEN :low AND :high ORDER BY report_id, claim_id
    """,
}
UNUSED_TAGS = "SELECT name FROM tag WHERE id NOT IN (SELECT tag_id FROM claim_tag) ORDER BY id"
STANDING = f"""
SELECT claim_id, axis, status FROM verification WHERE claim_id BETWEEN :low AND :high AND NOT pending
ORDER BY {OLDEST_FIRST}
"""  # noqa: S608  (names of ours)
RULINGS_TOLD = """
SELECT "after" FROM event WHERE kind = 'verification' AND claim_id = :claim ORDER BY record_id, seq
"""


def record_faults(session: Session) -> Iterator[Fault]:
    """What differs in the records of every kind."""
    held = Holdings(session)
    for kind in RecordKind:
        yield from RecordComparison(session, kind, held).faults()


class RecordComparison:
    """Compares one kind of record with the log, in batches; `count` says how many records were compared."""

    def __init__(self, session: Session, kind: RecordKind, held: Holdings) -> None:
        self._bulk = Bulk(session)
        self._kind = kind
        self._held = held
        self._table = kind.value
        self._list = LISTS.get(kind)
        self._span = held.span(kind)
        self.count = 0
        self._unused: set[str] = set()

    @cached_property
    def _model(self) -> type[Record]:  # loaded only where there is something to compare
        return cast(type[Record], model_of(self._table))

    def faults(self) -> Iterator[Fault]:
        """What differs, in the order of the records' numbers."""
        if self._kind is RecordKind.CLAIM and self._held.has("tag"):
            self._unused = {row[0] for row in self._bulk.rows(UNUSED_TAGS)}
        for span in self._spans():
            yield from self._batch(span)
        for name in sorted(self._unused):
            yield Fault("records", None, None, f"the tag {_shown(name)} is borne by no claim, and no line tells of it")

    def _spans(self) -> Iterator[Span]:
        if self._span is None:
            return
        low: int | None
        low, high = self._span
        while low is not None:
            last = min(low + BATCH - 1, FARTHEST)
            yield {"low": low, "high": last}
            low = self._following(last) if last < high else None

    def _following(self, last: int) -> int | None:
        """The lowest number after one at which there is something."""
        tables = [(self._table, "id"), *([self._list] if self._list else [])]
        asked = ["SELECT min(record_id) AS number FROM event WHERE kind = :kind AND record_id > :last"]
        asked += [f"SELECT min({column}) FROM {table} WHERE {column} > :last" for table, column in tables]  # noqa: S608
        following = f"SELECT min(number) FROM ({' UNION ALL '.join(asked)}) AS next"  # noqa: S608  (names of ours)
        low = self._bulk.rows(following, kind=self._kind.value, last=last)[0][0]
        return low if isinstance(low, int) else None

    def stored(self) -> Iterator[Shaped]:
        """The records as the tables hold them, with what belongs to them; what is empty is left out."""
        owned = self._model.owned
        for span in self._spans():
            belongings = self._belongings(span) if owned else {}
            for number, record in shaped(self._bulk, self._table, ON, **span):
                if owned:
                    setattr(record, owned, belongings.get(number))
                yield record

    def _batch(self, span: Span) -> Iterator[Fault]:
        logged: dict[int, Document] = {}
        for number, seq, before, after in self._lines(span):
            known = logged.get(number)
            if before != (known["text"] if known else None):
                yield self._fault(number, f"line {seq} starts from what no line before it left", seq)
            logged[number] = {"text": after, "seq": seq}
            if self._unused:
                self._unused.difference_update((self._told(after) or {}).get("tags", ()))
        rows = {row["id"]: row for row in self._rows(span)}
        belongings = self._belongings(span)
        standing = self._standing(span)
        for number in sorted(logged.keys() | rows.keys()):
            self.count += 1
            if number not in logged:
                yield self._fault(number, "no line of the log tells of it")
            elif number not in rows:
                yield self._fault(number, "it is gone, though the log has it", logged[number]["seq"])
            elif not self._is_as_told(logged[number]["text"], rows[number], belongings.get(number), standing):
                yield from self._differences(logged[number], rows[number], belongings.get(number, []), standing)
        for number in sorted(belongings.keys() - logged.keys() - rows.keys()):
            yield self._fault(number, f"it has {self._model.owned}, but there is no such record")

    def _lines(self, span: Span) -> Sequence[Any]:
        return self._bulk.rows(LINES_ABOUT, kind=self._kind.value, **span) if self._held.told(self._kind) else ()

    def _rows(self, span: Span) -> Sequence[Document]:
        return self._bulk.documents(self._table, ON, **span) if self._held.has(self._table) else ()

    def _is_as_told(
        self, text: Any, row: Document, belongings: list[Any] | None, standing: dict[tuple[int, str], str]
    ) -> bool:
        """Whether a row is what a line says, as far as that is plain; where it isn't, what differs is looked for."""
        shape = _told_shape(self._model)
        if shape is None:
            return False
        try:
            told = shape.decode(text)
            self._model.settle(cast(Record, told))
        except (BadInput, ValueError, TypeError):
            return False
        if self._kind is RecordKind.CLAIM:
            for axis in Axis:
                setattr(told, f"{axis.value}_status", standing.get((row["id"], axis.value), Status.UNVERIFIED.value))
        values = msgspec.structs.astuple(told)
        if self._model.owned:
            if (belongings or []) != (values[-1] or []):
                return False
            values = values[:-1]
        return bool(values == shape.values_of(row)) and not self._model.flaw(cast(Record, told))

    def _differences(
        self, logged: Document, row: Document, belongings: list[Any], standing: dict[tuple[int, str], str]
    ) -> Iterator[Fault]:
        made = self._made(logged["text"])
        if made is None:
            yield self._fault(row["id"], f"line {logged['seq']} doesn't say what it is", logged["seq"])
            return
        told, owned = made
        if flaw := self._model.flaw(told):
            yield self._fault(row["id"], f"{flaw}, and line {logged['seq']} says so, too", logged["seq"])
        wanted = vars(told)
        if self._kind is RecordKind.CLAIM:
            for axis in Axis:
                status = standing.get((row["id"], axis.value), Status.UNVERIFIED.value)
                if row[f"{axis.value}_status"] != status:  # a ruling that was changed is not the claim's fault
                    status = self._ruled(row["id"], axis.value)
                wanted[f"{axis.value}_status"] = status
        for name, value in wanted.items():
            if row[name] != value:
                yield self._fault(
                    row["id"], f"{name} is {_shown(row[name])}; {self._says(name, logged)} {_shown(value)}"
                )
        if self._model.owned and belongings != owned:
            said = f"its {self._model.owned} are {_shown(belongings)}; line {logged['seq']} says {_shown(owned)}"
            yield self._fault(row["id"], said, logged["seq"])

    def _made(self, text: Any) -> tuple[Record, list[Any]] | None:
        """The record that a line tells of, and what belongs to it; nothing if it tells of none."""
        told = self._told(text)
        try:
            return None if told is None else sheet_of(self._model, told)
        except (BadInput, ValueError):  # an address that nobody could have entered
            return None

    def _told(self, text: Any) -> Document | None:
        """What a line says of a record; nothing if it can't be a record of this kind."""
        try:
            told = msgspec.json.decode(text)
        except (msgspec.DecodeError, TypeError):
            return None
        kinds = _kinds(self._model)
        if not isinstance(told, dict) or not told.keys() <= {*kinds, self._model.owned}:
            return None
        whole = all(
            isinstance(told[name], kind) if told.get(name) is not None else may_lack
            for name, (kind, may_lack) in kinds.items()
        )
        return told if whole else None

    def _says(self, name: str, logged: Document) -> str:
        return f"line {logged['seq']} says" if name in columns(self._model) else "by the log it should be"

    def _belongings(self, span: Span) -> dict[int, list[Any]]:
        grouped: dict[int, list[Any]] = defaultdict(list)
        if self._list is None or not self._held.has(self._list[0]):
            return grouped
        if self._kind is RecordKind.UTTERANCE:
            for hop in self._bulk.documents(
                "hop", "utterance_id BETWEEN :low AND :high", order="utterance_id, position, seat", **span
            ):
                number = hop.pop("utterance_id")
                hop["seat"] = hop["seat"] or None  # the log leaves the first seat out
                grouped[number].append({name: value for name, value in hop.items() if value is not None})
            self._drop_claims(grouped, span)
        elif self._kind is RecordKind.CLAIMANT:
            aliases = self._bulk.documents("claimant_alias", "claimant_id BETWEEN :low AND :high", order="name", **span)
            for alias in sorted(aliases, key=lambda alias: str(alias["name_key"])):
                whole = alias["name_key"] == name_key(alias["name"])
                grouped[alias["claimant_id"]].append(alias["name"] if whole else {"misfiled": alias["name"]})
        elif self._kind in BELONGINGS:
            for number, value in self._bulk.rows(BELONGINGS[self._kind], **span):
                grouped[number].append(value)
            if self._kind is RecordKind.CLAIM:  # by code points, whatever the database's own order is
                for tags in grouped.values():
                    tags.sort(key=lambda name: name or "")
        return grouped

    def _drop_claims(self, hops: dict[int, list[Any]], span: Span) -> None:
        """A hop repeats its utterance's claim; only where it doesn't is that worth telling."""
        claims = self._bulk.rows("SELECT id, claim_id FROM utterance WHERE id BETWEEN :low AND :high", **span)
        for number, claim_id in claims:
            for hop in hops.get(number, ()):
                if hop["claim_id"] == claim_id:
                    del hop["claim_id"]

    def _standing(self, span: Span) -> dict[tuple[int, str], str]:
        if self._kind is not RecordKind.CLAIM or not self._held.has("verification"):
            return {}
        return {(claim, axis): status for claim, axis, status in self._bulk.rows(STANDING, **span)}

    def _ruled(self, claim: int, axis: str) -> str:
        """How a claim stands by the rulings that the log tells of."""
        newest: tuple[int, str, str, str] | None = None
        for (after,) in self._bulk.rows(RULINGS_TOLD, claim=claim):
            try:
                told = msgspec.json.decode(after)
            except (msgspec.DecodeError, TypeError):
                continue
            if isinstance(told, dict) and told.get("axis") == axis and not told.get("pending"):
                lamport = told.get("lamport")
                order = (
                    lamport if isinstance(lamport, int) else 0,
                    str(told.get("recorded_at")),
                    str(told.get("uid")),
                    str(told.get("status")),
                )
                newest = order if newest is None else max(newest, order)
        return newest[3] if newest else Status.UNVERIFIED.value

    def _fault(self, number: int, said: str, line: int | None = None) -> Fault:
        return Fault("records", line, f"{self._kind.value} #{number}", f"{self._kind.value} #{number}: {said}")


@cache
def _kinds(model: type[Record]) -> dict[str, tuple[type, bool]]:
    """What each column of a line holds, and whether it may be missing."""
    table = model.__table__.columns  # type: ignore[attr-defined]  # SQLModel adds it where table=True
    return {
        name: (table[name].type.python_type, table[name].nullable or isinstance(table[name].type, Boolean))
        for name in columns(model)
    }


_NOWHERE = token_hex(8)
"""What no line can have in a name."""


class _Told:
    """The shape of a line that tells of a kind of record; what no line says has a name that no line has."""

    def __init__(self, model: type[Record], kinds: dict[str, type]) -> None:
        self._kinds, self._lacking = kinds, {name for name, (_, may_lack) in _kinds(model).items() if may_lack}
        fields = [self._field(name) for name in model.model_fields]
        if model.owned:
            fields.append((model.owned, list[Any] | None, field(default=None)))
        shape = defstruct(f"Told{model.__name__}", fields, forbid_unknown_fields=True, kw_only=True)
        self.decode = msgspec.json.Decoder(shape).decode
        self.values_of: Callable[[Document], tuple[Any, ...]] = itemgetter(*model.model_fields)

    def _field(self, name: str) -> tuple[str, Any, Any]:
        if name not in self._kinds:
            return name, Any, field(default=None, name=f"{name} {_NOWHERE}")
        kind = self._kinds[name]
        if name not in self._lacking:
            return name, kind, field()
        return name, kind | None, field(default=False if kind is bool else None)


@cache
def _told_shape(model: type[Record]) -> _Told | None:
    """The shape of the lines about a kind of record; nothing for one with columns of other types than JSON's own."""
    kinds = {name: str if kind is object else kind for name, (kind, _) in _kinds(model).items()}
    return _Told(model, kinds) if set(kinds.values()) <= {str, int, bool} else None


def _shown(value: Any) -> str:
    return "empty" if value is None else shorten(str(value), 80)
