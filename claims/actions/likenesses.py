"""Records that came from another ledger and look like one of ours: offered, and taken for one only when told so."""

from typing import Annotated

from msgspec import Meta, Struct
from sqlalchemy import select
from sqlmodel import Session, col

from claims.actions.claimants import merge_claimants
from claims.actions.relations import relate
from claims.ledger.log import Ledger
from claims.models import Claim, Claimant, Source
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


def likenesses(
    session: Session, new: dict[RecordKind, list[int]], there: dict[tuple[RecordKind, int], int]
) -> list[Match]:
    """What came in and looks like one of ours, by kind and number."""
    found = []
    for kind, numbers in new.items():
        for number in numbers:
            ours = _like(session, kind, number, set(numbers))
            if ours is not None:
                other, by, state = ours
                found.append(Match(kind.value, there[kind, number], number, other, by, state))
    return found


def _like(session: Session, kind: RecordKind, number: int, new: set[int]) -> tuple[int, str, str] | None:
    """Our record that is known by the same as one that came in."""
    if kind is RecordKind.CLAIMANT:
        came = session.get_one(Claimant, number)
        same = select(col(Claimant.id)).where(
            col(Claimant.name_key) == came.name_key,
            col(Claimant.merged_into_id).is_(None),
            col(Claimant.id).not_in(new),
        )
        ours = None if came.merged_into_id else session.scalar(same.order_by(col(Claimant.id)).limit(1))
        return None if ours is None else (ours, came.name, OFFERED)
    if kind is RecordKind.CLAIM:
        claim = session.get_one(Claim, number)
        like = select(col(Claim.id)).where(
            col(Claim.text_key) == claim.text_key, col(Claim.retired_at).is_(None), col(Claim.id).not_in(new)
        )
        ours = session.scalar(like.order_by(col(Claim.id)).limit(1))
        return None if ours is None else (ours, claim.text, OFFERED)
    if kind is RecordKind.SOURCE:
        source = session.get_one(Source, number)
        if source.canonical_url is None:
            return None
        at = select(col(Source.id)).where(col(Source.canonical_url) == source.canonical_url, col(Source.id).not_in(new))
        ours = session.scalar(at.order_by(col(Source.id)).limit(1))
        return None if ours is None else (ours, source.url or "", TAKEN_AS_ONE)
    return None


def take_as_one(ledger: Ledger, match: Match, reason: str) -> None:
    """Take a record that came in for one of ours: claimants become one, a claim repeats the other."""
    session = ledger.session
    if match.kind == RecordKind.CLAIMANT:
        merge_claimants(ledger, session.get_one(Claimant, match.came_as), session.get_one(Claimant, match.ours), reason)
    elif match.kind == RecordKind.CLAIM:
        one, other = session.get_one(Claim, match.came_as), session.get_one(Claim, match.ours)
        relate(ledger, one, RelationKind.REPEATS, other, reason)
