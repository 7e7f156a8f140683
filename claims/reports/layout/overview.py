"""Laying out the report on the whole ledger."""

from claims.reports.content import SummaryReport
from claims.reports.layout.blocks import answers, as_of, pictures, standings
from claims.reports.layout.page import PageTable, Remark, ReportPage, Section
from claims.reports.words import QUESTIONS, in_quotes, number, source_name, when
from claims.vocabulary import Axis, Status

_TEXT_WIDTH = 100


def summary_page(report: SummaryReport) -> ReportPage:
    """The whole ledger in figures."""
    cross = [[row, *(f"{count:,}" for count in columns.values())] for row, columns in report.cross.items()]
    table = PageTable("Is it so? (down) by did they say it? (across)", ["", *(str(status) for status in Status)], cross)
    return ReportPage(
        title="Summary of the ledger",
        lead=f"{_held(report)} {answers(report.totals)}".strip(),
        facts=as_of(report.as_of),
        pictures=pictures(report.totals),
        attention=_attention(report),
        tables=[
            *([table] if report.totals.claims else []),
            *standings("Claimants with most claims", report.claimants),
            *standings("Sources with most claims", report.sources),
        ],
    )


def _held(report: SummaryReport) -> str:
    """How many records of each kind the ledger holds."""
    records = report.records
    kinds = [
        number(records.claims, "claim"),
        number(records.claimants, "claimant"),
        number(records.sources, "source"),
        number(records.utterances, "utterance"),
        number(records.evidence, "piece of evidence", "pieces of evidence"),
    ]
    return f"The ledger holds {', '.join(kinds)} and {number(records.rulings, 'ruling')}."


def _attention(report: SummaryReport) -> list[Section]:
    """What the whole ledger needs looked at, each list cut short after its first entries."""
    retracted = [
        Remark(f"Source #{each.id} {_named(source_name(each))}", [f"Retracted on {when(each.retracted_on or '')}."])
        for each in report.retracted.first
    ]
    due = [
        Remark(
            f"#{each.claim.id} {_named(each.claim.text)}",
            [f"{QUESTIONS[Axis(each.axis)]} To be looked at again by {when(each.recheck_on)}."],
        )
        for each in report.due.first
    ]
    unruled = [
        Remark(
            f"#{each.id} {_named(each.text)}",
            [" ".join(f"{question} {getattr(each.status, axis)}." for axis, question in QUESTIONS.items())],
        )
        for each in report.open.first
    ]
    sections = [
        _capped("Retracted sources", retracted, report.retracted.count, urgent=True),
        _capped(f"Due for re-check by {when(report.today)}", due, report.due.count, urgent=True),
        _capped("Open: still unverified", unruled, report.open.count, urgent=False),
    ]
    return [section for section in sections if section.remarks]


def _named(text: str) -> str:
    """A claim or a title, shortened and in quotation marks."""
    return in_quotes(text, _TEXT_WIDTH)


def _capped(heading: str, remarks: list[Remark], count: int, *, urgent: bool) -> Section:
    """A list whose heading counts all, and whose last line says how many more there are."""
    more = [Remark(f"and {count - len(remarks):,} more")] if remarks and count > len(remarks) else []
    return Section(f"{heading} ({count:,})", [*remarks, *more], urgent)
