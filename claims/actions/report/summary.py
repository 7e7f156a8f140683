"""The whole ledger in figures, counted by the database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from claims.actions.read.lists import show_claimants, show_claims, show_sources
from claims.actions.read.view import LedgerView, last_change
from claims.actions.report.busiest import PRINTING, SPEAKERS, busiest
from claims.ledger.store.sql import Bulk
from claims.models import Claim, Claimant, Evidence, Ruling, Source, Utterance
from claims.reports.builders import FIRST, claim_ref, summary_report
from claims.reports.content import (
    DueClaim,
    DueList,
    OpenList,
    RecordCounts,
    RetractedList,
    Standing,
    SummaryReport,
)
from claims.views import SourceRef
from claims.vocabulary import Status

CROSS = """
SELECT content_status, attribution_status, count(*) FROM claim WHERE retired_at IS NULL
GROUP BY coalesce(content_status, ''), coalesce(attribution_status, ''), content_status, attribution_status
"""
"""Grouped so that the table is read from end to end, which an index of one status would only slow down."""

FIRST_OPEN = """
SELECT id FROM (
    SELECT id FROM claim WHERE content_status = 'unverified' AND retired_at IS NULL ORDER BY id LIMIT :most
) AS content
UNION
SELECT id FROM (
    SELECT id FROM claim WHERE attribution_status = 'unverified' AND retired_at IS NULL ORDER BY id LIMIT :most
) AS attribution
ORDER BY id LIMIT :most
"""


def report_summary(edition: LedgerView) -> SummaryReport:
    """The whole ledger in figures."""
    if edition.upto is not None:
        from claims.actions.report.summary_past import report_past_summary

        return report_past_summary(edition)
    session, today = edition.session, edition.today
    cross = {(content, attribution): count for content, attribution, count in Bulk(session).rows(CROSS)}
    return summary_report(
        _counts(session),
        cross,
        claimants=_top_claimants(session),
        sources=_top_sources(session),
        open=_open(session, cross),
        due=_due(session, today),
        retracted=_retracted(session),
        today=today,
        as_of=last_change(edition),
    )


def _count(session: Session, model: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def _counts(session: Session) -> RecordCounts:
    return RecordCounts(
        claims=_count(session, Claim, col(Claim.retired_at).is_(None)),
        claimants=_count(session, Claimant, col(Claimant.merged_into_id).is_(None)),
        sources=_count(session, Source, col(Source.merged_into_id).is_(None)),
        utterances=_count(session, Utterance, col(Utterance.retired_at).is_(None)),
        evidence=_count(session, Evidence, col(Evidence.retired_at).is_(None)),
        rulings=_count(session, Ruling),
    )


def _top_claimants(session: Session) -> list[Standing]:
    """The speakers of most claims; those that were merged count for the one that stayed."""
    standings = busiest(session, SPEAKERS, FIRST)
    names = {each.id: each.name for each in show_claimants(session, list(standings))}
    return [Standing(number, names[number], totals) for number, totals in standings.items()]


def _top_sources(session: Session) -> list[Standing]:
    """The sources that print most claims."""
    standings = busiest(session, PRINTING, FIRST)
    names = {each.id: each.title or each.url or f"#{each.id}" for each in show_sources(session, list(standings))}
    return [Standing(number, names[number], totals) for number, totals in standings.items()]


def _open(session: Session, cross: Mapping[tuple[str, str], int]) -> OpenList:
    """The claims that nobody has ruled on, one way or the other."""
    count = sum(claims for statuses, claims in cross.items() if Status.UNVERIFIED in statuses)
    first = [row[0] for row in Bulk(session).rows(FIRST_OPEN, most=FIRST)]
    return OpenList(count, [claim_ref(claim) for claim in show_claims(session, first)])


def _precedence(ruling: Any) -> Any:
    """What rulings are ordered by."""
    return tuple_(func.coalesce(ruling.lamport, 0), ruling.recorded_at, ruling.uid)


def _due(session: Session, today: date) -> DueList:
    """Rulings that still stand and whose day for another look has come, the oldest day first."""
    later = aliased(Ruling)
    overtaken = exists().where(
        col(later.claim_id) == col(Ruling.claim_id),
        col(later.axis) == col(Ruling.axis),
        col(later.pending).is_(False),
        _precedence(later) > _precedence(Ruling),
    )
    due = (
        select(col(Ruling.claim_id), col(Ruling.axis), col(Ruling.recheck_on), func.count().over())
        .join(Claim, col(Claim.id) == col(Ruling.claim_id))
        .where(
            col(Ruling.recheck_on) <= today.isoformat(),
            col(Ruling.pending).is_(False),
            ~overtaken,
            col(Claim.retired_at).is_(None),
        )
        .order_by(col(Ruling.recheck_on), col(Ruling.id))
    )
    rows = session.execute(due.limit(FIRST)).all()
    count = rows[0][3] if rows else 0
    claims = {claim.id: claim_ref(claim) for claim in show_claims(session, sorted({row[0] for row in rows}))}
    return DueList(count, [DueClaim(claims[number], axis, str(day)) for number, axis, day, _count in rows])


def _retracted(session: Session) -> RetractedList:
    gone = (col(Source.retracted_on).is_not(None), col(Source.merged_into_id).is_(None))
    first = session.scalars(
        select(col(Source.id)).where(*gone).order_by(col(Source.retracted_on).desc(), col(Source.id)).limit(FIRST)
    ).all()
    named = [
        SourceRef(
            id=each.id,
            uid=each.uid,
            title=each.title,
            url=each.url,
            kind=each.kind,
            publisher=each.publisher,
            published_on=each.published_on,
            retracted_on=each.retracted_on,
        )
        for each in show_sources(session, list(first))
    ]
    return RetractedList(_count(session, Source, *gone), named)
