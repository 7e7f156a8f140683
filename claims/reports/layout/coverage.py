"""The coverage report: an article sentence by sentence, with what has been recorded of it."""

from claims.reports.content import CoverageReport, CoveredSentence
from claims.reports.layout.blocks import as_of
from claims.reports.layout.facts import source_facts
from claims.reports.layout.page import FactRow, PageSection, Remark, ReportPage, Section
from claims.reports.words import in_quotes, listed, number, source_name
from claims.views import ClaimRef
from claims.vocabulary import Axis, Status

RECORDED, CANDIDATE, REJECTED, NOTHING = "recorded", "candidate", "rejected", "nothing"
DISPUTED, VERIFIED = "disputed", "verified"
"""What a recorded sentence is marked as where its claims were ruled on: the gravest answer to either question."""

GRAVE = (Status.DISPUTED, Status.REFUTED, Status.WITHDRAWN)
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
        passages.append(PageSection(sentence.text, _mark(sentence), _notes(sentence), sentence.paragraph != paragraph))
        paragraph = sentence.paragraph
    return ReportPage(
        title=f"Coverage of {in_quotes(source_name(report.source))}",
        lead=_lead(report),
        facts=[*source_facts(report.source), FactRow("Text", f"snapshot #{report.snapshot}"), *as_of(report.as_of)],
        passages=passages,
        sections=_unplaced(report),
    )


def _mark(sentence: CoveredSentence) -> str:
    """How a sentence is marked: disputed where any answer is that or worse, verified where each claim has only such."""
    if sentence.state != RECORDED:
        return sentence.state
    answers = {getattr(claim.status, axis) for claim in sentence.claims for axis in Axis}
    if answers & set(GRAVE):
        return DISPUTED
    return VERIFIED if answers == {Status.VERIFIED} else RECORDED


def _unplaced(report: CoverageReport) -> list[Section]:
    """The claims that were recorded from another copy, and whose words aren't found in this one."""
    remarks = [
        Remark(f"#{claim.id} {in_quotes(claim.text, 100)}", [_answers(claim)], claim.id) for claim in report.unplaced
    ]
    return [Section("Recorded from it, but not found once in this text", remarks, urgent=True)] if remarks else []


def _lead(report: CoverageReport) -> str:
    """How many sentences there are, and how many of each state."""
    counted = [f"{count:,} {STATES[state]}" for state, count in report.counts.items() if count]
    if not counted:
        return "The text is empty."
    marks = [_mark(sentence) for sentence in report.sentences]
    ruled = [
        f"{marks.count(kind):,} {words}"
        for kind, words in ((VERIFIED, "verified on both questions"), (DISPUTED, "disputed, refuted or withdrawn"))
        if kind in marks
    ]
    of_them = f" Of those recorded: {listed(ruled)}." if ruled else ""
    return f"{number(len(report.sentences), 'sentence')}: {listed(counted)}.{of_them}"


def _notes(sentence: CoveredSentence) -> list[str]:
    """Which claims stand in a sentence, with both answers; and which candidates wait."""
    notes = [f"#{claim.id} {_answers(claim)}" for claim in sentence.claims]
    return [*notes, *(f"candidate #{each}" for each in sentence.candidates)]


def _answers(claim: ClaimRef) -> str:
    """Both answers on a claim."""
    return f"said: {getattr(claim.status, Axis.ATTRIBUTION)}, so: {getattr(claim.status, Axis.CONTENT)}"
