"""The claimants who say most and the sources that print most, found without counting for all the others."""

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from claims.ledger.store.sql import Bulk
from claims.reports.content import Totals
from claims.reports.findings import no_claims

if TYPE_CHECKING:
    from sqlmodel import Session


class Busy(Struct, frozen=True):
    """One kind of subject: how its claims are bounded from an index, and how they are counted."""

    at_most: str
    """Each subject with the most claims that it can have, the most first: what an index says without the records."""
    claims: str
    """The claims of some subjects, each with its subject; those left out that come from what was taken out."""


SPEAKERS = Busy(
    at_most="""
    SELECT coalesce(claimant.merged_into_id, claimant.id), sum(bound.claims) FROM (
        SELECT claimant_id, count(*) AS claims FROM hop WHERE position = 0 GROUP BY claimant_id
    ) AS bound JOIN claimant ON claimant.id = bound.claimant_id
    GROUP BY coalesce(claimant.merged_into_id, claimant.id) ORDER BY 2 DESC, 1
    """,
    claims="""
    SELECT DISTINCT coalesce(claimant.merged_into_id, claimant.id) AS subject, hop.claim_id
    FROM claimant JOIN hop ON hop.claimant_id = claimant.id JOIN utterance ON utterance.id = hop.utterance_id
    WHERE (claimant.id {among} OR claimant.merged_into_id {among})
    AND hop.position = 0 AND utterance.retired_at IS NULL
    """,
)
PRINTING = Busy(
    at_most="""
    SELECT coalesce(source.merged_into_id, source.id), sum(bound.claims) FROM (
        SELECT source_id, count(DISTINCT claim_id) AS claims FROM utterance WHERE source_id IS NOT NULL
        GROUP BY source_id
    ) AS bound JOIN source ON source.id = bound.source_id
    GROUP BY coalesce(source.merged_into_id, source.id) ORDER BY 2 DESC, 1
    """,
    claims="""
    SELECT DISTINCT coalesce(source.merged_into_id, source.id) AS subject, utterance.claim_id
    FROM source JOIN utterance ON utterance.source_id = source.id
    WHERE (source.id {among} OR source.merged_into_id {among}) AND utterance.retired_at IS NULL
    """,
)
COUNTED = """
SELECT said.subject, claim.content_status, claim.attribution_status, count(*)
FROM ({claims}) AS said JOIN claim ON claim.id = said.claim_id WHERE claim.retired_at IS NULL
GROUP BY said.subject, claim.content_status, claim.attribution_status
"""


def busiest(session: "Session", busy: Busy, most: int) -> dict[int, Totals]:
    """How the claims of the busiest subjects stand, the busiest first; what was merged counts for what stayed."""
    bulk = Bulk(session)
    found: list[tuple[int, int, Totals]] = []
    with closing(bulk.stream(busy.at_most)) as bounds:
        while ahead := [(-int(bound), subject) for subject, bound in islice(bounds, most)]:
            if len(found) == most and ahead[0] > found[-1][:2]:
                break
            totals = _totals(bulk, busy, [subject for _, subject in ahead])
            found += [(-each.claims, subject, each) for subject, each in totals.items()]
            found = sorted(found, key=lambda each: each[:2])[:most]
    return {subject: totals for _, subject, totals in found}


def _totals(bulk: Bulk, busy: Busy, subjects: list[int]) -> dict[int, Totals]:
    found: dict[int, Totals] = {}
    for subject, content, attribution, count in bulk.rows(COUNTED.replace("{claims}", busy.claims), subjects):
        known = found.get(subject) or Totals(0, no_claims(), no_claims())
        known.content[content] += count
        known.attribution[attribution] += count
        found[subject] = Totals(known.claims + count, known.content, known.attribution)
    return found
