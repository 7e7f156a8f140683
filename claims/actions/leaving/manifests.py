"""Manifests: what the ledger keeps of a report that was written to a file."""

import hashlib
from typing import TypeVar

import msgspec
from sqlmodel import col, select

from claims.actions.read.view import LedgerView, last_line, ledger_uid
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document, canonical
from claims.models import Edition
from claims.reports.content import (
    ClaimantReport,
    ClaimReport,
    CorrectionsReport,
    CoverageReport,
    Report,
    SourceReport,
    SummaryReport,
)
from claims.reports.manifest import Manifest
from claims.views import ClaimantView, ClaimView, SourceView
from claims.vocabulary import EditionKind, RecordKind

AnyReport = TypeVar("AnyReport", bound=Report)


def sign(edition: LedgerView, report: AnyReport) -> AnyReport:
    """The report with its foot, which no report that is written later changes."""
    manifest = Manifest(ledger_uid(edition), *last_line(edition), edition.today.isoformat())
    return msgspec.structs.replace(report, manifest=manifest)


def keep(ledger: Ledger, report: Report, written: bytes, place: str, **asked_for: object) -> Edition:
    """Keep the manifest of a signed report that is about to be put in its place; the same file is kept once."""
    manifest = report.manifest
    if manifest is None:
        raise ValueError("A report is signed before it is kept.")
    asked = canonical(_asked(report, asked_for))
    sha256 = hashlib.sha256(written).hexdigest()
    known = ledger.session.scalar(
        select(Edition).where(col(Edition.sha256) == sha256, col(Edition.asked) == asked).limit(1)
    )
    if known is not None:
        return known
    row = Edition(
        asked=asked,
        edition=EditionKind.REPORT.value,
        place=place,
        head_count=manifest.lines,
        head_hash=manifest.head,
        sha256=sha256,
    )
    return ledger.add(row, sorted(set(claims_in(report))))


def _asked(report: Report, asked_for: Document) -> Document:
    config = type(report).__struct_config__
    asked = {
        "report": config.tag,
        "subject": _subject(report),
        "day": report.today,
        "since": report.since if isinstance(report, CorrectionsReport) else None,
        **asked_for,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _subject(report: Report) -> Document | None:
    """The record that a report is on; none for the whole ledger."""
    record: SourceView | ClaimantView | ClaimView | None = None
    match report:
        case SourceReport():
            record = report.source or report.claimant
        case ClaimantReport():
            record = report.claimant
        case ClaimReport():
            record = report.claim
        case CoverageReport():
            record = report.source
    if record is None:
        return None
    kinds = {SourceView: RecordKind.SOURCE, ClaimantView: RecordKind.CLAIMANT}
    kind = kinds.get(type(record), RecordKind.CLAIM)
    return {"kind": kind.value, "number": record.id, "uid": record.uid}


def claims_in(report: Report) -> list[int]:
    """The claims of which a report says how they stand."""
    match report:
        case ClaimReport():
            return [report.claim.id]
        case SummaryReport():
            return [*(each.id for each in report.open.first), *(each.claim.id for each in report.due.first)]
        case CorrectionsReport():
            return [each.claim.id for each in report.corrections]
        case CoverageReport():
            return [claim.id for sentence in report.sentences for claim in sentence.claims]
        case _:
            return [each.id for each in report.claims]
