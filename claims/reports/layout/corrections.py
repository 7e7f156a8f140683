"""The corrections page: day by day, which rulings changed after they had been reported, and why."""

from itertools import groupby

from claims.reports.content import Correction, CorrectionsReport
from claims.reports.layout.blocks import as_of
from claims.reports.layout.page import FactRow, Remark, ReportPage, Section
from claims.reports.words import QUESTIONS, in_quotes, number, one_line, when
from claims.vocabulary import Axis

NAMES = {
    "corrections": "corrections page",
    "summary": "summary",
    "site": "site",
    "claimreview": "ClaimReview export",
    "feed": "feed",
    "factcheck-api": "Fact Check API export",
    "insights-csv": "Insights table",
    "csv": "table",
    "parquet": "Parquet table",
    "excerpt": "excerpt",
    "dossier": "dossier",
    "answer": "answer of the Fact Check API",
}
"""What an edition is called; a report of another kind is called by it."""


def edition_name(kind: str) -> str:
    """An edition by what it is."""
    return NAMES.get(kind, f"{kind} report")


def corrections_page(report: CorrectionsReport) -> ReportPage:
    """All corrections, the oldest day first."""
    days = groupby(report.corrections, key=lambda each: each.changed_at[:10])
    return ReportPage(
        title="Corrections",
        lead=_lead(report),
        facts=[*([FactRow("Since", when(report.since))] if report.since else []), *as_of(report.as_of)],
        sections=[Section(when(day), [_remark(each) for each in changes]) for day, changes in days],
    )


def standing(status: str, rating: str | None) -> str:
    """A ruling with the desk's own rating."""
    return f"{status} ({one_line(rating)})" if rating else status


def _lead(report: CorrectionsReport) -> str:
    """How much was corrected."""
    if not report.corrections:
        return "No ruling has changed after it had been reported."
    count, claims = len(report.corrections), len({each.claim.id for each in report.corrections})
    return f"{number(count, 'ruling')} on {number(claims, 'claim')} changed after having been reported."


def _remark(change: Correction) -> Remark:
    """One correction: what was said, what is said now, why, and where it had been reported."""
    old, new = standing(change.old, change.old_rating), standing(change.new, change.new_rating)
    approved = f", approved by {one_line(change.approved_by)}" if change.approved_by else ""
    shown = standing(change.last.status, change.last.rating)
    last = f"the {edition_name(change.last.report)} of {when(change.last.day)}"
    reported = f"in {last}" if change.reports == 1 else f"in {number(change.reports, 'edition')}, last in {last}"
    return Remark(
        f"#{change.claim.id} {in_quotes(change.claim.text)}",
        [
            f"{QUESTIONS[Axis(change.axis)]} {old} → {new}.",
            f"Why: {one_line(change.because)}",
            f"Ruled by {one_line(change.ruled_by)}{approved}. Reported as {shown} {reported}.",
        ],
        change.claim.id,
    )
