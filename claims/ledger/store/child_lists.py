"""The lists that belong to records: a claimant's aliases, a claim's tags, an utterance's hops.

They are read and written as text and numbers, at the driver's speed; none has columns of a database's own type.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlmodel import Session

from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.models import Record
from claims.text import name_key
from claims.vocabulary import RecordKind

HELD = {
    RecordKind.CLAIMANT: "SELECT name FROM claimant_alias WHERE claimant_id = :owner",
    RecordKind.CLAIM: (
        "SELECT tag.name FROM claim_tag JOIN tag ON tag.id = claim_tag.tag_id WHERE claim_tag.claim_id = :owner"
    ),
    RecordKind.UTTERANCE: (
        "SELECT position, seat, claimant_id, role, cue, naming FROM hop WHERE utterance_id = :owner "
        "ORDER BY position, seat"
    ),
    RecordKind.RULING: (
        "SELECT evidence_id FROM verification_evidence WHERE verification_id = :owner ORDER BY evidence_id"
    ),
    RecordKind.EDITION: "SELECT claim_id FROM report_claim WHERE report_id = :owner ORDER BY claim_id",
}
"""What belongs to a record, by its kind."""

CLEARED = {
    RecordKind.CLAIMANT: "DELETE FROM claimant_alias WHERE claimant_id = :owner",
    RecordKind.CLAIM: "DELETE FROM claim_tag WHERE claim_id = :owner",
    RecordKind.UTTERANCE: "DELETE FROM hop WHERE utterance_id = :owner",
}
"""A ruling's evidence is append-only, like the ruling, and so is what a report held: neither is ever cleared."""

HOP_FIELDS = ("position", "seat", "claimant_id", "role", "cue", "naming")
EMPTY_HOP: Document = dict.fromkeys(HOP_FIELDS) | {"seat": 0}
"""A step of the chain of which nothing is known; the first at its position."""


def load_child_list(session: Session, row: Record) -> list[Any]:
    """The list that belongs to a record, as its document has it."""
    if row.record not in HELD:
        return []
    rows = Bulk(session).rows(HELD[row.record], owner=row.id)
    if row.record is RecordKind.UTTERANCE:
        return [hop_document(dict(zip(HOP_FIELDS, hop, strict=True))) for hop in rows]
    found = [each[0] for each in rows]
    # Sorted here, not by the database, whose own order of letters may differ from that in which they were logged.
    return sorted(found, key=name_key if row.record is RecordKind.CLAIMANT else None)


def hop_document(hop: Document) -> Document:
    """A step of the chain, as its utterance's document has it."""
    return {name: hop[name] for name in HOP_FIELDS if hop[name] is not None and (name, hop[name]) != ("seat", 0)}


def store_child_list(session: Session, row: Record, belongings: Sequence[Any], *, new: bool = False) -> None:
    """Write the list that belongs to a record, in place of the one before unless the record is new."""
    bulk = Bulk(session)
    if not new and row.record in CLEARED:
        bulk.write(CLEARED[row.record], [{"owner": row.id}])
    store = STORERS.get(row.record)
    if store and belongings:
        store(bulk, row, belongings)


def _store_aliases(bulk: Bulk, claimant: Record, aliases: Sequence[str]) -> None:
    rows = [{"claimant_id": claimant.id, "name_key": name_key(name), "name": name} for name in aliases]
    bulk.insert("claimant_alias", rows)


def _store_tags(bulk: Bulk, claim: Record, names: Sequence[str]) -> None:
    known = {name: number for number, name in bulk.rows("SELECT id, name FROM tag")}
    missing = [name for name in names if name not in known]
    known |= {name: number for number, name in enumerate(missing, start=max(known.values(), default=0) + 1)}
    bulk.insert("tag", [{"id": known[name], "name": name} for name in missing])
    bulk.insert("claim_tag", [{"claim_id": claim.id, "tag_id": known[name]} for name in names])


def _store_hops(bulk: Bulk, utterance: Record, hops: Sequence[Document]) -> None:
    claim_id = getattr(utterance, "claim_id")  # noqa: B009  (only utterances have hops, and they have a claim)
    owner = {"utterance_id": utterance.id, "claim_id": claim_id}
    bulk.insert("hop", [owner | EMPTY_HOP | hop for hop in hops])


def _store_rests(bulk: Bulk, ruling: Record, evidence_ids: Sequence[int]) -> None:
    rows = [{"verification_id": ruling.id, "evidence_id": number} for number in evidence_ids]
    bulk.insert("verification_evidence", rows)


def _store_reported(bulk: Bulk, report: Record, claim_ids: Sequence[int]) -> None:
    bulk.insert("report_claim", [{"report_id": report.id, "claim_id": number} for number in claim_ids])


STORERS: dict[RecordKind, Callable[[Bulk, Record, Sequence[Any]], None]] = {
    RecordKind.CLAIMANT: _store_aliases,
    RecordKind.CLAIM: _store_tags,
    RecordKind.UTTERANCE: _store_hops,
    RecordKind.RULING: _store_rests,
    RecordKind.EDITION: _store_reported,
}
