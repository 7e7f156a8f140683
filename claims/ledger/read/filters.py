"""Which claims a list is about: the conditions a person names, as one query that starts from the most telling one."""

from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, exists, func, or_, select, text
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from claims.ledger.read.expressions import among
from claims.ledger.read.search import matching_claims
from claims.ledger.store.precedence import NEWEST_FIRST
from claims.models import Claim, ClaimTag, Hop, Relation, Ruling, Snapshot, Source, Tag, Utterance
from claims.vocabulary import Axis, Precision
from claims.words import Term


class Criteria(Struct, frozen=True):
    """What the claims of a list have in common; what is empty doesn't matter."""

    axis: Axis = Axis.CONTENT
    statuses: tuple[str, ...] = ()
    speakers: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    relays: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    terms: tuple[Term, ...] = ()
    pending: bool = False
    recorders: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    namings: tuple[str, ...] = ()
    archived: bool = False
    retired: bool = False


NEWEST, OLDEST, SAID = "newest", "oldest", "said"
FEW = 5_000
"""Rows that are found, or sorted, at once; of more, a walk in the order asked for soon finds enough."""

ORDERS = (NEWEST, OLDEST, SAID)
"""By when claims were entered, newest or oldest first; or by when they were last said, latest first."""


def select_claims(
    session: Session, criteria: Criteria, *, order: str = NEWEST, limit: int | None = None, after: int | None = None
) -> list[int]:
    """The numbers of the claims that meet all criteria; `after` goes on behind the claim with that number."""
    conditions = _conditions(session, criteria)
    if order == SAID and limit is not None and not _is_narrow(session, criteria, conditions):
        return _last_said(session, conditions, limit)
    claim_id, query = _start(session, criteria)
    query = query.where(*conditions)
    if after is not None:
        query = query.where(claim_id > after if order == OLDEST else claim_id < after)
    query = query.order_by(*_ordering(claim_id, order)).limit(limit)
    return [row[0] for row in session.connection().execute(query)]


Conditions = list[ColumnElement[bool]]


def _is_narrow(session: Session, criteria: Criteria, conditions: Conditions) -> bool:
    """Whether the criteria start from few claims or meet few, which are sorted faster than a walk finds them."""
    starts = criteria.terms or criteria.sources or criteria.speakers or criteria.tags or criteria.relays
    return bool(starts) or _are_few(session, select(col(Claim.id)).where(*conditions))


def _are_few(session: Session, query: Any) -> bool:
    """Whether a query finds few rows; of many, no more are counted than it takes to know."""
    some = query.limit(FEW + 1).subquery()
    return (session.connection().scalar(select(func.count()).select_from(some)) or 0) <= FEW


def _last_said(session: Session, conditions: Conditions, limit: int) -> list[int]:
    """The claims last said, found on a walk back through the dates that ends with the last one asked for."""
    claim_id = col(Claim.id)
    later = aliased(Utterance)
    said, number = col(Utterance.said_on), col(Utterance.id)
    outdone = exists().where(
        col(later.claim_id) == col(Utterance.claim_id),
        col(later.retired_at).is_(None),
        or_(col(later.said_on) > said, and_(col(later.said_on) == said, col(later.id) > number)),
    )
    dated = (
        select(col(Utterance.claim_id))
        .join(Claim, claim_id == col(Utterance.claim_id))
        .where(said.is_not(None), _live_utterance(), ~outdone, *conditions)
        .order_by(said.desc(), col(Utterance.claim_id).desc())
    )
    undated = (
        select(claim_id)
        .where(~exists().where(col(Utterance.claim_id) == claim_id, said.is_not(None), _live_utterance()), *conditions)
        .order_by(claim_id.desc())
    )
    connection = session.connection()
    found = [row[0] for row in connection.execute(dated.limit(limit))]
    return found + [row[0] for row in connection.execute(undated.limit(limit - len(found)))]


def _start(session: Session, criteria: Criteria) -> tuple[Any, Any]:
    """The query's first table, whose index finds few rows or finds them in order."""
    claim_id = col(Claim.id)
    if criteria.terms:
        return claim_id, select(claim_id).where(claim_id.in_(matching_claims(session, criteria.terms)))
    if criteria.sources:
        return _through(
            col(Utterance.claim_id), _any(session, Utterance.source_id, criteria.sources), _live_utterance()
        )
    if criteria.speakers:
        speaking = and_(_any(session, Hop.claimant_id, criteria.speakers), col(Hop.position) == 0)
        return _through(col(Hop.claim_id), speaking, _live_hop())
    if criteria.tags:
        named = select(col(Tag.id)).where(col(Tag.name) == criteria.tags[0]).scalar_subquery()
        return _through(col(ClaimTag.claim_id), col(ClaimTag.tag_id) == named)
    return claim_id, select(claim_id)


def _through(claim_id: Any, *conditions: Any) -> tuple[Any, Any]:
    query = select(claim_id).join(Claim, col(Claim.id) == claim_id).where(*conditions).group_by(claim_id)
    return claim_id, query


def _any(session: Session, column: Any, numbers: tuple[int, ...]) -> ColumnElement[bool]:
    # One number is asked for by equality, so that the index also gives the order.
    return col(column) == numbers[0] if len(numbers) == 1 else among(session, column, numbers)


def _live_utterance() -> ColumnElement[bool]:
    return col(Utterance.retired_at).is_(None)


def _live_hop() -> ColumnElement[bool]:
    return exists().where(col(Utterance.id) == col(Hop.utterance_id), _live_utterance())


def _conditions(session: Session, criteria: Criteria) -> Conditions:
    claim_id = col(Claim.id)
    wanted: Conditions = []
    if not criteria.retired:
        wanted.append(col(Claim.retired_at).is_(None))
    if criteria.statuses:
        standing = col(Claim.content_status if criteria.axis is Axis.CONTENT else Claim.attribution_status)
        wanted.append(
            standing == criteria.statuses[0] if len(criteria.statuses) == 1 else standing.in_(criteria.statuses)
        )
    if criteria.kinds:
        wanted.append(col(Claim.kind).in_(criteria.kinds))
    if criteria.languages:
        wanted.append(col(Claim.language).in_(criteria.languages))
    if criteria.sources and criteria.terms:
        wanted.append(_said_in(claim_id, among(session, Utterance.source_id, criteria.sources)))
    if criteria.speakers and (criteria.sources or criteria.terms):
        wanted.append(_in_chain(claim_id, among(session, Hop.claimant_id, criteria.speakers), col(Hop.position) == 0))
    if criteria.relays:
        wanted.append(_relayed(session, claim_id, criteria.relays))
    started = bool(criteria.terms or criteria.sources or criteria.speakers)
    for tag in criteria.tags if started else criteria.tags[1:]:
        named = select(col(Tag.id)).where(col(Tag.name) == tag)
        bears = exists().where(col(ClaimTag.claim_id) == claim_id, col(ClaimTag.tag_id).in_(named))
        wanted.append(bears.correlate(Claim))
    if criteria.since or criteria.until:
        wanted.append(_said_within(session, claim_id, criteria))
    return wanted + _desk_conditions(claim_id, criteria)


def _desk_conditions(claim_id: Any, criteria: Criteria) -> Conditions:
    """What the desk itself did with the claims and their sources."""
    wanted: Conditions = []
    if criteria.recorders:
        wanted.append(col(Claim.recorded_by).in_(criteria.recorders))
    if criteria.pending:
        wanted.append(_waits(claim_id))
    if criteria.relations:
        related = (col(Relation.kind).in_(criteria.relations), col(Relation.retired_at).is_(None))
        wanted.append(
            or_(
                claim_id.in_(select(col(Relation.claim_id)).where(*related)),
                claim_id.in_(select(col(Relation.other_id)).where(*related)),
            )
        )
    if criteria.namings:
        named = exists().where(
            col(Hop.claim_id) == claim_id,
            col(Hop.utterance_id) == col(Utterance.id),
            col(Utterance.claim_id) == claim_id,
            col(Hop.position) == 0,
            col(Hop.naming).in_(criteria.namings),
            _live_utterance(),
        )
        wanted.append(named.correlate(Claim))
    if criteria.archived:
        wanted.append(_said_in(claim_id, col(Utterance.source_id).in_(_archived_sources())))
    return wanted


def _waits(claim_id: Any) -> ColumnElement[bool]:
    """Whether a claim's newest ruling on one of the questions is pending."""
    ruling = select(
        col(Ruling.claim_id),
        col(Ruling.pending),
        func.row_number()
        .over(
            partition_by=(col(Ruling.claim_id), col(Ruling.axis)),
            order_by=text(NEWEST_FIRST),
        )
        .label("place"),
    )
    ever = select(col(Ruling.claim_id)).where(col(Ruling.pending).is_(True))
    placed = ruling.where(col(Ruling.claim_id).in_(ever)).subquery()
    waiting = select(placed.c.claim_id).where(placed.c.place == 1, placed.c.pending.is_(True))
    return claim_id.in_(waiting)  # type: ignore[no-any-return]


def _archived_sources() -> Any:
    """The sources of which a copy is kept, under whichever of the numbers that became one."""
    kept = aliased(Source)
    stays = func.coalesce(col(kept.merged_into_id), col(kept.id))
    copied = select(stays).join(Snapshot, col(Snapshot.source_id) == col(kept.id))
    return select(col(Source.id)).where(func.coalesce(col(Source.merged_into_id), col(Source.id)).in_(copied))


def _said_within(session: Session, claim_id: Any, criteria: Criteria) -> ColumnElement[bool]:
    """Whether a claim was said within the window: few such utterances are found first, of many each claim is asked."""
    said = aliased(Utterance)
    window = [*_window(said, criteria), col(said.retired_at).is_(None)]
    if _are_few(session, select(col(said.claim_id)).where(*window)):
        return claim_id.in_(select(col(said.claim_id)).where(*window))  # type: ignore[no-any-return]
    return exists().where(col(said.claim_id) == claim_id, *window).correlate(Claim)


def _said_in(claim_id: Any, *conditions: Any) -> ColumnElement[bool]:
    said = select(col(Utterance.claim_id)).where(*conditions, _live_utterance())
    return claim_id.in_(said)  # type: ignore[no-any-return]


def _in_chain(claim_id: Any, *conditions: Any) -> ColumnElement[bool]:
    return claim_id.in_(select(col(Hop.claim_id)).where(*conditions, _live_hop()))  # type: ignore[no-any-return]


def _relayed(session: Session, claim_id: Any, relays: tuple[int, ...]) -> ColumnElement[bool]:
    """Whether one of these claimants passed it on: as a link after the speaker, or as the source's publisher.

    A source that turned out to be another has that one's publisher, as wherever it is shown.
    """
    by_them, kept = among(session, Source.publisher_id, relays), col(Source.merged_into_id).is_(None)
    standing = select(col(Source.id)).where(by_them, kept)
    merged = aliased(Source)
    published = standing.union(select(col(merged.id)).where(col(merged.merged_into_id).in_(standing)))
    return or_(
        _in_chain(claim_id, among(session, Hop.claimant_id, relays), col(Hop.position) > 0),
        _said_in(claim_id, col(Utterance.source_id).in_(published)),
    )


def _window(of: type[Utterance], criteria: Criteria) -> Conditions:
    """Utterances that may have been said within the window; a month counts if any of its days does."""
    said, precision = col(of.said_on), col(of.said_on_precision)
    wanted: Conditions = [said.is_not(None)]
    if criteria.since:
        day = criteria.since
        # A month is kept as its first day, a year as its own: the one that the day lies in began before.
        in_month = and_(said == f"{day[:7]}-01", precision == Precision.MONTH.value)
        in_year = and_(said == f"{day[:4]}-01-01", precision == Precision.YEAR.value)
        wanted.append(or_(said >= day, in_month, in_year))
    if criteria.until:
        wanted.append(said <= criteria.until)
    return wanted


def _ordering(claim_id: Any, order: str) -> list[Any]:
    if order == OLDEST:
        return [claim_id.asc()]
    if order == NEWEST:
        return [claim_id.desc()]
    latest = (
        select(func.max(col(Utterance.said_on)))
        .where(col(Utterance.claim_id) == claim_id, _live_utterance())
        .scalar_subquery()
    )
    return [latest.is_(None), latest.desc(), claim_id.desc()]
