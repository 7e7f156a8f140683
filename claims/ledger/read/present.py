"""The records as they stand now, read in bulk: one statement a kind of record, however many rows."""

from collections.abc import Iterable

from sqlmodel import Session

from claims.ledger.store.canonical import Document
from claims.ledger.store.precedence import OLDEST_FIRST
from claims.ledger.store.sql import Bulk
from claims.text import name_key

Numbers = Iterable[int]

TAGS = """
SELECT claim_tag.claim_id, tag.name FROM claim_tag JOIN tag ON tag.id = claim_tag.tag_id
WHERE claim_tag.claim_id {among}
"""
ALIASES = "SELECT claimant_id, name FROM claimant_alias WHERE claimant_id {among}"
RESTS_ON = """
SELECT verification_id, evidence_id FROM verification_evidence
WHERE verification_id {among} ORDER BY verification_id, evidence_id
"""
HOPS = "SELECT * FROM hop WHERE utterance_id {among} ORDER BY utterance_id, position, seat"
UPSTREAM = """
source_id IN (
    WITH RECURSIVE reached (id) AS (
        SELECT source_id FROM source_link WHERE source_id {among}
        UNION
        SELECT link.origin_id FROM source_link AS link JOIN reached ON link.source_id = reached.id
        WHERE link.retired_at IS NULL
    )
    SELECT id FROM reached
)
"""


class Present:
    """Reads records by the numbers of what they belong to; `Past` answers the same about an earlier moment."""

    def __init__(self, session: Session) -> None:
        self._bulk = Bulk(session)

    def claims(self, numbers: Numbers) -> list[Document]:
        """Claims by number, with their statuses and tags."""
        wanted = list(numbers)
        found = self._bulk.documents("claim", "id {among}", wanted)
        tags = self._bulk.pairs(TAGS, wanted)
        _give(found, "tags", {number: sorted(names) for number, names in tags.items()})
        return found

    def utterances(self, claim_ids: Numbers) -> list[Document]:
        """The utterances of these claims, with their hops."""
        found = self._bulk.documents("utterance", "claim_id {among}", claim_ids)
        hops: dict[int, list[Document]] = {}
        numbers = [utterance["id"] for utterance in found]
        for hop in self._bulk.plain(HOPS, numbers):
            hops.setdefault(hop["utterance_id"], []).append(hop)
        _give(found, "hops", hops)
        return found

    def evidence(self, claim_ids: Numbers) -> list[Document]:
        """The evidence on these claims."""
        return self._bulk.documents("evidence", "claim_id {among}", claim_ids)

    def verifications(self, claim_ids: Numbers) -> list[Document]:
        """The rulings on these claims, oldest first, with the evidence each rests on."""
        found = self._bulk.documents("verification", "claim_id {among}", claim_ids, order=OLDEST_FIRST)
        _give(found, "evidence", self._bulk.pairs(RESTS_ON, [ruling["id"] for ruling in found]))
        return found

    def relations(self, claim_ids: Numbers) -> list[Document]:
        """The relations in which these claims stand, on either side."""
        return self._bulk.documents("relation", "claim_id {among} OR other_id {among}", claim_ids)

    def claimants(self, numbers: Numbers) -> list[Document]:
        """These claimants and those they were merged into, with their aliases."""
        merged = "SELECT merged_into_id FROM claimant WHERE id {among} AND merged_into_id IS NOT NULL"
        found = self._bulk.documents("claimant", f"id {{among}} OR id IN ({merged})", numbers)
        aliases = self._bulk.pairs(ALIASES, [claimant["id"] for claimant in found])
        for names in aliases.values():
            names.sort(key=name_key)
        _give(found, "aliases", aliases)
        return found

    def sources(self, numbers: Numbers) -> list[Document]:
        """These sources and those they were merged into."""
        merged = "SELECT merged_into_id FROM source WHERE id {among} AND merged_into_id IS NOT NULL"
        return self._bulk.documents("source", f"id {{among}} OR id IN ({merged})", numbers)

    def links(self, source_ids: Numbers) -> list[Document]:
        """The links that lead from these sources to their origins, through as many sources as it takes."""
        return self._bulk.documents("source_link", UPSTREAM, source_ids)

    def links_about(self, source_ids: Numbers) -> list[Document]:
        """The links of these sources, to their origins and from those that take their content from them."""
        return self._bulk.documents("source_link", "source_id {among} OR origin_id {among}", source_ids)


def _give(owners: list[Document], name: str, belongings: dict[int, list[Document]]) -> None:
    for owner in owners:
        owner[name] = belongings.get(owner["id"], [])
