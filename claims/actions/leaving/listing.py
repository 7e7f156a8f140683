"""The list of editions: what left the house, and what of it still tells an old ruling."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from claims.actions.read.view import LedgerView
from claims.actions.report.corrections import courses, shown_at
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.vocabulary import EditionKind, Status

FIELDS = "SELECT id, uid, recorded_at, recorded_by, asked, edition, place, head_count, head_hash, sha256 FROM report"
EDITIONS = f"{FIELDS} WHERE id < :before ORDER BY id DESC LIMIT :most"
THESE = f"{FIELDS} WHERE id {{among}} ORDER BY id"
COUNTS = "SELECT report_id, count(*) FROM report_claim WHERE report_id {among} GROUP BY report_id"
WRITTEN_ANEW = """
SELECT id, edition, place, asked FROM report WHERE edition IN ('site', 'export', 'feed') AND place <> '-' ORDER BY id
"""
RULED_SINCE = """
SELECT report.id, report_claim.claim_id, report.head_count FROM report
JOIN report_claim ON report_claim.report_id = report.id
WHERE report.id {among} AND EXISTS (
    SELECT 1 FROM event WHERE event.claim_id = report_claim.claim_id AND event.seq > report.head_count
    AND event.kind = 'verification'
)
"""
TAKEN_OUT_SINCE = """
SELECT report.id, report_claim.claim_id FROM report
JOIN report_claim ON report_claim.report_id = report.id
JOIN claim ON claim.id = report_claim.claim_id AND claim.retired_at IS NOT NULL
WHERE report.id {among} AND EXISTS (
    SELECT 1 FROM event WHERE event.claim_id = report_claim.claim_id AND event.seq > report.head_count
    AND event.kind = 'claim' AND event.action = 'retire'
)
"""
NO_END = 1 << 62


class EditionView(Struct, frozen=True):
    """Something that left the house, and whether it still tells what the ledger says."""

    id: Annotated[int, Meta(description="The edition's number in this ledger.")]
    uid: Annotated[str, Meta(description="The edition's UUIDv7.")]
    kind: Annotated[str, Meta(description="report, site, export, feed, answer or dossier.")]
    place: Annotated[
        str | None, Meta(description="Where it went, as it was named; - is standard output; null before 0.2.")
    ]
    asked: Annotated[dict[str, object], Meta(description="What was asked: format, subject, filters, day.")]
    lines: Annotated[int, Meta(description="Number of the newest line of the log that it shows.")]
    head: Annotated[str, Meta(description="Hash of that line.")]
    sha256: Annotated[str, Meta(description="SHA-256 of the file; of a site, of its claims-site.json.")]
    claims: Annotated[int, Meta(description="How many claims are in it.")]
    written_at: Annotated[str, Meta(description="When it was written.")]
    written_by: Annotated[str, Meta(description="Who wrote it.")]
    changed: Annotated[list[int], Meta(description="Claims in it of which a ruling stands otherwise now.")]
    taken_out: Annotated[list[int], Meta(description="Claims in it that were taken out since.")]
    replaced_by: Annotated[int | None, Meta(description="The newest edition at the same place, if it isn't this one.")]

    @property
    def is_old(self) -> bool:
        """Whether somebody who reads it is still told what the ledger no longer says."""
        return bool(self.changed or self.taken_out)


def editions(
    edition: LedgerView, *, limit: int = 0, before: int | None = None, old: bool = False
) -> tuple[list[EditionView], bool]:
    """What left the house, newest first, and whether there is more; `old`: only what still tells an old ruling."""
    most = limit + 1 if limit and not old else NO_END
    rows = Bulk(edition.session).plain(EDITIONS, before=before or NO_END, most=most)
    found = [each for each in _views(edition, rows) if each.is_old or not old]
    return (found[:limit], True) if limit and len(found) > limit else (found, False)


def count_old(edition: LedgerView) -> int:
    """How many of the newest editions at places that are kept up to date still tell an old ruling.

    What went to standard output, or to whoever asked, can't be written anew: it is in the list, and no task.
    """
    bulk = Bulk(edition.session)
    return sum(each.is_old for each in _views(edition, bulk.plain(THESE, _newest(bulk).values())))


def _views(edition: LedgerView, rows: list[Document]) -> list[EditionView]:
    bulk, numbers = Bulk(edition.session), [row["id"] for row in rows]
    changed, gone = _changed(edition, numbers), _grouped(bulk.rows(TAKEN_OUT_SINCE, numbers))
    counts = dict(map(tuple, bulk.rows(COUNTS, numbers)))
    newest = _newest(bulk)
    found = []
    for row in rows:
        kind, place, number = row["edition"] or EditionKind.REPORT.value, row["place"], row["id"]
        asked = msgspec.json.decode(row["asked"], type=dict[str, object])
        last = newest.get((kind, place, asked.get("where")), number)
        view = EditionView(
            id=number,
            uid=str(row["uid"]),
            kind=kind,
            place=place,
            asked=asked,
            lines=row["head_count"],
            head=row["head_hash"],
            sha256=row["sha256"],
            claims=counts.get(number, 0),
            written_at=_moment(row["recorded_at"]),
            written_by=row["recorded_by"],
            changed=changed.get(number, []),
            taken_out=gone.get(number, []),
            replaced_by=None if last == number else last,
        )
        found.append(view)
    return found


def _newest(bulk: Bulk) -> dict[tuple[str, str, object], int]:
    """The newest edition at each place at which editions are written anew."""
    return {
        (kind, place, msgspec.json.decode(asked).get("where")): number
        for number, kind, place, asked in bulk.rows(WRITTEN_ANEW)
    }


def _changed(edition: LedgerView, numbers: list[int]) -> dict[int, list[int]]:
    """The claims in each edition of which a ruling stands otherwise than it did where that edition's log ended."""
    ruled = Bulk(edition.session).rows(RULED_SINCE, numbers)
    by_claim = defaultdict(list)
    for (claim, _axis), course in courses(edition, {row[1] for row in ruled}).items():
        by_claim[claim].append(course)
    told = [(number, claim) for number, claim, line in ruled if any(_moved(each, line) for each in by_claim[claim])]
    return _grouped(told)


def _moved(course: list[Any], line: int) -> bool:
    old = shown_at(course, line)
    return bool(course[-1].answer != (old.answer if old else (Status.UNVERIFIED.value, None)))


def _grouped(pairs: Iterable[Any]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, claim in sorted(map(tuple, pairs)):
        found.setdefault(number, []).append(claim)
    return found


def _moment(at: Any) -> str:
    import datetime as dt

    return at if isinstance(at, str) else at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
