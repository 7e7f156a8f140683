"""The reviews in a JSON value, wherever they stand: alone, in a list, a graph, a feed, or an answer of Google's API."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from claims.formats.claimreview.read import Unusable, is_review
from claims.formats.claimreview.unread_fields import Taken, is_empty, listed

Found = tuple[str, Any]
"""Where a review stands in its value, and the review as ClaimReview; an Unusable where it can't be one."""

DEEPEST = 50
HOLDERS = ("@graph", "dataFeedElement", "item", "claims", "mainEntity", "review", "hasPart")
"""Where objects that are no reviews hold some."""

HOLDING = 8
"""Levels down to which a review is looked for under names that nobody knows."""

_NUMBER = re.compile(r"\[\d+\]")
_API_REVIEW = {"url": "url", "title": "headline", "reviewDate": "datePublished", "languageCode": "inLanguage"}
_MARKUP_RATING = {
    "textualRating": "alternateName",
    "ratingValue": "ratingValue",
    "worstRating": "worstRating",
    "bestRating": "bestRating",
    "imageUrl": "image",
    "ratingExplanation": "ratingExplanation",
}


def reviews_in(value: Any, left: list[str], path: str = "$", depth: int = 0) -> Iterator[Found]:
    """Every review in a value, as ClaimReview; the names of what isn't part of any are `left`."""
    if depth > DEEPEST:
        left.append(f"{_label(path)}, more than {DEEPEST} levels deep")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from reviews_in(each, left, f"{path}[{number}]", depth + 1)
    elif isinstance(value, dict):
        yield from _in_object(value, left, path, depth)
    elif not is_empty(value):
        left.append(_label(path))


def holds_review(value: Any, depth: int = 0) -> bool:
    """Whether a review stands somewhere in a value, whatever it is called there."""
    if depth > HOLDING or not isinstance(value, list | dict):
        return False
    if isinstance(value, dict) and (is_review(value) or "claimReviewMarkups" in value):
        return True
    return any(holds_review(each, depth + 1) for each in (value.values() if isinstance(value, dict) else value))


def names_left(frame: Mapping[str, Any], path: str = "$") -> Iterator[str]:
    """What an object says that only holds others, beside them and what sort of object it is."""
    where = _label(path)
    for name, value in frame.items():
        if name not in ("@context", "@type") and not is_empty(value):
            yield f"{where}.{name}" if where else name


def _label(path: str) -> str:
    """A path without what differs from one element to the next."""
    return _NUMBER.sub("", path).removeprefix("$").removeprefix(".")


def _in_object(value: Mapping[str, Any], left: list[str], path: str, depth: int) -> Iterator[Found]:
    if is_review(value):
        yield path, value
    elif "claimReviewMarkups" in value:
        yield from _markups(value, left, path)
    elif isinstance(value.get("claimReview"), list):
        yield from _answered(value, left, path)
    else:
        inside = [name for name in HOLDERS if isinstance(value.get(name), list | dict)]
        inside += [name for name, part in value.items() if name not in inside and holds_review(part)]
        for name in inside:
            yield from reviews_in(value[name], left, f"{path}.{name}", depth + 1)
        left += names_left({name: part for name, part in value.items() if name not in inside}, path)


def _is_type(value: Mapping[str, Any], name: str) -> bool:
    return name in [each for each in listed(value.get("@type")) if isinstance(each, str)]


def _answered(value: Mapping[str, Any], left: list[str], path: str) -> Iterator[Found]:
    """The reviews of one claim as `claims:search` answers it: one claim, several rulings."""
    claim = Taken({name: part for name, part in value.items() if name != "claimReview"})
    item = _filled(author=_filled(name=claim.any("claimant")), datePublished=claim.any("claimDate"))
    text = claim.any("text")
    if not value["claimReview"]:
        yield path, Unusable("$.claimReview", "There is no review of it.")
    for number, each in enumerate(value["claimReview"]):
        where = f"{path}.claimReview[{number}]"
        if not isinstance(each, dict):
            yield where, Unusable("$", "It is no review.")
            continue
        review = Taken(each)
        author = _reviewer(review.any("publisher"))
        told = {ours: review.any(theirs) for theirs, ours in _API_REVIEW.items()}
        rating = _filled(alternateName=review.any("textualRating"))
        known = _filled(claimReviewed=text, author=author, reviewRating=rating, itemReviewed=item, **told)
        yield where, _joined(left, path, known, review.left, claim.left)


def _reviewer(written: Any) -> Any:
    """The publisher of a review as its author, named by its site at least."""
    if not isinstance(written, dict):
        return _filled(**{"@type": "Organization"}, name=written)
    publisher = Taken(written)
    site = publisher.any("site")
    address = f"https://{site}" if isinstance(site, str) and "://" not in site else site
    known = _filled(**{"@type": "Organization"}, name=publisher.any("name") or site, url=address)
    return {**publisher.left, **known}


def _markups(value: Mapping[str, Any], left: list[str], path: str) -> Iterator[Found]:
    """The reviews of one page as Google's tool keeps them."""
    page = Taken({name: part for name, part in value.items() if name != "claimReviewMarkups"})
    address, published = page.any("pageUrl"), page.any("publishDate")
    author = _taken(page, "claimReviewAuthor")
    reviewer = {"@type": "Organization", **_filled(image=author.any("imageUrl")), **author.left}
    if is_empty(value["claimReviewMarkups"]):
        yield path, Unusable("$.claimReviewMarkups", "There is no review on it.")
    for number, each in enumerate(listed(value["claimReviewMarkups"])):
        where = f"{path}.claimReviewMarkups[{number}]"
        if not isinstance(each, dict):
            yield where, Unusable("$", "It is no review.")
            continue
        markup = Taken(each)
        rating, speaker = _taken(markup, "rating"), _taken(markup, "claimAuthor")
        item = _filled(
            author=_filled(image=speaker.any("imageUrl"), **speaker.left),
            datePublished=markup.any("claimDate"),
            name=markup.any("claimLocation"),
            firstAppearance=markup.any("claimFirstAppearance"),
            appearance=markup.any("claimAppearances"),
        )
        rated = {ours: rating.any(theirs) for theirs, ours in _MARKUP_RATING.items()}
        known = _filled(
            url=markup.any("url") or address,
            claimReviewed=markup.any("claimReviewed"),
            datePublished=published,
            author=reviewer,
            reviewRating=_filled(**rated) | rating.left,
            itemReviewed=item,
        )
        yield where, _joined(left, path, known, markup.left, page.left)


def _joined(left: list[str], path: str, *parts: Mapping[str, Any]) -> dict[str, Any]:
    """Several objects as one: the first to say something is heard, and what others say of it is `left`, by name."""
    whole: dict[str, Any] = {}
    for part in parts:
        left += names_left({name: said for name, said in part.items() if whole.get(name, said) != said}, path)
        whole = {**part, **whole}
    return whole


def _taken(owner: Taken, name: str) -> Taken:
    """An object in another; a mere text is its name."""
    written = owner.any(name)
    return Taken(written if isinstance(written, dict) else _filled(name=written))


def _filled(**known: Any) -> dict[str, Any]:
    return {name: value for name, value in known.items() if not is_empty(value)}
