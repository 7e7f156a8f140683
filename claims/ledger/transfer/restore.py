"""Restore: the lines of a dump, told into an empty ledger, give the same ledger; or nothing, where they don't fit."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from claims.errors import Refused
from claims.ledger.log.bulk import SIDES, Writer, settled
from claims.ledger.log.chain import LINES, line_fault
from claims.ledger.log.ledger import Ledger
from claims.ledger.log.search_index import write_claims, write_names
from claims.ledger.log.witness import Reach
from claims.ledger.store.canonical import Document, genesis
from claims.ledger.store.values import misfit
from claims.ledger.transfer.restore_checks import bring_bytes, nothing_imported, require_whole
from claims.models import RECORDS, Event, Record, Tag, model_of
from claims.vocabulary import RecordKind

BATCH = 2_000
"""Lines written in one go."""

LATER = {RecordKind.CLAIMANT: "merged_into_id", RecordKind.SOURCE: "merged_into_id"}
"""The columns in which a record can refer to one of its own kind with a higher number."""


class Restore:
    """An empty ledger that is being filled with the lines of a dump."""

    def __init__(self, ledger: Ledger) -> None:
        if ledger.reach.count:
            raise Refused(
                "A whole ledger goes only into an empty one, and this one has records.",
                "Name a new file with --db, or bring the two together with claims merge.",
            )
        self._ledger = ledger
        self._writer = Writer(ledger)
        self._head: Document | None = None
        self._kinds = {kind.value: kind for kind in RecordKind}
        self._waiting: dict[str, list[Document]] = defaultdict(list)
        self._tags: dict[str, int] = {}
        self._later: dict[RecordKind, list[Document]] = defaultdict(list)
        self._numbers: dict[RecordKind, array[int]] = defaultdict(lambda: array("q"))
        self._kind: str | None = None
        self._reach = Reach(0, "")

    def tell(self, lines: Iterable[bytes]) -> int:
        """Take in every line, and check that what came is whole; returns how many records there are."""
        decode = msgspec.json.Decoder(dict[str, Document]).decode
        for number, line in enumerate(lines, start=1):
            try:
                known = decode(line)
                self._take(_only_key(known), *known.values())
            except (msgspec.DecodeError, msgspec.ValidationError, ValueError, KeyError, TypeError) as error:
                raise nothing_imported(f"Line {number} is no line of a ledger: {error}") from error
            except Refused as error:
                raise nothing_imported(f"Line {number}: {error.message.rstrip('.')}") from error
        self._store()
        self._finish()
        return sum(map(len, self._numbers.values()))

    def _take(self, kind: str, known: Document) -> None:
        if kind != self._kind or any(len(each) >= BATCH for each in self._waiting.values()):
            self._store()
            self._kind = kind
        if kind == "head":
            self._head = known
            self._reach = Reach(0, genesis(known["ledger"]))
        elif kind == "blob":
            bring_bytes(self._ledger.session, known)
        elif kind == "event":
            self._log(known)
        elif kind == "other_line":
            self._waiting[kind].append({name: known[name] for name in ("merger_id", "seq", "hash", "line")})
        else:
            self._record(self._kinds[kind], known)

    def _record(self, kind: RecordKind, known: Document) -> None:
        model = RECORDS[kind]
        owned = known.pop(model.owned, ()) if model.owned else ()
        if unknown := known.keys() - model.model_fields.keys():
            raise Refused(f"a {kind.value} has no {sorted(unknown)[0]}.")
        if flaw := misfit(model, known):
            raise Refused(f"of a {kind.value} {flaw}.")
        row = settled(model, known)
        row |= {name: known[name] for name in known if name in model.derived}
        if (name := LATER.get(kind)) and row[name] is not None:
            self._later[kind].append({"id": row["id"], name: row[name]})
            row[name] = row["id"]  # not nothing: what was merged may have the address of what it was merged into
        self._waiting[kind.value].append(row)
        self._numbers[kind].append(row["id"])
        self._belong(kind, model, row, owned)

    def _belong(self, kind: RecordKind, model: type[Record], row: Document, owned: Any) -> None:
        if kind is RecordKind.CLAIM:
            rows = [{"claim_id": row["id"], "tag_id": self._tag(name)} for name in owned]
            self._waiting["claim_tag"] += rows
        elif kind is RecordKind.EDITION:
            self._waiting["report_claim"] += [{"report_id": row["id"], "claim_id": number} for number in owned]
        elif model.owned and owned:
            side, rows = SIDES[kind](row, owned)
            self._waiting[side] += rows

    def _tag(self, name: str) -> int:
        if name not in self._tags:
            self._tags[name] = len(self._tags) + 1
            self._writer.insert(Tag, [{"id": self._tags[name], "name": name}])
        return self._tags[name]

    def _log(self, line: Document) -> None:
        if line.keys() - set(LINES):
            raise Refused("that is no line of a log.")
        whole: Document = dict.fromkeys(LINES) | line
        if fault := line_fault(whole, self._reach.count + 1, self._reach.hash):
            raise Refused(f"{fault.said}.")
        self._waiting[str(Event.__tablename__)].append(whole)
        self._reach = Reach(whole["seq"], whole["hash"])

    def _store(self) -> None:
        for table, rows in self._waiting.items():
            self._writer.insert(model_of(table), rows)
        self._waiting.clear()

    def _finish(self) -> None:
        ledger, head = self._ledger, self._head
        if head is None or (head["count"], head["hash"]) != (self._reach.count, self._reach.hash):
            raise nothing_imported("The dump isn't whole: its log doesn't end where its head says")
        for kind, rows in self._later.items():
            name = LATER[kind]
            self._writer.bulk.write(f"UPDATE {kind.value} SET {name} = :{name} WHERE id = :id", rows)  # noqa: S608
        self._writer.bulk.write("UPDATE head SET ledger_uid = :uid", [{"uid": head["ledger"]}])
        ledger.uid, ledger.reach = head["ledger"], self._reach
        for batch in _batches(self._numbers[RecordKind.CLAIM]):
            write_claims(ledger.session, batch)
        for batch in _batches(self._numbers[RecordKind.CLAIMANT]):
            write_names(ledger.session, claimants=batch, sources=())
        for batch in _batches(self._numbers[RecordKind.SOURCE]):
            write_names(ledger.session, claimants=(), sources=batch)
        require_whole(ledger.session, "dump")


def _batches(numbers: "array[int]") -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield list(numbers[start : start + BATCH])


def _only_key(known: Document) -> str:
    if len(known) != 1:
        raise ValueError(f"it has {len(known)} keys where a kind of record would be the only one")
    return next(iter(known))
