"""What a ledger knows already of what is about to come in: looked up by the keys of many records at a time."""

import json
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from claims.ledger.store.sql import Bulk

PARTIES = """
SELECT claimant.id, claimant.name, claimant.same_as, claimant.merged_into_id,
    EXISTS (SELECT 1 FROM claimant_alias WHERE claimant_alias.claimant_id = claimant.id)
        OR claimant.confidential IS NOT NULL,
    claimant.kind, claimant.extra
FROM claimant WHERE claimant.{key} {those} ORDER BY claimant.id
"""
WORKS = """
SELECT source.id, source.title, source.canonical_url, source.merged_into_id,
    coalesce(claimant.merged_into_id, claimant.id), claimant.name, claimant.merged_into_id,
    EXISTS (SELECT 1 FROM claimant_alias WHERE claimant_alias.claimant_id = claimant.id)
        OR claimant.confidential IS NOT NULL,
    source.url, source.kind, source.published_on, source.published_on_precision, source.published_on_circa,
    source.language, source.archived_url, source.extra
FROM source LEFT JOIN claimant ON claimant.id = source.publisher_id
WHERE source.{key} {those} ORDER BY source.id
"""
CLAIMS = """
SELECT claim.id, claim.text, coalesce(claimant.merged_into_id, claimant.id), utterance.said_on,
    utterance.said_on_precision, utterance.said_on_circa, coalesce(source.merged_into_id, source.id),
    hop.role, utterance.occasion, utterance.quote_exact, utterance.extra
FROM claim LEFT JOIN utterance ON utterance.claim_id = claim.id AND utterance.retired_at IS NULL
LEFT JOIN hop ON hop.utterance_id = utterance.id AND hop.position = 0 AND hop.seat = 0
LEFT JOIN claimant ON claimant.id = hop.claimant_id
LEFT JOIN source ON source.id = utterance.source_id
WHERE claim.text_key {those} AND claim.retired_at IS NULL ORDER BY claim.id, utterance.id
"""
RULINGS = """
SELECT ruling.claim_id, coalesce(review.merged_into_id, review.id), ruling.rating, ruling.rating_value,
    ruling.rating_best, ruling.rating_worst, ruling.rationale, ruling.extra, ruling.checked_on, ruling.axis, ruling.id,
    ruling.ruled_by, ruling.lamport
FROM verification AS ruling LEFT JOIN source AS review ON review.id = ruling.review_id
WHERE ruling.claim_id {among} ORDER BY ruling.id
"""
CITED = """
SELECT cited.verification_id, coalesce(source.merged_into_id, source.id)
FROM evidence JOIN verification_evidence AS cited ON cited.evidence_id = evidence.id
JOIN source ON source.id = evidence.source_id
WHERE evidence.claim_id {among}
"""


class Lookup:
    """Asks a ledger about many keys in one statement."""

    def __init__(self, session: Session) -> None:
        self._bulk = Bulk(session)
        self._sqlite = session.get_bind().dialect.name == "sqlite"

    def parties(self, column: str, keys: Iterable[str]) -> list[Any]:
        """The claimants with these keys in a column."""
        return self._among(PARTIES.replace("{key}", column), keys)

    def works(self, column: str, keys: Iterable[str]) -> list[Any]:
        """The sources with these keys in a column."""
        return self._among(WORKS.replace("{key}", column), keys)

    def claims(self, keys: Iterable[str]) -> list[Any]:
        """The claims with these texts, one row for each utterance."""
        return self._among(CLAIMS, keys)

    def rulings(self, claims: Iterable[int]) -> list[Any]:
        """All rulings on these claims."""
        wanted = sorted(set(claims))
        return list(self._bulk.rows(RULINGS, wanted)) if wanted else []

    def cited(self, claims: Iterable[int]) -> dict[int, set[int]]:
        """The sources that each ruling on these claims rests on."""
        wanted, found = sorted(set(claims)), dict[int, set[int]]()
        for ruling, source in self._bulk.rows(CITED, wanted) if wanted else ():
            found.setdefault(ruling, set()).add(source)
        return found

    def is_empty(self) -> bool:
        """Whether nothing was ever recorded."""
        return not self._bulk.rows("SELECT 1 FROM event LIMIT 1")

    def _among(self, statement: str, keys: Iterable[str]) -> list[Any]:
        wanted = sorted(set(keys))
        if not wanted:
            return []
        among = "IN (SELECT value FROM json_each(:keys))" if self._sqlite else "= ANY(CAST(:keys AS text[]))"
        given: Any = json.dumps(wanted) if self._sqlite else wanted
        return list(self._bulk.rows(statement.replace("{those}", among), keys=given))
