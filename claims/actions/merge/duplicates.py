"""Records that came from another ledger and look like one of ours: offered, and taken for one only when told so."""

from typing import Annotated

from msgspec import Meta, Struct
from sqlmodel import Session

from claims.actions.record.claimants import merge_claimants
from claims.actions.record.relations import relate
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.sql import Bulk
from claims.models import Claim, Claimant
from claims.vocabulary import RecordKind, RelationKind

TAKEN_AS_ONE, OFFERED = "taken as one", "offered"


class Match(Struct, frozen=True):
    """A record that came in and one of ours, equal in what they are known by."""

    kind: Annotated[str, Meta(description="claimant, source or claim.")]
    theirs: Annotated[int, Meta(description="Its number in the other ledger.")]
    came_as: Annotated[int, Meta(description="The number it has here now.")]
    ours: Annotated[int, Meta(description="The number of the one that was here.")]
    by: Annotated[str, Meta(description="The text, name or address that both have.")]
    state: Annotated[str, Meta(description="offered; or taken as one, as sources at one address have to be.")]


ALIKE = {
    RecordKind.CLAIMANT: """
        SELECT came.id, min(ours.id), came.name FROM claimant AS came
        JOIN claimant AS ours ON ours.name_key = came.name_key AND ours.merged_into_id IS NULL AND ours.id < :first
        WHERE came.id {among} AND came.merged_into_id IS NULL GROUP BY came.id, came.name ORDER BY came.id
    """,
    RecordKind.SOURCE: """
        SELECT came.id, min(ours.id), came.url FROM source AS came
        JOIN source AS ours ON ours.canonical_url = came.canonical_url AND ours.id < :first
        WHERE came.id {among} GROUP BY came.id, came.url ORDER BY came.id
    """,
    RecordKind.CLAIM: """
        SELECT came.id, min(ours.id), came.text FROM claim AS came
        JOIN claim AS ours ON ours.text_key = came.text_key AND ours.retired_at IS NULL AND ours.id < :first
        WHERE came.id {among} GROUP BY came.id, came.text ORDER BY came.id
    """,
}
"""The records that came in and are known by the same as one of ours; what comes in bears higher numbers than ours."""


def possible_duplicates(
    session: Session, new: dict[RecordKind, list[int]], there: dict[tuple[RecordKind, int], int]
) -> list[Match]:
    """What came in and looks like one of ours, by kind and number."""
    bulk, found = Bulk(session), list[Match]()
    for kind, numbers in new.items():
        state = TAKEN_AS_ONE if kind is RecordKind.SOURCE else OFFERED
        for number, ours, by in bulk.rows(ALIKE[kind], numbers, first=min(numbers)) if kind in ALIKE else ():
            found.append(Match(kind.value, there[kind, number], number, ours, by, state))
    return found


def take_as_one(ledger: Ledger, match: Match, reason: str) -> None:
    """Take a record that came in for one of ours: claimants become one, a claim repeats the other."""
    session = ledger.session
    if match.kind == RecordKind.CLAIMANT:
        merge_claimants(ledger, session.get_one(Claimant, match.came_as), session.get_one(Claimant, match.ours), reason)
    elif match.kind == RecordKind.CLAIM:
        one, other = session.get_one(Claim, match.came_as), session.get_one(Claim, match.ours)
        relate(ledger, one, RelationKind.REPEATS, other, reason)
