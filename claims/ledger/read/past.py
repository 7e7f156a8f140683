"""The records as they stood at an earlier line of the log, read from the documents that events carry.

What belongs to what never changes (an utterance stays its claim's, a hop names the claimant it named), so that the
tables of today say where to look; what each record said then is in the last event about it up to that line.
"""

from collections.abc import Iterable

import msgspec
from sqlmodel import Session

from claims.ledger.store.canonical import Document
from claims.ledger.store.precedence import precedence
from claims.ledger.store.sql import Bulk
from claims.models import RECORDS, Source
from claims.rows.tables import ROWS
from claims.vocabulary import Axis, RecordKind, Status

Numbers = Iterable[int]

LAST_WORDS = """
SELECT "after" FROM event WHERE seq IN (
    SELECT max(seq) FROM event WHERE kind = :kind AND record_id {which} AND seq <= :upto GROUP BY record_id
) ORDER BY record_id
"""
OF_CLAIMS = "IN (SELECT id FROM {table} WHERE claim_id {{among}})"
EITHER_SIDE = "IN (SELECT id FROM relation WHERE claim_id {among} OR other_id {among})"
EVER_UPSTREAM = """
IN (
    WITH RECURSIVE reached (id) AS (
        SELECT source_id FROM source_link WHERE source_id {among}
        UNION
        SELECT link.origin_id FROM source_link AS link JOIN reached ON link.source_id = reached.id
    )
    SELECT source_link.id FROM source_link JOIN reached ON source_link.source_id = reached.id
)
"""
FOLLOWS = "SELECT id, title, url, title_key, canonical_url FROM source WHERE id {among}"
"""What follows from a source's title and address: worked out when it was entered, and dear to work out again."""
ABOUT = "IN (SELECT id FROM source_link WHERE source_id {among} OR origin_id {among})"


class Past:
    """Reads records as they stood after the event with the number `upto`."""

    def __init__(self, session: Session, upto: int) -> None:
        self._bulk = Bulk(session)
        self.upto = upto

    def read(self, kind: RecordKind, which: str, numbers: Numbers) -> list[Document]:
        """The records of a kind whose numbers meet a condition, as they stood, by number."""
        lines = self._bulk.rows(LAST_WORDS.replace("{which}", which), numbers, kind=kind.value, upto=self.upto)
        blank: Document = dict.fromkeys(RECORDS[kind].model_fields) | dict.fromkeys(ROWS[kind.value].flags, False)
        return [blank | msgspec.json.decode(line[0]) for line in lines]

    def claims(self, numbers: Numbers) -> list[Document]:
        """Claims by number, with the statuses and tags they had."""
        found = self.read(RecordKind.CLAIM, "{among}", numbers)
        standing = {
            (ruling["claim_id"], ruling["axis"]): ruling["status"]
            for ruling in self.verifications(claim["id"] for claim in found)
            if not ruling["pending"]
        }
        for claim in found:
            claim.setdefault("tags", [])
            for axis in Axis:
                claim[f"{axis.value}_status"] = standing.get((claim["id"], axis.value), Status.UNVERIFIED.value)
        return found

    def utterances(self, claim_ids: Numbers) -> list[Document]:
        """The utterances of these claims, with their hops."""
        return _with(self._of_claims(RecordKind.UTTERANCE, claim_ids), "hops")

    def evidence(self, claim_ids: Numbers) -> list[Document]:
        """The evidence on these claims."""
        return self._of_claims(RecordKind.EVIDENCE, claim_ids)

    def verifications(self, claim_ids: Numbers) -> list[Document]:
        """The rulings on these claims, oldest first, with the evidence each rests on."""
        found = _with(self._of_claims(RecordKind.RULING, claim_ids), "evidence")
        return sorted(found, key=precedence)

    def relations(self, claim_ids: Numbers) -> list[Document]:
        """The relations in which these claims stood, on either side."""
        return self.read(RecordKind.RELATION, EITHER_SIDE, claim_ids)

    def claimants(self, numbers: Numbers) -> list[Document]:
        """These claimants and those they had been merged into, with their aliases."""
        return _with(self._with_merged(RecordKind.CLAIMANT, numbers), "aliases")

    def sources(self, numbers: Numbers) -> list[Document]:
        """These sources and those they had been merged into."""
        found = self._with_merged(RecordKind.SOURCE, numbers)
        today = {row[0]: tuple(row[1:]) for row in self._bulk.rows(FOLLOWS, (source["id"] for source in found))}
        for source in found:
            title, url, title_key, address = today[source["id"]]
            if (title, url) == (source["title"], source["url"]):
                source |= {"title_key": title_key, "canonical_url": address}
            else:
                source |= _derived(source)
        return found

    def links(self, source_ids: Numbers) -> list[Document]:
        """The links that led from these sources to their origins, through as many sources as it took."""
        reached = set(source_ids)
        ever = self.read(RecordKind.SOURCE_LINK, EVER_UPSTREAM, reached)
        known = -1
        while len(reached) != known:  # what leads on only by a link that came later, or was gone, isn't reached
            known = len(reached)
            reached |= {
                link["origin_id"] for link in ever if link["source_id"] in reached and link["retired_at"] is None
            }
        return [link for link in ever if link["source_id"] in reached]

    def links_about(self, source_ids: Numbers) -> list[Document]:
        """The links of these sources, to their origins and from those that took their content from them."""
        return self.read(RecordKind.SOURCE_LINK, ABOUT, source_ids)

    def _of_claims(self, kind: RecordKind, claim_ids: Numbers) -> list[Document]:
        return self.read(kind, OF_CLAIMS.format(table=kind.value), claim_ids)

    def _with_merged(self, kind: RecordKind, numbers: Numbers) -> list[Document]:
        found = {row["id"]: row for row in self.read(kind, "{among}", numbers)}
        targets = {row["merged_into_id"] for row in found.values() if row["merged_into_id"]} - found.keys()
        if targets:
            found |= {row["id"]: row for row in self.read(kind, "{among}", targets)}
        return [found[number] for number in sorted(found)]


def _with(found: list[Document], name: str) -> list[Document]:
    for row in found:
        row.setdefault(name, [])
    return found


def _derived(source: Document) -> Document:
    row = Source(**source)
    row.settle()
    return {name: getattr(row, name) for name in row.derived}
