"""Laying out each report: what stands at the top, what is drawn, what follows."""

from dataclasses import replace

from claims.reports.content import ClaimantReport, ClaimReport, CorrectionsReport, CoverageReport, Report, SourceReport
from claims.reports.layout.attention import attention, calm, flags
from claims.reports.layout.blocks import STANDING_COLUMNS, as_of, lead, pictures, sentence, standing_row, standings
from claims.reports.layout.cards import card
from claims.reports.layout.claim_in_full import docket
from claims.reports.layout.corrections import corrections_page
from claims.reports.layout.coverage import coverage_page
from claims.reports.layout.facts import claim_facts, claimant_facts, source_facts
from claims.reports.layout.overview import summary_page
from claims.reports.layout.page import Card, FactRow, PageTable, ReportPage
from claims.reports.manifest import foot
from claims.reports.words import QUESTIONS, in_quotes, number, one_line, source_name, when
from claims.views import SourceView


def page(report: Report, limit: int = 0) -> ReportPage:
    """A report, laid out, with its foot if it was written; a limit keeps the cards of the newest claims, 0 all."""
    whole = replace(_laid_out(report, limit), foot=foot(report.manifest))
    left_out = len(report.claims) - len(whole.cards) if isinstance(report, SourceReport | ClaimantReport) else 0
    return replace(whole, more=_more(left_out)) if left_out else whole


def _laid_out(report: Report, limit: int) -> ReportPage:
    """What a report says."""
    match report:
        case SourceReport():
            return _source_page(report, limit)
        case ClaimantReport():
            return _claimant_page(report, limit)
        case ClaimReport():
            return _claim_page(report)
        case CorrectionsReport():
            return corrections_page(report)
        case CoverageReport():
            return coverage_page(report)
        case _:
            return summary_page(report)


def _source_page(report: SourceReport, limit: int) -> ReportPage:
    """A source, or an outlet by its name: what it printed, passed on or said, and how that stands."""
    filled = [part for part in report.parts if part.claims]
    rows = [standing_row(part.title, part.totals) for part in filled]
    return ReportPage(
        title=f"Source report: {_name(report)}",
        lead=lead(report.totals, [claim.origins for claim in report.claims]),
        facts=[*_facts(report), *as_of(report.as_of)],
        warning=_retraction(report.source) if report.source else "",
        pictures=pictures(report.totals),
        attention=attention(report),
        calm=calm(report) if report.claims else "",
        tables=[PageTable("What it did with them", STANDING_COLUMNS, rows)]
        if len(filled) > 1 or report.claimant
        else [],
        cards=_cards(report, report.source.id if report.source else None, limit),
    )


def _claimant_page(report: ClaimantReport, limit: int) -> ReportPage:
    """A claimant: what they said, how it held up, and through whom it came."""
    return ReportPage(
        title=f"Claimant report: {one_line(report.claimant.name, 200)}",
        lead=lead(report.totals, [claim.origins for claim in report.claims]),
        facts=[*claimant_facts(report.claimant), *as_of(report.as_of)],
        pictures=pictures(report.totals),
        attention=attention(report),
        calm=calm(report) if report.claims else "",
        tables=standings("Through whom it reached us", report.through),
        cards=_cards(report, None, limit),
    )


def _claim_page(report: ClaimReport) -> ReportPage:
    """One claim in full."""
    claim = report.claim
    stands = " ".join(f"{question} {getattr(claim.status, axis)}." for axis, question in QUESTIONS.items())
    return ReportPage(
        title=f"Claim #{claim.id}",
        lead=f"{stands} {sentence(claim.origins)}",
        facts=[*claim_facts(claim), *as_of(report.as_of)],
        warning="This claim was taken out as entered wrongly." if claim.retired_at else "",
        attention=[section for section in attention(report) if section.urgent],
        calm=calm(report),
        cards=[card(claim, [], full=True)],
        sections=docket(claim),
    )


def _cards(report: SourceReport | ClaimantReport, source: int | None, limit: int) -> list[Card]:
    """The newest claims of a report, each with what calls for attention."""
    flagged = flags(report)
    return [card(claim, flagged.get(claim.id, []), source=source) for claim in report.claims[-limit:]]


def _more(left_out: int) -> str:
    """How many older claims are counted above but not shown, and how to see them."""
    return f"{number(left_out, 'older claim is', 'older claims are')} counted above but not shown: --limit 0 shows all."


def _name(report: SourceReport) -> str:
    """What a source report is on: a title, or the name of an outlet or agency."""
    if report.source:
        return in_quotes(source_name(report.source))
    return one_line(report.claimant.name, 200) if report.claimant else "nothing named"


def _facts(report: SourceReport) -> list[FactRow]:
    """What is known about the source, or about the outlet or agency."""
    if report.source:
        return source_facts(report.source)
    return claimant_facts(report.claimant) if report.claimant else []


def _retraction(source: SourceView) -> str:
    """When and why a source was retracted; nothing if it still stands."""
    if not source.retracted_on:
        return ""
    why = one_line(source.retraction_reason or "No reason was recorded.", 600)
    return f"This source was retracted on {when(source.retracted_on)}. Why: {why}"
