"""The claimants who say most and the sources that print most, found without counting for all the others."""

from typing import TYPE_CHECKING

from msgspec import Struct

from claims.ledger.store.sql import Bulk
from claims.reports.content import Totals
from claims.reports.findings import no_claims

if TYPE_CHECKING:
    from sqlmodel import Session


class Busy(Struct, frozen=True):
    """One kind of subject: how its numbers are bounded from an index, and how its claims are counted."""

    at_most: str
    """The most claims that each number can have: what an index says without a look at the records."""
    merged: str
    """The numbers that were merged into others."""
    claims: str
    """The claims of some numbers, those left out that come from what was taken out."""


SPEAKERS = Busy(
    at_most="SELECT claimant_id, count(*) FROM hop WHERE position = 0 GROUP BY claimant_id",
    merged="SELECT id, merged_into_id FROM claimant WHERE merged_into_id IS NOT NULL",
    claims="""
    SELECT hop.claim_id FROM hop JOIN utterance ON utterance.id = hop.utterance_id
    WHERE hop.claimant_id {among} AND hop.position = 0 AND utterance.retired_at IS NULL
    """,
)
PRINTING = Busy(
    at_most="SELECT source_id, count(DISTINCT claim_id) FROM utterance WHERE source_id IS NOT NULL GROUP BY source_id",
    merged="SELECT id, merged_into_id FROM source WHERE merged_into_id IS NOT NULL",
    claims="SELECT claim_id FROM utterance WHERE source_id {among} AND retired_at IS NULL",
)
COUNTED = """
SELECT content_status, attribution_status, count(*) FROM claim
WHERE retired_at IS NULL AND id IN ({claims}) GROUP BY content_status, attribution_status
"""


def busiest(session: "Session", busy: Busy, most: int) -> dict[int, Totals]:
    """How the claims of the busiest subjects stand, the busiest first; what was merged counts for what stayed."""
    bulk = Bulk(session)
    stayed: dict[int, int] = dict(bulk.rows(busy.merged))
    families: dict[int, list[int]] = {}
    bounds: dict[int, int] = {}
    for number, bound in bulk.rows(busy.at_most):
        subject = stayed.get(number, number)
        families.setdefault(subject, []).append(number)
        bounds[subject] = bounds.get(subject, 0) + bound
    found: list[tuple[int, int, Totals]] = []
    for subject in sorted(bounds, key=lambda each: (-bounds[each], each)):
        if len(found) == most and bounds[subject] < -found[-1][0]:
            break
        totals = _totals(bulk, busy, families[subject])
        if totals.claims:
            found = sorted([*found, (-totals.claims, subject, totals)], key=lambda each: each[:2])[:most]
    return {subject: totals for _, subject, totals in found}


def _totals(bulk: Bulk, busy: Busy, family: list[int]) -> Totals:
    content, attribution = no_claims(), no_claims()
    for is_so, was_said, count in bulk.rows(COUNTED.replace("{claims}", busy.claims), family):
        content[is_so] += count
        attribution[was_said] += count
    return Totals(sum(content.values()), content, attribution)
