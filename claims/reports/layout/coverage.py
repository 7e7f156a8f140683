"""The coverage report: an article sentence by sentence, with what has been recorded of it."""

from claims.reports.content import CoverageReport, CoveredSentence
from claims.reports.layout.blocks import as_of
from claims.reports.layout.facts import source_facts
from claims.reports.layout.page import FactRow, PageSection, ReportPage
from claims.reports.words import in_quotes, listed, number, source_name
from claims.vocabulary import Axis

RECORDED, CANDIDATE, REJECTED, NOTHING = "recorded", "candidate", "rejected", "nothing"
STATES = {
    RECORDED: "recorded as a claim",
    CANDIDATE: "waiting in the inbox",
    REJECTED: "looked at and turned down",
    NOTHING: "not recorded",
}
"""How far a sentence can be covered, from most to least, in words."""


def coverage_page(report: CoverageReport) -> ReportPage:
    """The article with each sentence marked."""
    passages, paragraph = [], 0
    for sentence in report.sentences:
        passages.append(PageSection(sentence.text, sentence.state, _notes(sentence), sentence.paragraph != paragraph))
        paragraph = sentence.paragraph
    return ReportPage(
        title=f"Coverage of {in_quotes(source_name(report.source))}",
        lead=_lead(report),
        facts=[*source_facts(report.source), FactRow("Text", f"snapshot #{report.snapshot}"), *as_of(report.as_of)],
        passages=passages,
    )


def _lead(report: CoverageReport) -> str:
    """How many sentences there are, and how many of each state."""
    counted = [f"{count:,} {STATES[state]}" for state, count in report.counts.items() if count]
    return f"{number(len(report.sentences), 'sentence')}: {listed(counted)}." if counted else "The text is empty."


def _notes(sentence: CoveredSentence) -> list[str]:
    """Which claims stand in a sentence, with both answers; and which candidates wait."""
    notes = [
        f"#{claim.id} said: {getattr(claim.status, Axis.ATTRIBUTION)}, so: {getattr(claim.status, Axis.CONTENT)}"
        for claim in sentence.claims
    ]
    return [*notes, *(f"candidate #{each}" for each in sentence.candidates)]
