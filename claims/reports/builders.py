"""Writing each report from what the ledger holds: pure functions from records to documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from claims.quotes.copies import ReadFrom, Shelf
from claims.reports import findings
from claims.reports.content import (
    ClaimantReport,
    ClaimReport,
    DueList,
    OpenList,
    Part,
    RecordCounts,
    ReportClaim,
    RetractedList,
    SourceReport,
    Standing,
    SummaryReport,
    Totals,
)
from claims.trails import Links, Origins
from claims.views import ClaimantView, ClaimRef, ClaimView, SourceRef, SourceView, passed_on, speaker_ids
from claims.vocabulary import Axis, Status


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """All that a report is written from: claims, their origins by claim number, and links to the end of each trail.

    Rulings are due when `today` has reached the day for another look. `as_of` is the past moment that was asked for.
    """

    claims: list[ClaimView]
    origins: Mapping[int, Origins]
    links: Links
    today: date
    as_of: str | None = None
    texts: Mapping[int, str | None] = field(default_factory=dict)
    """The newest stored text of each source that has one."""
    shelf: Shelf = field(default_factory=Shelf)
    """All kept copies of those sources."""
    reviews: Mapping[int, SourceRef] = field(default_factory=dict)
    """The published reviews that rulings come from, by the numbers that the rulings have them under."""

    @property
    def live(self) -> list[ReportClaim]:
        """The claims that were not taken out, by number, each once and with its origins."""
        live = {claim.id: claim for claim in self.claims if claim.retired_at is None}
        return [self.reported(live[id]) for id in sorted(live)]

    def reported(self, claim: ClaimView) -> ReportClaim:
        """A claim together with where it comes from, and who else has ruled on it."""
        origins, reviewed = self.origins[claim.id], {ruling.review for ruling in claim.rulings}
        return ReportClaim(
            **msgspec.structs.asdict(claim),
            independent_sources=origins.independent_sources,
            origins=origins,
            reviews={number: self.reviews[number] for number in sorted(filter(None, reviewed))},
            copies=self._copies(claim),
        )

    def _copies(self, claim: ClaimView) -> dict[str, ReadFrom]:
        """The copy that each utterance and piece of evidence is read from."""
        standing = findings.newest_rulings(claim)
        said, found = standing.get(Axis.ATTRIBUTION), {}
        for utterance in claim.utterances:
            if utterance.source:
                old = said is not None and said.lamport is None  # of those times what it rests on isn't known
                found[f"utterance #{utterance.id}"] = self.shelf.read_from(
                    utterance.uid, utterance.source.id, utterance.quote, said.basis if said else [], rests=old
                )
        for evidence in claim.evidence:
            ruling = standing.get(Axis(evidence.axis))
            found[f"evidence #{evidence.id}"] = self.shelf.read_from(
                evidence.uid,
                evidence.source.id,
                evidence.quote,
                ruling.basis if ruling else [],
                rests=ruling is not None and evidence.id in ruling.evidence,
            )
        return found


def source_report(
    dossier: ReportMaterial, *, source: SourceView | None = None, claimant: ClaimantView | None = None
) -> SourceReport:
    """The report on one source, or on what an outlet or agency published, relayed or said."""
    claims = dossier.live
    parts = []
    if source:
        parts = [_part(key, title, claims, is_in(source.id)) for key, title, is_in in _OF_A_SOURCE]
    elif claimant:
        parts = [_part(key, title, claims, is_in(claimant.id)) for key, title, is_in in _OF_AN_OUTLET]
    return SourceReport(
        as_of=dossier.as_of,
        today=dossier.today.isoformat(),
        source=source,
        claimant=claimant,
        totals=findings.totals(claim.status for claim in claims),
        parts=parts,
        contested=findings.contested(claims),
        open=findings.open_claims(claims),
        rests_on_retracted=findings.rests_on_retracted(claims, dossier.links),
        due=findings.due(claims, dossier.today),
        claims=claims,
    )


def claimant_report(dossier: ReportMaterial, claimant: ClaimantView) -> ClaimantReport:
    """The report on what one claimant said; the dossier holds the claims on which the claimant speaks."""
    claims = dossier.live
    return ClaimantReport(
        as_of=dossier.as_of,
        today=dossier.today.isoformat(),
        claimant=claimant,
        totals=findings.totals(claim.status for claim in claims),
        through=_through(claims, claimant.id),
        contested=findings.contested(claims),
        open=findings.open_claims(claims),
        rests_on_retracted=findings.rests_on_retracted(claims, dossier.links),
        due=findings.due(claims, dossier.today),
        claims=claims,
    )


def claim_report(dossier: ReportMaterial) -> ClaimReport:
    """The report on one claim, the first of the dossier, be it retired or not."""
    claim = dossier.reported(dossier.claims[0])
    return ClaimReport(
        as_of=dossier.as_of,
        today=dossier.today.isoformat(),
        contested=findings.contested([claim]),
        open=findings.open_claims([claim]),
        rests_on_retracted=findings.rests_on_retracted([claim], dossier.links),
        due=findings.due([claim], dossier.today),
        claim=claim,
    )


FIRST = 10
"""How many of a long list a summary names."""


def claim_ref(claim: ClaimView) -> ClaimRef:
    """A claim by its text."""
    return ClaimRef(claim.id, claim.uid, claim.text, claim.status)


def summary_report(
    records: RecordCounts,
    cross: Mapping[tuple[str, str], int],
    *,
    claimants: list[Standing],
    sources: list[Standing],
    open: OpenList,
    due: DueList,
    retracted: RetractedList,
    today: date,
    as_of: str | None = None,
) -> SummaryReport:
    """The report on the whole ledger; `cross` counts claims by content and attribution status."""
    table = {str(row): {str(column): cross.get((row, column), 0) for column in Status} for row in Status}
    content = {row: sum(counts.values()) for row, counts in table.items()}
    attribution = {column: sum(counts[column] for counts in table.values()) for column in findings.no_claims()}
    return SummaryReport(
        as_of=as_of,
        today=today.isoformat(),
        records=records,
        totals=Totals(sum(content.values()), content, attribution),
        cross=table,
        claimants=claimants,
        sources=sources,
        open=open,
        due=due,
        retracted=retracted,
    )


def _part(key: str, title: str, claims: Sequence[ClaimView], is_in: Callable[[ClaimView], bool]) -> Part:
    """The claims of which one thing is true."""
    chosen = [claim for claim in claims if is_in(claim)]
    return Part(key, title, findings.totals(claim.status for claim in chosen), [claim.id for claim in chosen])


def _through(claims: Sequence[ClaimView], claimant: int) -> list[Standing]:
    """Those who passed on or printed what a claimant said, the one with most claims first."""
    names: dict[int, str] = {}
    through: dict[int, dict[int, ClaimView]] = {}
    for claim in claims:
        for utterance in findings.live_utterances(claim):
            if claimant in speaker_ids(utterance.chain):
                for link in passed_on(utterance.chain):
                    names[link.claimant] = link.name
                    through.setdefault(link.claimant, {})[claim.id] = claim
    standings = [
        Standing(id, names[id], findings.totals(claim.status for claim in claims.values()))
        for id, claims in through.items()
    ]
    return sorted(standings, key=lambda each: (-each.totals.claims, each.name, each.id))


def _published(outlet: int) -> Callable[[ClaimView], bool]:
    """Whether a claim stands in a source that the outlet published."""
    return lambda claim: any(
        each.source and each.source.publisher and each.source.publisher.id == outlet
        for each in findings.live_utterances(claim)
    )


def _relayed(agency: int) -> Callable[[ClaimView], bool]:
    """Whether a claim came through the agency on its way from the speaker to the publisher."""
    return lambda claim: any(
        link.claimant == agency and not link.publisher
        for each in findings.live_utterances(claim)
        for link in passed_on(each.chain)
    )


def _said(speaker: int) -> Callable[[ClaimView], bool]:
    """Whether a claim was made by the speaker."""
    return lambda claim: any(speaker in speaker_ids(each.chain) for each in findings.live_utterances(claim))


def _printed(source: int) -> Callable[[ClaimView], bool]:
    """Whether a claim stands in the source."""
    return lambda claim: any(each.source and each.source.id == source for each in findings.live_utterances(claim))


def _brought(source: int) -> Callable[[ClaimView], bool]:
    """Whether the source was brought to bear on a claim."""
    return lambda claim: any(each.source.id == source for each in findings.live_evidence(claim))


_OF_A_SOURCE = (
    ("printed", "Claims it prints", _printed),
    ("evidence", "Claims it is evidence on", _brought),
)
_OF_AN_OUTLET = (
    ("published", "Claims it published", _published),
    ("relayed", "Claims it passed on for others to print", _relayed),
    ("said", "Claims it made itself", _said),
)
