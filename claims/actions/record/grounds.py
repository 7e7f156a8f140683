"""What a ruling is judged on: the evidence and utterances that count that day, each with the copy and the passage."""

from collections.abc import Iterable, Sequence
from typing import Any

from claims.drafts import RulingDraft
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document, canonical_list
from claims.ledger.store.sql import Bulk
from claims.policy.rules.footing import fits
from claims.rows.postgresql import moment_text
from claims.traits import STATUSES
from claims.vocabulary import Axis

EVIDENCE = """
SELECT evidence.id, evidence.uid, evidence.axis, evidence.stance, evidence.retired_at, evidence.quote_exact,
    evidence.quote_start, evidence.quote_end, evidence.snapshot_id, source.id, source.uid, source.retracted_on
FROM evidence JOIN source ON source.id = evidence.source_id
WHERE evidence.claim_id = :claim ORDER BY evidence.id
"""
UTTERANCES = """
SELECT utterance.id, utterance.uid, utterance.quote_exact, utterance.quote_start, utterance.quote_end,
    utterance.snapshot_id, source.id, source.uid
FROM utterance LEFT JOIN source ON source.id = utterance.source_id
WHERE utterance.claim_id = :claim AND utterance.retired_at IS NULL ORDER BY utterance.id
"""
COPIES = """
SELECT source_id, id, uid, sha256, fetched_at FROM snapshot
WHERE id IN (SELECT max(id) FROM snapshot WHERE source_id {among} GROUP BY source_id)
"""
COPIES_BY_NUMBER = "SELECT source_id, id, uid, sha256, fetched_at FROM snapshot WHERE id {among}"


class Grounds:
    """What one ruling rests on: the numbers of the evidence, and all of it as its record keeps it."""

    def __init__(self, ledger: Ledger, claim: int, draft: RulingDraft, named: Sequence[int]) -> None:
        ledger.session.flush()
        self._bulk = Bulk(ledger.session)
        known = [row for row in self._bulk.rows(EVIDENCE, claim=claim) if _counts(row, draft, named)]
        said = self._bulk.rows(UTTERANCES, claim=claim) if not named and _rests_on_utterances(draft) else []
        self.evidence = [row[0] for row in known]
        pieces = [("evidence", row[1], row[10], row[9], row[8], row[5:8], row[0] in named) for row in known] + [
            ("utterance", row[1], row[7], row[6], row[5], row[2:5], False) for row in said
        ]
        copies = self._copies(piece[3] for piece in pieces if piece[3] is not None)
        quoted = self._copies_by_number(piece[4] for piece in pieces if piece[4] is not None)
        self.basis = [_ground(*piece, quoted.get(piece[4]) or copies.get(piece[3])) for piece in pieces]

    @property
    def written(self) -> str | None:
        """The basis as the ruling's record keeps it; nothing where there is none."""
        return canonical_list(self.basis) if self.basis else None

    def _copies(self, sources: Iterable[int]) -> dict[int, Any]:
        return {row[0]: row[2:] for row in self._bulk.rows(COPIES, sources)}

    def _copies_by_number(self, snapshots: Iterable[int]) -> dict[int, Any]:
        return {row[1]: row[2:] for row in self._bulk.rows(COPIES_BY_NUMBER, snapshots)}


def _counts(row: Any, draft: RulingDraft, named: Sequence[int]) -> bool:
    """Whether a ruling rests on a piece of evidence: it is named; or none is, and it fits and stands."""
    if named:
        return row[0] in named
    _number, _uid, axis, stance, retired_at = row[:5]
    return axis == draft.axis and fits(draft.status, stance) and retired_at is None and row[11] is None


def _rests_on_utterances(draft: RulingDraft) -> bool:
    return draft.axis is Axis.ATTRIBUTION and STATUSES[draft.status].heard


def _ground(
    record: str, uid: object, source: object, _source: int, _copy: int, passage: Sequence[Any], named: bool, copy: Any
) -> Document:
    exact, start, end = passage
    known: Document = {"record": record, "uid": str(uid), "source": None if source is None else str(source)}
    known |= {"named": named, "exact": exact, "start": start, "end": end}
    if copy is not None:
        snapshot, sha256, fetched_at = copy
        known |= {"snapshot": str(snapshot), "sha256": sha256, "fetched_at": moment_text(fetched_at)}
    return {name: value for name, value in known.items() if value is not None}
