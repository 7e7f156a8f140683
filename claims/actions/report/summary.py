"""The whole ledger in figures, counted by the database."""

from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from claims.actions.read.lists import show_claimants, show_claims, show_sources
from claims.actions.read.view import LedgerView, last_change
from claims.models import Claim, Claimant, Evidence, Hop, Ruling, Source, Utterance
from claims.reports.builders import FIRST, claim_ref, summary_report
from claims.reports.content import (
    DueClaim,
    DueList,
    OpenList,
    RecordCounts,
    RetractedList,
    Standing,
    SummaryReport,
    Totals,
)
from claims.views import SourceRef
from claims.vocabulary import Status


def report_summary(edition: LedgerView) -> SummaryReport:
    """The whole ledger in figures."""
    if edition.upto is not None:
        from claims.actions.report.summary_past import report_past_summary

        return report_past_summary(edition)
    session, today = edition.session, edition.today
    live = col(Claim.retired_at).is_(None)
    cross = session.execute(
        select(col(Claim.content_status), col(Claim.attribution_status), func.count())
        .where(live)
        .group_by(col(Claim.content_status), col(Claim.attribution_status))
    )
    return summary_report(
        _counts(session),
        {(content, attribution): count for content, attribution, count in cross},
        claimants=_top_claimants(session),
        sources=_top_sources(session),
        open=_open(session),
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
    who = func.coalesce(col(Claimant.merged_into_id), col(Claimant.id))
    said = (
        select(who.label("subject"), col(Hop.claim_id).label("claim_id"))
        .join(Claimant, col(Claimant.id) == col(Hop.claimant_id))
        .join(Utterance, col(Utterance.id) == col(Hop.utterance_id))
        .where(col(Hop.position) == 0, col(Utterance.retired_at).is_(None))
        .distinct()
        .subquery()
    )
    standings = _standings(session, said)
    names = {each.id: each.name for each in show_claimants(session, list(standings))}
    return [Standing(number, names[number], totals) for number, totals in standings.items()]


def _top_sources(session: Session) -> list[Standing]:
    """The sources that print most claims."""
    which = func.coalesce(col(Source.merged_into_id), col(Source.id))
    printed = (
        select(which.label("subject"), col(Utterance.claim_id).label("claim_id"))
        .join(Source, col(Source.id) == col(Utterance.source_id))
        .where(col(Utterance.retired_at).is_(None))
        .distinct()
        .subquery()
    )
    standings = _standings(session, printed)
    names = {each.id: each.title or each.url or f"#{each.id}" for each in show_sources(session, list(standings))}
    return [Standing(number, names[number], totals) for number, totals in standings.items()]


def _standings(session: Session, subjects: Any) -> dict[int, Totals]:
    """How the claims of the busiest subjects stand, the busiest first."""
    live = select(subjects.c.subject).join(Claim, col(Claim.id) == subjects.c.claim_id)
    live = live.where(col(Claim.retired_at).is_(None))
    busiest = live.group_by(subjects.c.subject).order_by(func.count().desc(), subjects.c.subject).limit(FIRST)
    order = list(session.scalars(busiest))
    counts = (
        select(subjects.c.subject, col(Claim.content_status), col(Claim.attribution_status), func.count())
        .join(Claim, col(Claim.id) == subjects.c.claim_id)
        .where(subjects.c.subject.in_(order), col(Claim.retired_at).is_(None))
        .group_by(subjects.c.subject, col(Claim.content_status), col(Claim.attribution_status))
    )
    found = {number: Totals(0, _no_claims(), _no_claims()) for number in order}
    for subject, content, attribution, count in session.execute(counts):
        totals = found[subject]
        totals.content[content] += count
        totals.attribution[attribution] += count
    return {
        number: Totals(sum(totals.content.values()), totals.content, totals.attribution)
        for number, totals in found.items()
    }


def _no_claims() -> dict[str, int]:
    return {status.value: 0 for status in Status}


def _open(session: Session) -> OpenList:
    unverified = Status.UNVERIFIED.value
    still_open = (
        or_(col(Claim.content_status) == unverified, col(Claim.attribution_status) == unverified),
        col(Claim.retired_at).is_(None),
    )
    first = session.scalars(select(col(Claim.id)).where(*still_open).order_by(col(Claim.id)).limit(FIRST)).all()
    return OpenList(_count(session, Claim, *still_open), [claim_ref(claim) for claim in show_claims(session, first)])


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
        select(col(Ruling.claim_id), col(Ruling.axis), col(Ruling.recheck_on))
        .join(Claim, col(Claim.id) == col(Ruling.claim_id))
        .where(
            col(Ruling.recheck_on) <= today.isoformat(),
            col(Ruling.pending).is_(False),
            ~overtaken,
            col(Claim.retired_at).is_(None),
        )
        .order_by(col(Ruling.recheck_on), col(Ruling.id))
    )
    count = session.scalar(select(func.count()).select_from(due.subquery())) or 0
    rows = session.execute(due.limit(FIRST)).all()
    claims = {claim.id: claim_ref(claim) for claim in show_claims(session, sorted({row[0] for row in rows}))}
    return DueList(count, [DueClaim(claims[number], axis, str(day)) for number, axis, day in rows])


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
