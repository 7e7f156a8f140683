"""What a review rules: whose rating it is, which question it answers, and how the same ruling is known again."""

from typing import Any

from msgspec import Struct

from claims.actions.imports.known import extra_of, ruling_digests
from claims.formats.claimreview.drafts import ReviewDraft
from claims.formats.claimreview.write import ASPECT
from claims.formats.ratings.labels import said_of
from claims.formats.ratings.table import Meaning, explain
from claims.urls import host
from claims.vocabulary import Axis, Status


class ImportedRuling(Struct, frozen=True):
    """A ruling as a review tells it: `columns` of its record, and `digests` by which it is known again."""

    columns: dict[str, Any]
    digests: tuple[bytes, ...]
    checked_on: str
    is_dated: bool

    @property
    def rationale(self) -> str:
        """Why."""
        return str(self.columns["rationale"])


def says_nothing(draft: ReviewDraft) -> bool:
    """Whether a review rates nothing."""
    return draft.rating.label is None and draft.rating.value is None


def ruling_told(draft: ReviewDraft, axis: Axis, actor: str, today: str) -> ImportedRuling:
    """The ruling of a review; whose it is and of when are the actor's and today where the review doesn't say."""
    rating, published, meaning = draft.rating, draft.review.published_on, _meaning(draft)
    who = _rated_by(draft) or actor
    rationale = rating.explanation or said_of(rating.label or rating.value, who)
    checked_on = published.first if published else today
    columns = {
        "axis": axis.value,
        "status": (meaning.status if meaning else Status.UNVERIFIED).value,
        "rating": rating.label,
        "rating_value": rating.value,
        "rating_best": rating.best,
        "rating_worst": rating.worst,
        "verdict": rating.verdict.value if rating.verdict else None,
        "rating_table": rating.table,
        "rationale": rationale,
        "ruled_by": who,
        "checked_on": checked_on,
    }
    says = (rating.label, rating.value, axis, rating.best, rating.worst, extra_of(draft.extra))
    return ImportedRuling(columns, ruling_digests(who, rationale, *says), checked_on, published is not None)


def _rated_by(draft: ReviewDraft) -> str | None:
    """Whose rating it is: the publisher's, or that of the site where the review stands."""
    if draft.review.publisher:
        return draft.review.publisher.name
    return host(draft.review.url) if draft.review.url else None


def _meaning(draft: ReviewDraft) -> Meaning | None:
    publisher = draft.review.publisher.same_as if draft.review.publisher else None
    return explain(draft.rating.label, publisher) if draft.rating.label else None


def axis_of(draft: ReviewDraft) -> Axis:
    """Which question a review answers: the one that it names, in itself or in its address, else by its rating."""
    named = draft.extra.get(ASPECT) or (draft.review.url or "").partition("#")[2]
    if named == Axis.ATTRIBUTION:
        return Axis.ATTRIBUTION
    meaning = _meaning(draft)
    return meaning.axis if meaning else Axis.CONTENT
