"""What each report says, once: the documents that JSON prints and every rendering reads.

`today` is the day that "due" is counted to; nothing else depends on the time, so the same ledger gives the same bytes.
"""

from typing import Annotated

from msgspec import Meta, Struct

from claims.quotes.copies import ReadFrom
from claims.reports.manifest import Manifest
from claims.trails import Origins
from claims.views import ClaimantView, ClaimRef, ClaimView, SourceRef, SourceView

Counts = dict[str, int]


class Totals(Struct, frozen=True):
    """Claims counted by where they stand; all six statuses are there, in the vocabulary's order."""

    claims: Annotated[int, Meta(description="How many claims.")]
    content: Annotated[Counts, Meta(description="Is it so? Claims by status.")]
    attribution: Annotated[Counts, Meta(description="Did they say it? Claims by status.")]


class Part(Struct, frozen=True):
    """The claims that stand in one relation to what the report is about; a claim can be in several parts."""

    key: Annotated[str, Meta(description="published, relayed, said, printed or evidence.")]
    title: Annotated[str, Meta(description="The same in words.")]
    totals: Annotated[Totals, Meta(description="Its claims by where they stand.")]
    claims: Annotated[list[int], Meta(description="Numbers of its claims.")]


class ReportClaim(ClaimView, frozen=True):
    """A claim with how many independent sources it has."""

    independent_sources: Annotated[
        int,
        Meta(
            description="Independent origins on both questions, for and against together; `origins` tells them apart."
        ),
    ]
    origins: Annotated[Origins, Meta(description="Which those are, and what was not counted.")]
    reviews: Annotated[
        dict[int, SourceRef], Meta(description="The published reviews, by the numbers that its rulings name.")
    ]
    copies: Annotated[
        dict[str, ReadFrom],
        Meta(description="The copies that its utterances and evidence are read from, by record: `evidence #4`."),
    ]


class Contested(Struct, frozen=True):
    """A claim that another contradicts, that has evidence both ways, or that was ruled on otherwise elsewhere."""

    claim: Annotated[int, Meta(description="The claim's number.")]
    other: Annotated[int | None, Meta(description="Number of the claim that contradicts it, if that is why.")]
    why: Annotated[str, Meta(description="What is contested, in a sentence.")]


class OpenClaim(Struct, frozen=True):
    """A claim that is unverified on an axis: nobody has ruled, or the ruling was reopened."""

    claim: Annotated[int, Meta(description="The claim's number.")]
    axes: Annotated[list[str], Meta(description="The axes that are unverified: content, attribution or both.")]


class RestsOnRetracted(Struct, frozen=True):
    """An utterance, a piece of evidence or a ruling that rests on a retracted source."""

    claim: Annotated[int, Meta(description="The claim's number.")]
    source: Annotated[int, Meta(description="Number of the retracted source.")]
    utterance: Annotated[int | None, Meta(description="The utterance's number, if it is one.")]
    evidence: Annotated[int | None, Meta(description="The evidence's number, if it is that.")]
    ruling: Annotated[int | None, Meta(description="The ruling's number, if it is that.")]
    why: Annotated[str, Meta(description="What rests on what, in a sentence.")]


class Due(Struct, frozen=True):
    """A claim whose newest ruling on an axis asked to be looked at again by a day that has come."""

    claim: Annotated[int, Meta(description="The claim's number.")]
    axis: Annotated[str, Meta(description="content or attribution.")]
    status: Annotated[str, Meta(description="How it was ruled.")]
    recheck_on: Annotated[str, Meta(description="The day by which to look again.")]


AsOf = Annotated[str | None, Meta(description="The past moment that the report shows; null for the present state.")]
Today = Annotated[str, Meta(description="The day to which rulings due for re-check are counted.")]
TheTotals = Annotated[Totals, Meta(description="The claims by where they stand, each counted once.")]
TheClaims = Annotated[list[ReportClaim], Meta(description="Each claim once, by number.")]
TheContested = Annotated[list[Contested], Meta(description="What contradicts another or has evidence both ways.")]
TheOpen = Annotated[list[OpenClaim], Meta(description="What is still unverified.")]
TheRetracted = Annotated[list[RestsOnRetracted], Meta(description="What rests on a retracted source.")]
TheDue = Annotated[list[Due], Meta(description="What is due for re-check.")]
TheManifest = Annotated[
    Manifest | None, Meta(description="What the ledger vouches for; null for a report that was not written to a file.")
]


class SourceReport(Struct, frozen=True, tag_field="report", tag="source"):
    """How far to rely on one source, or on an outlet or agency by its name."""

    as_of: AsOf
    today: Today
    source: Annotated[SourceView | None, Meta(description="The source; null when an outlet or agency was named.")]
    claimant: Annotated[ClaimantView | None, Meta(description="The outlet or agency; null when a source was named.")]
    totals: TheTotals
    parts: Annotated[list[Part], Meta(description="The claims set apart by what the source or outlet did with them.")]
    contested: TheContested
    open: TheOpen
    rests_on_retracted: TheRetracted
    due: TheDue
    claims: TheClaims
    manifest: TheManifest = None


class Standing(Struct, frozen=True):
    """How the claims of one claimant or one source stand."""

    id: Annotated[int, Meta(description="The number of the claimant or source.")]
    name: Annotated[str, Meta(description="The claimant's name, or the source's title.")]
    totals: Annotated[Totals, Meta(description="Its claims by where they stand.")]


class ClaimantReport(Struct, frozen=True, tag_field="report", tag="claimant"):
    """What one claimant said, how it held up, and through whom it reached us."""

    as_of: AsOf
    today: Today
    claimant: Annotated[ClaimantView, Meta(description="The claimant.")]
    totals: TheTotals
    through: Annotated[list[Standing], Meta(description="Those who passed it on or printed it, most claims first.")]
    contested: TheContested
    open: TheOpen
    rests_on_retracted: TheRetracted
    due: TheDue
    claims: TheClaims
    manifest: TheManifest = None


class ClaimReport(Struct, frozen=True, tag_field="report", tag="claim"):
    """One claim in full."""

    as_of: AsOf
    today: Today
    contested: TheContested
    open: TheOpen
    rests_on_retracted: TheRetracted
    due: TheDue
    claim: Annotated[ReportClaim, Meta(description="The claim.")]
    manifest: TheManifest = None


class RecordCounts(Struct, frozen=True):
    """How many records the ledger holds; retired and merged ones are not counted."""

    claims: Annotated[int, Meta(description="Claims.")]
    claimants: Annotated[int, Meta(description="Claimants.")]
    sources: Annotated[int, Meta(description="Sources.")]
    utterances: Annotated[int, Meta(description="Utterances.")]
    evidence: Annotated[int, Meta(description="Pieces of evidence.")]
    rulings: Annotated[int, Meta(description="Rulings, old ones included.")]


class OpenList(Struct, frozen=True):
    """Claims unverified on either axis: all counted, the first ones named."""

    count: Annotated[int, Meta(description="How many there are.")]
    first: Annotated[list[ClaimRef], Meta(description="The first of them.")]


class DueClaim(Struct, frozen=True):
    """A claim due for re-check, by its text."""

    claim: Annotated[ClaimRef, Meta(description="The claim.")]
    axis: Annotated[str, Meta(description="content or attribution.")]
    recheck_on: Annotated[str, Meta(description="The day by which to look again.")]


class DueList(Struct, frozen=True):
    """Rulings due for re-check: all counted, the first ones named."""

    count: Annotated[int, Meta(description="How many there are.")]
    first: Annotated[list[DueClaim], Meta(description="The first of them.")]


class RetractedList(Struct, frozen=True):
    """Retracted sources: all counted, the first ones named."""

    count: Annotated[int, Meta(description="How many there are.")]
    first: Annotated[list[SourceRef], Meta(description="The first of them.")]


class SummaryReport(Struct, frozen=True, tag_field="report", tag="summary"):
    """The whole ledger in figures."""

    as_of: AsOf
    today: Today
    records: Annotated[RecordCounts, Meta(description="How many records there are.")]
    totals: TheTotals
    cross: Annotated[dict[str, Counts], Meta(description="Claims by content status, then by attribution status.")]
    claimants: Annotated[list[Standing], Meta(description="The claimants with most claims.")]
    sources: Annotated[list[Standing], Meta(description="The sources with most claims.")]
    open: Annotated[OpenList, Meta(description="What is still unverified.")]
    due: Annotated[DueList, Meta(description="What is due for re-check.")]
    retracted: Annotated[RetractedList, Meta(description="Sources that were retracted.")]
    manifest: TheManifest = None


class ShownIn(Struct, frozen=True):
    """An edition, and what it said of a claim on one axis."""

    number: Annotated[int, Meta(description="The edition's number in this ledger.")]
    report: Annotated[
        str, Meta(description="What it was: source, claimant, claim, site, dossier, answer, the format of an export.")
    ]
    day: Annotated[str, Meta(description="The day on which the ledger stood as the edition shows it.")]
    status: Annotated[str, Meta(description="The ruling that it showed.")]
    rating: Annotated[str | None, Meta(description="The desk's own rating that it showed.")]


class ChangedRuling(Struct, frozen=True, kw_only=True):
    """A ruling and the one that took its place."""

    claim: Annotated[ClaimRef, Meta(description="The claim, as it stands now.")]
    axis: Annotated[str, Meta(description="content or attribution.")]
    old: Annotated[str, Meta(description="The ruling before; unverified where nobody had ruled.")]
    old_rating: Annotated[str | None, Meta(description="The desk's own rating before.")]
    new: Annotated[str, Meta(description="The ruling that took its place.")]
    new_rating: Annotated[str | None, Meta(description="The desk's own rating with it.")]
    changed_at: Annotated[str, Meta(description="When it was entered.")]
    because: Annotated[str, Meta(description="Why it changed.")]
    ruled_by: Annotated[str, Meta(description="Who ruled.")]
    approved_by: Annotated[str | None, Meta(description="Who gave the second pair of eyes.")]
    ruling: Annotated[int, Meta(description="Number of the ruling that took its place.")]


class Correction(ChangedRuling, frozen=True, kw_only=True):
    """A ruling that changed after it had been reported."""

    reports: Annotated[int, Meta(description="How many editions had shown a ruling that no longer stood then.")]
    last: Annotated[ShownIn, Meta(description="The last of those editions.")]


class CorrectionsReport(Struct, frozen=True, tag_field="report", tag="corrections"):
    """The corrections page: every ruling that changed after it had been reported, in the order of the changes."""

    as_of: AsOf
    today: Annotated[str, Meta(description="The day on which the ledger stood so.")]
    since: Annotated[str | None, Meta(description="The first day of the changes listed; null for all.")]
    corrections: Annotated[list[Correction], Meta(description="The changes, oldest first.")]
    manifest: TheManifest = None


class CoveredSentence(Struct, frozen=True):
    """A sentence of an article, and what the ledger has of it."""

    start: Annotated[int, Meta(description="Where it begins in the stored text, in code points.")]
    end: Annotated[int, Meta(description="Where it ends, exclusive.")]
    text: Annotated[str, Meta(description="The sentence.")]
    paragraph: Annotated[int, Meta(description="Number of its paragraph, from 1.")]
    state: Annotated[str, Meta(description="recorded, candidate, rejected or nothing.")]
    claims: Annotated[list[ClaimRef], Meta(description="The claims of which a quote stands in it.")]
    candidates: Annotated[list[int], Meta(description="Numbers of the candidates that wait in it.")]


class CoverageReport(Struct, frozen=True, tag_field="report", tag="coverage"):
    """How much of an article has been recorded: each of its sentences, and what the ledger has of it."""

    as_of: AsOf
    today: Annotated[str, Meta(description="The day on which the ledger stood so.")]
    source: Annotated[SourceView, Meta(description="The article.")]
    snapshot: Annotated[int, Meta(description="Number of the snapshot whose text this is.")]
    counts: Annotated[Counts, Meta(description="Sentences by state.")]
    sentences: Annotated[list[CoveredSentence], Meta(description="The sentences in reading order.")]
    unplaced: Annotated[
        list[ClaimRef], Meta(description="Claims quoted from it whose words don't stand once in this text.")
    ] = []
    manifest: TheManifest = None


Report = SourceReport | ClaimantReport | ClaimReport | SummaryReport | CorrectionsReport | CoverageReport
