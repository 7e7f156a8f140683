"""What each consumer asks of a ClaimReview: Google's list, schema.org's types, the strict form of the Reporters' Lab.

Google: https://developers.google.com/search/docs/appearance/structured-data/factcheck. schema.org:
https://schema.org/ClaimReview. The Lab's form allows fewer keys, wants numbers as text, dates as days, and lists.
"""

from typing import Any

from claims.formats.validate.checks import (
    Check,
    FormatFault,
    Path,
    anything,
    by_type,
    day,
    day_or_moment,
    exactly,
    many,
    number,
    one_or_many,
    text,
    thing,
    url,
    url_or,
    whole_number,
)

CONTEXT = "https://schema.org"
RATING = ("ratingValue", "bestRating", "worstRating")
ASKED = ("@context", "@type", "url", "claimReviewed", "reviewRating")
"""What Google requires of a ClaimReview."""


def number_or_text(value: Any, path: Path) -> Any:
    """A number, or a number written as text."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            yield FormatFault(path, "must be a number")
            return
    yield from number(value, path)


# --- Google, and schema.org's types ---------------------------------------------------------------------------------

_image = url_or(thing({"url": url, "contentUrl": url}))
_who_keys: dict[str, Check] = {"name": text, "url": url, "sameAs": one_or_many(url), "image": _image, "jobTitle": text}
_who = by_type(
    {
        kind: thing(_who_keys, ["name"])
        for kind in ("Person", "Organization", "NewsMediaOrganization", "GovernmentOrganization")
    }
)
_work_keys: dict[str, Check] = {
    "url": url, "name": text, "headline": text, "text": text, "datePublished": day_or_moment, "inLanguage": text,
    "publisher": _who, "author": one_or_many(_who), "archivedAt": one_or_many(url_or(thing({"url": url}))),
    "image": _image,
}  # fmt: skip
_work = thing({"@type": text, **_work_keys}, ["@type"])
_works = one_or_many(url_or(_work))
_claim = thing(
    {
        "@id": url, "author": one_or_many(_who), "datePublished": day_or_moment, "appearance": _works,
        "firstAppearance": url_or(_work), "name": text, "text": text,
    },
)  # fmt: skip


def _rating(numbers: Check) -> Check:
    return thing(
        {
            "@type": exactly("Rating"), "alternateName": text, "name": text, "ratingExplanation": text, "image": _image,
            **dict.fromkeys(RATING, numbers),
        },
        ["alternateName"],
    )  # fmt: skip


def _review(rating: Check, more: dict[str, Check], asked: tuple[str, ...] = ASKED) -> Check:
    return thing(
        {
            "@context": exactly(CONTEXT), "@type": exactly("ClaimReview"), "url": url, "claimReviewed": text,
            "datePublished": day_or_moment, "author": one_or_many(_who), "reviewRating": rating,
            "itemReviewed": by_type({"Claim": _claim, "CreativeWork": _claim}), **more,
        },
        asked,
    )  # fmt: skip


google = _review(_rating(number_or_text), {})
"""What Google requires, and its types for what it recommends; more keys do no harm."""

listed = _review(_rating(number_or_text), {}, tuple(name for name in ASKED if name != "@context"))
"""The same inside a list that names the context for all."""

_correction = thing(
    {"@type": exactly("CorrectionComment"), "datePublished": day_or_moment, "text": text}, ["@type", "text"]
)
rich = _review(
    _rating(number),
    {
        "@id": url, "dateModified": day_or_moment, "inLanguage": text, "name": text, "headline": text,
        "citation": _works,
        "correction": one_or_many(_correction),
        "expires": day_or_moment, "sdPublisher": _who, "publisher": _who, "associatedMediaReview": anything,
    },
)  # fmt: skip
"""The same, and schema.org's types for what only schema.org has; numbers are numbers."""

# --- The Reporters' Lab -----------------------------------------------------------------------------------------------

_lab_reviewer = by_type(
    {
        "Person": thing({"name": text}, ["@type", "name"]),
        "Organization": thing({"url": url}, ["@type", "url"]),
    }
)
_lab_speaker = by_type(
    {
        "Person": thing({"name": text, "jobTitle": text, "sameAs": many(url), "image": url}),
        "Organization": thing({"name": text, "image": url}),
    }
)
insights = thing(
    {
        "@context": exactly(CONTEXT), "@type": exactly("ClaimReview"), "datePublished": day, "url": url,
        "author": _lab_reviewer, "claimReviewed": text,
        "reviewRating": thing(
            {
                "@type": exactly("Rating"), "alternateName": text, "ratingExplanation": text, "image": url,
                **dict.fromkeys(RATING, text),
            },
            ["@type", "alternateName"],
            closed=True,
        ),
        "itemReviewed": thing(
            {
                "@type": text, "author": _lab_speaker, "datePublished": day, "name": text,
                "appearance": many(thing({"@type": text, "url": url}, ["@type"])),
                "firstAppearance": thing({"@type": text, "url": url}),
            },
            ["@type"],
        ),
    },
    ASKED,
    closed=True,
)  # fmt: skip
"""The strict form: no other keys, numbers as text, days, lists."""

# --- Google's API for whoever writes the markup through it -----------------------------------------------------------

markup_page = thing(
    {
        "name": text, "pageUrl": url, "publishDate": day_or_moment, "versionId": text,
        "claimReviewAuthor": thing({"name": text, "imageUrl": url}, closed=True),
        "claimReviewMarkups": many(
            thing(
                {
                    "url": url, "claimReviewed": text, "claimDate": day_or_moment, "claimLocation": text,
                    "claimFirstAppearance": url, "claimAppearances": many(url),
                    "claimAuthor": thing({"name": text, "jobTitle": text, "imageUrl": url, "sameAs": url}, closed=True),
                    "rating": thing(
                        {
                            "textualRating": text, "imageUrl": url, "ratingExplanation": text,
                            **dict.fromkeys(RATING, whole_number),
                        },
                        ["textualRating"],
                        closed=True,
                    ),
                },
                ["claimReviewed", "rating"],
                closed=True,
            ),
            at_least=1,
        ),
    },
    ["pageUrl", "claimReviewMarkups"],
    closed=True,
)  # fmt: skip
"""A ClaimReviewMarkupPage of Google's Fact Check Tools API, v1alpha1."""
