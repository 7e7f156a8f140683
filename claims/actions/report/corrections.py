"""Corrections: rulings that changed after an edition had shown them, be it a report, a site, an export or an answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import msgspec

from claims.actions.read.view import LedgerView, last_change
from claims.dates import since as first_day
from claims.ledger.read.assemble import claim_views
from claims.ledger.store.canonical import Document
from claims.ledger.store.precedence import precedence
from claims.ledger.store.sql import Bulk
from claims.reports.content import ChangedRuling, Correction, CorrectionsReport, ShownIn
from claims.views import ClaimRef
from claims.vocabulary import Status

TOLD = """
SELECT seq, "after" FROM event
WHERE kind = 'verification' AND before IS NULL AND claim_id {among} AND seq <= :upto ORDER BY seq
"""
WRITTEN = """
SELECT report.id, report.asked, report.head_count, event.seq FROM report
JOIN event ON event.kind = 'report' AND event.record_id = report.id AND event.before IS NULL
WHERE event.seq <= :upto ORDER BY report.id
"""
STANDS_IN = """
SELECT report_id, claim_id FROM report_claim WHERE report_id {among} AND claim_id IN (
    SELECT claim_id FROM verification GROUP BY claim_id HAVING count(*) > 1
)
"""
"""Where a claim stands that was ruled on more than once: no other can have been corrected."""
THE_END = 1 << 62

Question = tuple[int, str]
"""A claim's number and the axis."""


class ToldRuling(NamedTuple):
    """A ruling that ruled, and the line of the log that says so."""

    seq: int
    ruling: Document

    @property
    def answer(self) -> tuple[str, str | None]:
        """What a reader was told: the status and the desk's own rating."""
        return self.ruling["status"], self.ruling.get("rating")


@dataclass(frozen=True, slots=True)
class Written:
    """An edition that left the house: how far the log reached that it shows, and from which line on it was out."""

    number: int
    kind: str
    day: str
    head_count: int
    out_from: int


def courses(edition: LedgerView, claims: Iterable[int]) -> dict[Question, list[ToldRuling]]:
    """The rulings on these claims that came to rule, on each axis in the order in which they did."""
    found: dict[Question, list[ToldRuling]] = {}
    for seq, after in Bulk(edition.session).rows(TOLD, claims, upto=_upto(edition)):
        ruling = msgspec.json.decode(after)
        course = found.setdefault((ruling["claim_id"], ruling["axis"]), [])
        # One that came from another ledger may be older than what stood by then: it never came to rule.
        overtaken = bool(course) and precedence(ruling) < precedence(course[-1].ruling)
        if not ruling.get("pending") and not overtaken:
            course.append(ToldRuling(seq, ruling))
    return {question: course for question, course in found.items() if course}


def shown_at(course: Iterable[ToldRuling], line: int) -> ToldRuling | None:
    """The ruling that stood after a line of the log, if one did."""
    return max((told for told in course if told.seq <= line), default=None, key=lambda told: told.seq)


def changed_since(edition: LedgerView, claims: Iterable[int], line: int) -> list[ChangedRuling]:
    """Where these claims stand otherwise than they did after a line of the log, by claim and axis."""
    found = courses(edition, claims)
    refs = claim_refs(edition, {claim for claim, _axis in found})
    changes = []
    for (claim, axis), course in sorted(found.items()):
        old, new = shown_at(course, line), course[-1]
        if new.answer != (old.answer if old else (Status.UNVERIFIED.value, None)):
            changes.append(change(refs[claim], axis, old, new))
    return changes


def report_corrections(edition: LedgerView, since: str | None = None) -> CorrectionsReport:
    """Every ruling that took the place of another after an edition had shown a ruling on the same question.

    A ruling made again with the same answer corrects nothing; nor does the first one on a question that editions showed
    as open. A change stays on the page when it is itself taken back later: that is a correction, too.
    """
    day = None if since is None else first_day(since, edition.today)
    reports = _reports(edition)
    found = courses(edition, reports)
    changes = [
        (new, claim, axis, old, shown)
        for (claim, axis), course in found.items()
        for old, new in _steps(course)
        if (shown := _shown_before(reports[claim], course, new.seq)) and (day is None or _day(new) >= day)
    ]
    changes.sort(key=lambda each: each[0].seq)
    refs = claim_refs(edition, {claim for _new, claim, *_rest in changes})
    return CorrectionsReport(
        as_of=last_change(edition),
        today=edition.today.isoformat(),
        since=day,
        corrections=[_correction(refs[claim], axis, old, new, shown) for new, claim, axis, old, shown in changes],
    )


def _steps(course: list[ToldRuling]) -> Iterator[tuple[ToldRuling, ToldRuling]]:
    """The rulings that gave another answer than the one before, each with that one."""
    for old, new in pairwise(course):
        if old.answer != new.answer:
            yield old, new


def _shown_before(reports: list[Written], course: list[ToldRuling], seq: int) -> list[tuple[Written, ToldRuling]]:
    """The editions that were out before a line of the log and showed a ruling of this course, oldest first."""
    out = sorted((each for each in reports if each.out_from < seq), key=lambda each: (each.head_count, each.number))
    return [(each, told) for each in out if (told := shown_at(course, each.head_count))]


def _reports(edition: LedgerView) -> dict[int, list[Written]]:
    """The editions in which each claim stands that was ruled on more than once."""
    bulk = Bulk(edition.session)
    written = {
        number: _written(number, msgspec.json.decode(asked), head_count, seq)
        for number, asked, head_count, seq in bulk.rows(WRITTEN, upto=_upto(edition))
    }
    found: dict[int, list[Written]] = {}
    for report, claim in bulk.rows(STANDS_IN, written):
        found.setdefault(claim, []).append(written[report])
    return found


def _written(number: int, asked: Document, head_count: int, seq: int) -> Written:
    # An edition of the present shows what it read, even if a ruling came in while it was being written. One that was
    # asked for a past moment told nobody anything before it was written.
    out_from = seq if "as_of" in asked else head_count
    return Written(number, asked.get("report") or asked["edition"], asked["day"], head_count, out_from)


def claim_refs(edition: LedgerView, claims: Iterable[int]) -> dict[int, ClaimRef]:
    """Claims by their number, as they stand."""
    return {
        each.id: ClaimRef(each.id, each.uid, each.text, each.status)
        for each in claim_views(edition.records, sorted(claims))
    }


def change(claim: ClaimRef, axis: str, old: ToldRuling | None, new: ToldRuling) -> ChangedRuling:
    """What changed between two rulings; where there was none before, the claim was unverified."""
    before, rating = old.answer if old else (Status.UNVERIFIED.value, None)
    ruling = new.ruling
    return ChangedRuling(
        claim=claim,
        axis=axis,
        old=before,
        old_rating=rating,
        new=ruling["status"],
        new_rating=ruling.get("rating"),
        changed_at=ruling["recorded_at"],
        because=ruling["rationale"],
        ruled_by=ruling["ruled_by"],
        approved_by=ruling.get("approved_by"),
        ruling=ruling["id"],
    )


def _correction(
    claim: ClaimRef, axis: str, old: ToldRuling, new: ToldRuling, shown: list[tuple[Written, ToldRuling]]
) -> Correction:
    last, told = shown[-1]
    return Correction(
        **msgspec.structs.asdict(change(claim, axis, old, new)),
        reports=len(shown),
        last=ShownIn(last.number, last.kind, last.day, *told.answer),
    )


def _day(told: ToldRuling) -> str:
    return str(told.ruling["recorded_at"])[:10]


def _upto(edition: LedgerView) -> int:
    return THE_END if edition.upto is None else edition.upto
