"""The claims that can have a finding of one kind, as SQL narrows them down: the rules then look at no others.

Each of these may name a claim too many, and never one too few.
"""

from claims.actions.read.view import LedgerView
from claims.ledger.store.sql import Bulk

RESTING = """
WITH RECURSIVE gone (id, day) AS (
    SELECT coalesce(merged_into_id, id), retracted_on FROM source WHERE retracted_on IS NOT NULL
    UNION
    SELECT coalesce(taker.merged_into_id, taker.id), gone.day FROM gone
    JOIN source AS origin ON origin.id = gone.id OR origin.merged_into_id = gone.id
    JOIN source_link AS link ON link.origin_id = origin.id AND link.retired_at IS NULL
    JOIN source AS taker ON taker.id = link.source_id
), latest (id, day) AS (
    SELECT id, max(day) FROM gone GROUP BY id
), named (id, day) AS (
    SELECT id, day FROM latest
    UNION SELECT source.id, latest.day FROM source JOIN latest ON source.merged_into_id = latest.id
)
SELECT verification.claim_id FROM named JOIN evidence ON evidence.source_id = named.id
JOIN verification_evidence AS rest ON rest.evidence_id = evidence.id
JOIN verification ON verification.id = rest.verification_id
WHERE evidence.retired_at IS NULL AND verification.status <> 'unverified'
UNION
SELECT evidence.claim_id FROM named JOIN evidence ON evidence.source_id = named.id
JOIN verification ON verification.claim_id = evidence.claim_id
WHERE evidence.retired_at IS NULL AND verification.status <> 'unverified' AND verification.checked_on <= named.day
AND NOT EXISTS (SELECT 1 FROM verification_evidence AS rest WHERE rest.verification_id = verification.id)
UNION
SELECT utterance.claim_id FROM named JOIN utterance ON utterance.source_id = named.id
JOIN verification ON verification.claim_id = utterance.claim_id
WHERE utterance.retired_at IS NULL AND verification.axis = 'attribution' AND verification.status <> 'unverified'
AND NOT EXISTS (
    SELECT 1 FROM verification_evidence AS rest JOIN evidence ON evidence.id = rest.evidence_id
    WHERE rest.verification_id = verification.id AND evidence.claim_id = verification.claim_id
    AND evidence.retired_at IS NULL
)
AND (
    verification.checked_on <= named.day
    OR EXISTS (SELECT 1 FROM verification_evidence AS rest WHERE rest.verification_id = verification.id)
)
"""
"""Ruled claims with a piece in a source that was retracted, or that takes its content from such a one."""

WITHDRAWN = """
SELECT DISTINCT verification.claim_id FROM evidence
JOIN verification_evidence AS rest ON rest.evidence_id = evidence.id
JOIN verification ON verification.id = rest.verification_id
WHERE evidence.retired_at IS NOT NULL
"""
RELATED = """
SELECT relation.claim_id, relation.other_id FROM relation
JOIN claim AS one ON one.id = relation.claim_id JOIN claim AS other ON other.id = relation.other_id
WHERE relation.retired_at IS NULL AND (
    relation.kind = 'contradicts' AND one.content_status = 'verified' AND other.content_status = 'verified'
    OR relation.kind IN ('supports', 'repeats') AND (
        one.content_status = 'verified' AND other.content_status IN ('refuted', 'withdrawn')
        OR other.content_status = 'verified' AND one.content_status IN ('refuted', 'withdrawn')
    )
    OR relation.kind IN ('corrects', 'retracts') AND other.content_status = 'verified'
)
"""
DUE = """
SELECT ruling.claim_id FROM verification AS ruling JOIN claim ON claim.id = ruling.claim_id
WHERE ruling.recheck_on <= :today AND NOT ruling.pending AND claim.retired_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM verification AS later
    WHERE later.claim_id = ruling.claim_id AND later.axis = ruling.axis AND NOT later.pending
    AND (coalesce(later.lamport, 0), later.recorded_at, later.uid)
      > (coalesce(ruling.lamport, 0), ruling.recorded_at, ruling.uid)
)
ORDER BY ruling.recheck_on, ruling.claim_id, CAST(ruling.id AS text) LIMIT :most
"""
WAITING = "SELECT DISTINCT claim_id FROM verification WHERE pending"


def resting(edition: LedgerView) -> list[int]:
    """Ruled claims that touch on a retracted source."""
    return _numbers(edition, RESTING)


def on_withdrawn(edition: LedgerView) -> list[int]:
    """Claims with a ruling that names withdrawn evidence."""
    return _numbers(edition, WITHDRAWN)


def related(edition: LedgerView) -> list[int]:
    """Claims on either side of a relation that can't be as the two of them stand."""
    return sorted({number for row in Bulk(edition.session).rows(RELATED) for number in row})


def due_again(edition: LedgerView, most: int) -> list[int]:
    """The claims of the standing rulings whose day for another look has come, as many rulings as asked for."""
    rows = Bulk(edition.session).rows(DUE, today=edition.today.isoformat(), most=most)
    return sorted({row[0] for row in rows})


def waiting(edition: LedgerView) -> list[int]:
    """Claims with a ruling that was made to wait for approval."""
    return _numbers(edition, WAITING)


def _numbers(edition: LedgerView, statement: str) -> list[int]:
    return sorted(row[0] for row in Bulk(edition.session).rows(statement))
