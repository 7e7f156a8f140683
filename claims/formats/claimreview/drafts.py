"""A published review of a claim, whichever format it came in or goes out in."""

from typing import Any

from msgspec import Struct, field

from claims.dates import PartialDate
from claims.vocabulary import ClaimantKind, SourceKind, Stance, Verdict

Leftover = dict[str, Any]
"""What an object of the format has that no column holds, nested as it stood there."""


class PartyDraft(Struct, frozen=True):
    """Someone named in a review: the speaker, the reviewer, or the publisher of a source.

    `role` is the speaker's job title; `same_as` the first address that says who it is, the others are in `extra`.
    """

    name: str
    kind: ClaimantKind | None = None
    same_as: str | None = None
    role: str | None = None
    extra: Leftover = field(default_factory=dict)


class WorkDraft(Struct, frozen=True):
    """A document that a review is, quotes or cites."""

    url: str | None = None
    title: str | None = None
    kind: SourceKind | None = None
    publisher: PartyDraft | None = None
    published_on: PartialDate | None = None
    language: str | None = None
    archived_url: str | None = None
    stance: Stance | None = None  # of a citation; `context` unless told
    extra: Leftover = field(default_factory=dict)


class OccasionDraft(Struct, frozen=True):
    """The occasion on which a claim was made (`itemReviewed`), with where it first stood and where it stood, too."""

    speaker: PartyDraft | None = None
    said_on: PartialDate | None = None
    occasion: str | None = None
    quote: str | None = None
    first: WorkDraft | None = None
    appearances: tuple[WorkDraft, ...] = ()
    extra: Leftover = field(default_factory=dict)


class RatingDraft(Struct, frozen=True):
    """A rating as its publisher wrote it, and what it comes to by the table whose version is `table`."""

    label: str | None = None
    value: str | None = None
    best: str | None = None
    worst: str | None = None
    explanation: str | None = None
    verdict: Verdict | None = None
    table: str | None = None


class ReviewDraft(Struct, frozen=True):
    """One review of one claim.

    `review` is the published review itself: its address, its headline, its author as `publisher`, its day.
    `extra` is what is left over of the review and its rating.
    """

    claim: str
    review: WorkDraft
    rating: RatingDraft = RatingDraft()
    occasion: OccasionDraft = OccasionDraft()
    citations: tuple[WorkDraft, ...] = ()
    extra: Leftover = field(default_factory=dict)
