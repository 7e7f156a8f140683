"""The reviews in a JSON value, wherever they stand: alone, in a list, a graph, a feed, or an answer of Google's API."""

from collections.abc import Iterator, Mapping
from typing import Any

from claims.formats.leftovers import Taken, is_empty, listed
from claims.formats.reading_reviews import Unusable, is_review

Found = tuple[str, Any]
"""Where a review stands in its value, and the review as ClaimReview; an Unusable where it can't be one."""

DEEPEST = 50
_API_REVIEW = {"url": "url", "title": "headline", "reviewDate": "datePublished", "languageCode": "inLanguage"}
_MARKUP_RATING = {
    "textualRating": "alternateName",
    "ratingValue": "ratingValue",
    "worstRating": "worstRating",
    "bestRating": "bestRating",
    "imageUrl": "image",
    "ratingExplanation": "ratingExplanation",
}


def reviews_in(value: Any, path: str = "$", depth: int = 0) -> Iterator[Found]:
    """Every review in a value, as ClaimReview."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from reviews_in(each, f"{path}[{number}]", depth + 1)
    elif isinstance(value, Mapping):
        yield from _in_object(value, path, depth)


def _in_object(value: Mapping[str, Any], path: str, depth: int) -> Iterator[Found]:
    if is_review(value):
        yield path, value
    elif _is_type(value, "MediaReview"):
        yield path, Unusable("$", "It is a MediaReview, which rates a picture and no claim.")
    elif "claimReviewMarkups" in value:
        yield from _markups(value, path)
    elif isinstance(value.get("claimReview"), list) and not is_review(value.get("claimReview")):
        yield from _answered(value, path)
    for name in ("@graph", "dataFeedElement", "item", "claims", "mainEntity", "review", "hasPart"):
        if not is_empty(value.get(name)) and not isinstance(value[name], str) and not is_review(value):
            yield from reviews_in(value[name], f"{path}.{name}", depth + 1)


def _is_type(value: Mapping[str, Any], name: str) -> bool:
    return name in [each for each in listed(value.get("@type")) if isinstance(each, str)]


def _answered(value: Mapping[str, Any], path: str) -> Iterator[Found]:
    """The reviews of one claim as `claims:search` answers it: one claim, several rulings."""
    claim = Taken({name: part for name, part in value.items() if name != "claimReview"})
    item = _filled(author=_filled(name=claim.any("claimant")), datePublished=claim.any("claimDate"))
    text = claim.any("text")
    for number, each in enumerate(value["claimReview"]):
        where = f"{path}.claimReview[{number}]"
        if not isinstance(each, Mapping):
            yield where, Unusable("$", "It is no review.")
            continue
        review = Taken(each)
        publisher = review.any("publisher") or {}
        site = publisher.get("site") if isinstance(publisher, Mapping) else None
        author = _filled(
            **{"@type": "Organization"},
            name=publisher.get("name") or site if isinstance(publisher, Mapping) else publisher,
            url=f"https://{site}" if isinstance(site, str) and "://" not in site else site,
        )
        told = {ours: review.any(theirs) for theirs, ours in _API_REVIEW.items()}
        rating = _filled(alternateName=review.any("textualRating"))
        yield (
            where,
            _filled(
                claimReviewed=text,
                author=author,
                reviewRating=rating,
                itemReviewed=item,
                **told,
                **claim.left | review.left,
            ),
        )


def _markups(value: Mapping[str, Any], path: str) -> Iterator[Found]:
    """The reviews of one page as Google's tool keeps them."""
    page = Taken({name: part for name, part in value.items() if name != "claimReviewMarkups"})
    address, published = page.any("pageUrl"), page.any("publishDate")
    author = page.any("claimReviewAuthor") or {}
    reviewer = _filled(**{"@type": "Organization"}, name=author.get("name"), image=author.get("imageUrl"))
    for number, each in enumerate(listed(value["claimReviewMarkups"])):
        where = f"{path}.claimReviewMarkups[{number}]"
        if not isinstance(each, Mapping):
            yield where, Unusable("$", "It is no review.")
            continue
        markup = Taken(each)
        rating = Taken(markup.any("rating") or {})
        speaker = Taken(markup.any("claimAuthor") or {})
        item = _filled(
            author=_filled(image=speaker.any("imageUrl"), **speaker.left),
            datePublished=markup.any("claimDate"),
            name=markup.any("claimLocation"),
            firstAppearance=markup.any("claimFirstAppearance"),
            appearance=markup.any("claimAppearances"),
        )
        yield (
            where,
            _filled(
                url=markup.any("url") or address,
                claimReviewed=markup.any("claimReviewed"),
                datePublished=published,
                author=reviewer,
                reviewRating={**{ours: rating.any(theirs) for theirs, ours in _MARKUP_RATING.items()}, **rating.left},
                itemReviewed=item,
                **markup.left | page.left,
            ),
        )


def _filled(**known: Any) -> dict[str, Any]:
    return {name: value for name, value in known.items() if not is_empty(value)}
