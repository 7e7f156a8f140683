"""The whole ledger in figures as it stood at an earlier line of the log, counted claim by claim."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from claims.actions.read.view import LedgerView, last_change
from claims.ledger.read.assemble import Directory, claim_views
from claims.ledger.read.past import Past
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.reports import findings
from claims.reports.builders import FIRST, claim_ref, summary_report
from claims.reports.content import (
    DueClaim,
    DueList,
    OpenList,
    RecordCounts,
    RetractedList,
    Standing,
    SummaryReport,
)
from claims.views import ClaimView, speakers
from claims.vocabulary import RecordKind

BATCH = 500
"""Claims read in one go."""


def report_past_summary(edition: LedgerView) -> SummaryReport:
    """The whole ledger in figures, as it stood."""
    tally = _Tally()
    for claim in _claims(edition):
        tally.count(claim)
    claimants = [each for each in _all(edition, RecordKind.CLAIMANT) if each["merged_into_id"] is None]
    sources = [each for each in _all(edition, RecordKind.SOURCE) if each["merged_into_id"] is None]
    retracted = [each for each in sources if each["retracted_on"]]
    retracted.sort(key=lambda each: each["id"])
    retracted.sort(key=lambda each: str(each["retracted_on"]), reverse=True)
    directory = Directory(
        edition.records, tally.speakers, {*tally.sources, *(each["id"] for each in retracted[:FIRST])}
    )
    due = findings.due(tally.live, edition.today)
    refs = {claim.id: claim_ref(claim) for claim in tally.live}
    still_open = [refs[each.claim] for each in findings.open_claims(tally.live)]
    return summary_report(
        RecordCounts(len(tally.live), len(claimants), len(sources), tally.utterances, tally.evidence, tally.rulings),
        tally.cross,
        claimants=_standings(tally.speakers, {n: directory.claimant(n).name for n in tally.speakers}),
        sources=_standings(
            tally.sources, {n: (s := directory.source(n)).title or s.url or f"#{n}" for n in tally.sources}
        ),
        open=OpenList(len(still_open), still_open[:FIRST]),
        due=DueList(len(due), [DueClaim(refs[each.claim], each.axis, each.recheck_on) for each in due[:FIRST]]),
        retracted=RetractedList(len(retracted), [directory.source(each["id"]) for each in retracted[:FIRST]]),
        today=edition.today,
        as_of=last_change(edition),
    )


class _Tally:
    """What is counted while the claims pass by."""

    def __init__(self) -> None:
        self.live: list[ClaimView] = []
        self.cross: Counter[tuple[str, str]] = Counter()
        self.speakers: dict[int, list[ClaimView]] = defaultdict(list)
        self.sources: dict[int, list[ClaimView]] = defaultdict(list)
        self.utterances = self.evidence = self.rulings = 0

    def count(self, claim: ClaimView) -> None:
        said = findings.live_utterances(claim)
        self.utterances += len(said)
        self.evidence += len(findings.live_evidence(claim))
        self.rulings += len(claim.rulings)
        if claim.retired_at is not None:
            return
        self.live.append(claim)
        self.cross[claim.status.content, claim.status.attribution] += 1
        for speaker in {link.claimant for each in said for link in speakers(each.chain) if not link.publisher}:
            self.speakers[speaker].append(claim)
        for source in {each.source.id for each in said if each.source}:
            self.sources[source].append(claim)


def _claims(edition: LedgerView) -> Iterator[ClaimView]:
    numbers = [row[0] for row in Bulk(edition.session).rows("SELECT id FROM claim ORDER BY id")]
    for start in range(0, len(numbers), BATCH):
        yield from claim_views(edition.records, numbers[start : start + BATCH])


def _all(edition: LedgerView, kind: RecordKind) -> list[Document]:
    return Past(edition.session, edition.upto or 0).read(kind, "IS NOT NULL", ())


def _standings(claims: dict[int, list[ClaimView]], names: dict[int, str]) -> list[Standing]:
    busiest = sorted(claims, key=lambda number: (-len(claims[number]), number))[:FIRST]
    return [
        Standing(number, names[number], findings.totals(claim.status for claim in claims[number])) for number in busiest
    ]
