"""Manifests: what the ledger keeps of a report that was written to a file, and whether a file is that report."""

import hashlib
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta
from sqlmodel import col, select

from claims.actions.corrections import THE_END, changed_since
from claims.actions.editions import Edition
from claims.errors import BadInput, DatabaseTrouble, NotFound
from claims.ledger.access import Bulk
from claims.ledger.assemble import claim_views
from claims.ledger.belongings import load_belongings
from claims.ledger.canonical import Document, canonical, genesis
from claims.ledger.log import Ledger
from claims.models import Head, WrittenReport
from claims.reports.content import (
    ChangedRuling,
    ClaimantReport,
    ClaimReport,
    CorrectionsReport,
    CoverageReport,
    Report,
    SourceReport,
    SummaryReport,
)
from claims.reports.manifest import Manifest, named_in
from claims.reports.words import listed, number
from claims.views import ClaimantView, ClaimView, SourceView
from claims.vocabulary import RecordKind

AnyReport = TypeVar("AnyReport", bound=Report)

NEWEST = "SELECT seq, hash FROM event WHERE kind <> 'report' AND seq <= :upto ORDER BY seq DESC LIMIT 1"
LINE = "SELECT seq FROM event WHERE hash = :hash"

REPORT_LIMIT = 100_000_000
"""Bytes that a file may have and still be taken for a report."""

CURRENT, CHANGED, ALTERED, FOREIGN = "current", "changed", "altered", "foreign"


class KeptReport(msgspec.Struct, frozen=True):
    """What the ledger keeps of a written report."""

    id: Annotated[int, Meta(description="The written report's number in this ledger.")]
    uid: Annotated[str, Meta(description="The written report's UUIDv7.")]
    asked: Annotated[dict[str, object], Meta(description="What was asked: the report, its subject, format and day.")]
    lines: Annotated[int, Meta(description="Number of the newest line of the log that it shows.")]
    head: Annotated[str, Meta(description="Hash of that line.")]
    claims: Annotated[list[int], Meta(description="Numbers of the claims in it.")]
    written_at: Annotated[str, Meta(description="When it was written.")]
    written_by: Annotated[str, Meta(description="Who wrote it.")]


class CheckedFile(msgspec.Struct, frozen=True):
    """Whether a file is a report as it was written, and whether its rulings still stand."""

    file: Annotated[str, Meta(description="The file, as it was named.")]
    sha256: Annotated[str, Meta(description="SHA-256 of its bytes.")]
    verdict: Annotated[
        str,
        Meta(
            description="current; changed: genuine, but not current; altered; foreign: its foot names another ledger."
        ),
    ]
    said: Annotated[str, Meta(description="The verdict in a sentence.")]
    report: Annotated[KeptReport | None, Meta(description="What the ledger kept of it; null if it kept nothing.")]
    changed: Annotated[list[ChangedRuling], Meta(description="The rulings in it that stand otherwise now.")]
    taken_out: Annotated[list[int], Meta(description="Numbers of claims in it that were taken out since.")]


def sign(edition: Edition, report: AnyReport) -> AnyReport:
    """The report with its foot, which no report that is written later changes."""
    uid = ledger_uid(edition)
    found = Bulk(edition.session).rows(NEWEST, upto=THE_END if edition.upto is None else edition.upto)
    lines, head = found[0] if found else (0, genesis(uid))
    return msgspec.structs.replace(report, manifest=Manifest(uid, lines, head, edition.today.isoformat()))


def keep(ledger: Ledger, report: Report, written: bytes, **asked_for: object) -> WrittenReport:
    """Keep the manifest of a signed report that is about to be put in its place; the same file is kept once."""
    manifest = report.manifest
    if manifest is None:
        raise ValueError("A report is signed before it is kept.")
    asked = canonical(_asked(report, asked_for))
    sha256 = hashlib.sha256(written).hexdigest()
    known = ledger.session.scalar(
        select(WrittenReport).where(col(WrittenReport.sha256) == sha256, col(WrittenReport.asked) == asked).limit(1)
    )
    if known is not None:
        return known
    row = WrittenReport(asked=asked, head_count=manifest.lines, head_hash=manifest.head, sha256=sha256)
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


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            written = opened.read(REPORT_LIMIT + 1)  # a device may have no end
    except OSError as error:
        raise NotFound(f"{file} can't be read: {error.strerror}.", "Name the file of a report.") from error
    if len(written) > REPORT_LIMIT:
        raise BadInput(f"{file} is larger than {REPORT_LIMIT:,} bytes, and no report.", "Name the file of a report.")
    return written


def check_file(edition: Edition, file: Path) -> CheckedFile:
    """Whether a file is a report that this ledger wrote, byte for byte, and which of its rulings changed since."""
    written = _bytes_of(file)
    sha256 = hashlib.sha256(written).hexdigest()
    session = edition.session
    row = session.scalar(
        select(WrittenReport).where(col(WrittenReport.sha256) == sha256).order_by(col(WrittenReport.id).desc()).limit(1)
    )
    if row is None:
        return CheckedFile(str(file), sha256, *_unknown(edition, written), None, [], [])
    claims = load_belongings(session, row)
    kept = KeptReport(
        id=row.id,
        uid=row.uid,
        asked=msgspec.json.decode(row.asked),
        lines=row.head_count,
        head=row.head_hash,
        claims=claims,
        written_at=row.recorded_at,
        written_by=row.recorded_by,
    )
    changed, gone = changed_since(edition, claims, row.head_count), _taken_out(edition, claims, row.head_count)
    if changed or gone:
        said = f"Genuine, and {listed(_what_changed(changed, gone))} since."
        return CheckedFile(str(file), sha256, CHANGED, said, kept, changed, gone)
    return CheckedFile(str(file), sha256, CURRENT, "Genuine and current.", kept, [], [])


TAKEN_OUT = "SELECT DISTINCT claim_id FROM event WHERE kind = 'claim' AND action = 'retire' AND seq > :line"


def _taken_out(edition: Edition, claims: list[int], line: int) -> list[int]:
    """The claims among these that were taken out after a line of the log, and not brought back."""
    recent = {row[0] for row in Bulk(edition.session).rows(f"{TAKEN_OUT} AND claim_id {{among}}", claims, line=line)}
    return [each.id for each in claim_views(edition.records, sorted(recent)) if each.retired_at is not None]


def _what_changed(changed: list[ChangedRuling], gone: list[int]) -> list[str]:
    rulings = [f"{number(len(changed), 'ruling has', 'rulings have')} changed"] if changed else []
    return [*rulings, *([f"{number(len(gone), 'claim was', 'claims were')} taken out"] if gone else [])]


def _unknown(edition: Edition, written: bytes) -> tuple[str, str]:
    """What can be said of a file that is none of this ledger's reports: the verdict, and why."""
    named = named_in(written.decode("utf-8", "replace"))
    if named is None:
        return ALTERED, "Altered, or not from this ledger: no report was written with these bytes, and it has no foot."
    ledger, head = named
    here = ledger_uid(edition)
    found = Bulk(edition.session).rows(LINE, hash=head)
    if found:
        known = f"its foot names line {found[0][0]} of this ledger, but no report was written with these bytes"
        return ALTERED, f"Altered: {known}."
    if ledger not in (None, here):
        return FOREIGN, f"Not from this ledger: its foot names the ledger {ledger}, and this one is {here}."
    return ALTERED, "Altered: its foot names a head that this ledger never had."


def ledger_uid(edition: Edition) -> str:
    """The uid of the ledger that an edition shows."""
    head = edition.session.get(Head, 1)
    if head is None:
        raise DatabaseTrouble("The ledger's head is gone: how far its log reached is unknown.", "Restore a backup.")
    return head.ledger_uid
