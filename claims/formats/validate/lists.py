"""What is asked of lists of reviews, and of a review of a picture or a film."""

from typing import Any

from claims.formats.validate.checks import (
    Check,
    FormatFault,
    Path,
    anything,
    at,
    by_type,
    day,
    day_or_moment,
    exactly,
    many,
    moment,
    or_null,
    text,
    thing,
    url,
)
from claims.formats.validate.rules import CONTEXT, listed

feed = thing(
    {
        "@context": exactly(CONTEXT), "@type": exactly("DataFeed"), "dateModified": day_or_moment, "name": text,
        "dataFeedElement": many(
            thing(
                {
                    "@type": exactly("DataFeedItem"), "url": url, "dateCreated": day_or_moment,
                    "dateModified": day_or_moment, "item": or_null(many(or_null(listed))),
                },
                ["item"],
            )
        ),
    },
    ["@context", "@type", "dataFeedElement"],
)  # fmt: skip
"""A DataFeed of ClaimReviews, as Data Commons publishes one; an item may be null, or a list with nulls in it."""

factcheck_api = thing(
    {
        "claims": many(
            thing(
                {
                    "text": text, "claimant": text, "claimDate": moment,
                    "claimReview": many(
                        thing(
                            {
                                "publisher": thing({"name": text, "site": text}, closed=True), "url": url,
                                "title": text, "reviewDate": moment, "textualRating": text, "languageCode": text,
                            },
                            closed=True,
                        )
                    ),
                },
                closed=True,
            )
        ),
        "nextPageToken": text,
    },
    closed=True,
)  # fmt: skip
"""An answer of `claims:search`, Google's Fact Check Tools API v1alpha1; every key may be absent."""

CATEGORIES = (
    "OriginalMediaContent", "DecontextualizedContent", "EditedOrCroppedContent", "TransformedContent", "StagedContent",
    "SatireOrParodyContent",
)  # fmt: skip
_who = by_type({kind: thing({"name": text, "url": url}) for kind in ("Person", "Organization")})
_appearance = thing(
    {
        "@type": text, "description": text, "accessedOnUrl": url, "archivedAt": url, "startTime": anything,
        "endTime": anything,
    },
    ["@type"],
    closed=True,
)  # fmt: skip
media_review = thing(
    {
        "@context": exactly(CONTEXT), "@type": exactly("MediaReview"), "author": _who, "datePublished": day,
        "mediaAuthenticityCategory": exactly(*CATEGORIES), "originalMediaLink": url, "url": url,
        "originalMediaContextDescription": text,
        "itemReviewed": thing(
            {
                "creator": _who, "interpretedAsClaim": thing({"description": text}, ["description"]),
                "mediaItemAppearance": many(_appearance, at_least=1),
            },
            ["creator", "interpretedAsClaim", "mediaItemAppearance"],
        ),
    },
    ["@context", "@type", "author", "datePublished", "itemReviewed", "mediaAuthenticityCategory", "originalMediaLink",
     "url"],
)  # fmt: skip
"""A MediaReview in the strict form of the Reporters' Lab."""

# --- The table --------------------------------------------------------------------------------------------------------

APPEARANCES = 15
"""Appearances that a row of the table has room for."""

COLUMNS = (
    "id", "@context", "@type", "claimReviewed", "datePublished", "url", "author.@type", "author.name", "author.url",
    "itemReviewed.@type", "itemReviewed.author.name", "itemReviewed.author.@type", "itemReviewed.author.sameAs",
    "reviewRating.@type", "reviewRating.ratingValue", "reviewRating.alternateName", "author.image", "itemReviewed.name",
    "itemReviewed.datePublished", "itemReviewed.firstAppearance.url", "itemReviewed.firstAppearance.type",
    "itemReviewed.author.image", "reviewRating.ratingExplanation", "itemReviewed.author.jobTitle",
    "reviewRating.bestRating", "reviewRating.worstRating", "reviewRating.image",
    *(f"itemReviewed.appearance.{place}.{key}" for place in range(1, APPEARANCES + 1) for key in ("url", "@type")),
)  # fmt: skip
"""The header of Fact-Check Insights' table of ClaimReviews."""

_FILLED = ("id", "@context", "@type", "claimReviewed", "url", "reviewRating.alternateName")
_CELLS: dict[str, Check] = {
    "@context": exactly(CONTEXT), "@type": exactly("ClaimReview"), "datePublished": day, "url": url,
    "author.url": url, "itemReviewed.datePublished": day, "itemReviewed.firstAppearance.url": url,
    "itemReviewed.author.image": url, "author.image": url, "reviewRating.image": url,
    **{f"itemReviewed.appearance.{place}.url": url for place in range(1, APPEARANCES + 1)},
}  # fmt: skip


def header_faults(header: list[str]) -> list[FormatFault]:
    """What is wrong with the table's header."""
    missing = [FormatFault((name,), "is a column that is missing") for name in COLUMNS if name not in header]
    besides = [FormatFault((name,), "is a column that isn't allowed here") for name in header if name not in COLUMNS]
    return missing + besides or (
        [] if tuple(header) == COLUMNS else [FormatFault((), "the columns are in another order")]
    )


def insights_row(row: Any, path: Path) -> Any:
    """A row of the table: what must be filled, and what the cells that are filled must hold."""
    for name in _FILLED:
        if not row.get(name):
            yield FormatFault(at(path, name), "must not be empty")
    for name, check in _CELLS.items():
        if row.get(name):
            yield from check(row[name], at(path, name))
