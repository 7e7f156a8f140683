"""A report as a table for a spreadsheet: one claim a row, and no cell that a spreadsheet would compute."""

import csv
import io
from collections.abc import Iterable, Sequence

from claims.reports.content import (
    Correction,
    CorrectionsReport,
    CoverageReport,
    CoveredSentence,
    Report,
    ReportClaim,
    Standing,
    SummaryReport,
)
from claims.reports.findings import live_evidence, live_utterances, newest_rulings, stances
from claims.reports.layout.attention import claims_of, flags
from claims.reports.layout.cards import quote_state, speaker, unfound
from claims.reports.words import QUESTIONS, chain_line, one_line, source_name, when
from claims.text import safe_cell
from claims.views import EvidenceView, UtteranceView
from claims.vocabulary import Axis, Status

Row = dict[str, str | int]

_CLAIM_COLUMNS = (
    "id", "uid", "claim", "language", "speaker", "chain", "said on", "quote", "quote state",
    "did they say it", "rating of attribution", "attribution evidence for", "attribution evidence against",
    "is it so", "rating of content", "content evidence for", "content evidence against",
    "sources: said", "sources: not said", "sources: so", "sources: not so",
    "independent sources named", "attention", "tags", "sources", "addresses",
    "copies", "evidence addresses", "evidence copies",
)  # fmt: skip
_SUMMARY_COLUMNS = (
    "what", "id", "name", "claims",
    *(f"content {status}" for status in Status),
    *(f"attribution {status}" for status in Status),
)  # fmt: skip
_CORRECTION_COLUMNS = (
    "date", "id", "uid", "claim", "question", "was", "rating before", "is", "rating",
    "why", "ruled by", "approved by", "reports before",
)  # fmt: skip


_COVERAGE_COLUMNS = (
    "start",
    "end",
    "paragraph",
    "sentence",
    "state",
    "claims",
    "did they say it",
    "is it so",
    "candidates",
)


def render(report: Report) -> str:
    """The claims of a report, one a row; for the whole ledger its totals, for corrections one a row."""
    if isinstance(report, CorrectionsReport):
        return _table(_CORRECTION_COLUMNS, [_correction(each) for each in report.corrections])
    if isinstance(report, CoverageReport):
        return _table(_COVERAGE_COLUMNS, [_covered(each) for each in report.sentences])
    if isinstance(report, SummaryReport):
        ledger = Standing(0, "the whole ledger", report.totals)
        rows = [_standing("ledger", ledger)]
        rows += [_standing("claimant", each) for each in report.claimants]
        rows += [_standing("source", each) for each in report.sources]
        return _table(_SUMMARY_COLUMNS, rows)
    flagged = flags(report)
    return _table(_CLAIM_COLUMNS, [_claim(claim, flagged.get(claim.id, [])) for claim in claims_of(report)])


def _covered(sentence: CoveredSentence) -> Row:
    """One sentence of an article."""
    cells: list[str | int] = [
        sentence.start, sentence.end, sentence.paragraph, sentence.text, sentence.state,
        " ".join(f"#{claim.id}" for claim in sentence.claims),
        " ".join(claim.status.attribution for claim in sentence.claims),
        " ".join(claim.status.content for claim in sentence.claims),
        " ".join(f"#{each}" for each in sentence.candidates),
    ]  # fmt: skip
    return dict(zip(_COVERAGE_COLUMNS, cells, strict=True))


def _claim(claim: ReportClaim, attention: list[str]) -> Row:
    """One claim; where it was said more than once, each cell lists what differs."""
    said = live_utterances(claim)
    rulings = newest_rulings(claim)
    ratings = {axis: (rulings[axis].rating or "" if axis in rulings else "") for axis in Axis}
    evidence = {axis: stances(claim, axis) for axis in Axis}
    quotes = [each.quote for each in said if each.quote]
    states = [
        quote_state(each.quote, missing=unfound(claim.origins, "utterance", each.id)) for each in said if each.quote
    ]
    sources = [each.source for each in said if each.source]
    cells: list[str | int] = [
        claim.id, claim.uid, claim.text, claim.language, speaker(claim),
        _several(chain_line(each.chain) for each in said),
        _several(when(each.said_on) for each in said if each.said_on),
        _several(each.exact for each in quotes),
        _several(states),
        claim.status.attribution, ratings[Axis.ATTRIBUTION], *evidence[Axis.ATTRIBUTION],
        claim.status.content, ratings[Axis.CONTENT], *evidence[Axis.CONTENT],
        *(side.count for side in (claim.origins.said, claim.origins.not_said, claim.origins.so, claim.origins.not_so)),
        _several(each.label for each in claim.origins.groups if each.counts),
        _several(attention), _several(claim.tags), _several(source_name(each) for each in sources),
        _several(each.url for each in sources if each.url),
        _copies(claim, "utterance", said),
        _several(each.source.url for each in live_evidence(claim) if each.source.url),
        _copies(claim, "evidence", live_evidence(claim)),
    ]  # fmt: skip
    return dict(zip(_CLAIM_COLUMNS, cells, strict=True))


def _copies(claim: ReportClaim, kind: str, pieces: Sequence[UtteranceView | EvidenceView]) -> str:
    """The copies that some records were judged on or would be, with the whole hash, and what changed since."""
    read = [claim.copies[name] for each in pieces if (name := f"{kind} #{each.id}") in claim.copies]
    changes = [each.edit.told() if each.edit else "" for each in read]
    return _several([*(each.told(whole=True) for each in read if each.copy), *changes])


def _correction(change: Correction) -> Row:
    """One ruling that changed."""
    cells: list[str | int] = [
        change.changed_at[:10], change.claim.id, change.claim.uid, change.claim.text, QUESTIONS[Axis(change.axis)],
        change.old, change.old_rating or "", change.new, change.new_rating or "",
        change.because, change.ruled_by, change.approved_by or "", change.reports,
    ]  # fmt: skip
    return dict(zip(_CORRECTION_COLUMNS, cells, strict=True))


def _standing(what: str, standing: Standing) -> Row:
    """How the claims of a claimant, a source or the ledger stand."""
    totals = standing.totals
    number = "" if what == "ledger" else standing.id
    counts = [*(totals.content[status] for status in Status), *(totals.attribution[status] for status in Status)]
    return dict(zip(_SUMMARY_COLUMNS, [what, number, standing.name, totals.claims, *counts], strict=True))


def _several(values: Iterable[str]) -> str:
    """Different values in one cell, each once."""
    return "; ".join(dict.fromkeys(one_line(value) for value in values if value))


def _table(columns: tuple[str, ...], rows: list[Row]) -> str:
    """Rows under their columns, as RFC 4180 has it."""
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, columns)
    table.writeheader()
    table.writerows({column: _cell(value) for column, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: str | int) -> str | int:
    """A number as it is; a text on one line, printable, and never a formula."""
    return value if isinstance(value, int) else safe_cell(value)
