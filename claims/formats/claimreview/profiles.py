"""What of a ClaimReview each consumer takes: the rich document, cut down and put into their types."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from claims.formats.claimreview.parts import site_of
from claims.formats.files.sorted_on_disk import by_page
from claims.formats.material import Document
from claims.formats.validate import rules
from claims.formats.validate.checks import Check, without_faults
from claims.formats.validate.rules import RATING

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

GOOGLE = ("@context", "@type", "url", "claimReviewed", "datePublished", "author", "reviewRating", "itemReviewed")
_GOOGLE_WHO = ("@type", "name", "url", "sameAs", "image", "jobTitle")
_GOOGLE_RATING = ("@type", *RATING, "alternateName", "ratingExplanation", "name", "image")
_LAB_RATING = ("@type", *RATING, "alternateName", "ratingExplanation", "image")


def google(review: Document) -> Document:
    """What Google's documentation lists, and nothing else."""
    cut = _only(review, GOOGLE)
    if "author" in cut:
        cut["author"] = _only(cut["author"], _GOOGLE_WHO)
    cut["reviewRating"] = _only(cut["reviewRating"], _GOOGLE_RATING)
    item = _only(cut.get("itemReviewed", {}), ("@type", "author", "datePublished", "name"))
    if "author" in item:
        item["author"] = _only(item["author"], _GOOGLE_WHO)
    first, others = appearances(review)
    if first:
        item["firstAppearance"] = _work(first)
    if others:
        item["appearance"] = [_work(url) for url in others]
    return _mended(cut | {"itemReviewed": item}, rules.google)


def insights(review: Document) -> Document:
    """The strict form of the Reporters' Lab: numbers as text, whole days, lists, no other keys."""
    cut = google(review)
    rating = _only(cut["reviewRating"], _LAB_RATING)
    cut["reviewRating"] = rating | {name: str(rating[name]) for name in RATING if name in rating}
    if "author" in cut and cut["author"]["@type"] == "Organization":
        cut["author"] = {"url": site_of(review["url"])} | cut["author"]
    speaker = cut["itemReviewed"].get("author")
    if speaker:
        cut["itemReviewed"]["author"] = _lab_speaker(speaker)
    for holder in (cut, cut["itemReviewed"]):
        if not _DAY.fullmatch(str(holder.get("datePublished", ""))):
            holder.pop("datePublished", None)
    return _mended({name: cut[name] for name in GOOGLE if name in cut}, rules.insights)


def _mended(review: Document, check: Check) -> Document:
    """The review without what an import brought that its reader would refuse."""
    return cast(Document, without_faults(review, check))


def _lab_speaker(speaker: Document) -> Document:
    links = speaker.get("sameAs", [])
    listed = {"sameAs": [links] if isinstance(links, str) else links} if links else {}
    image = {} if isinstance(speaker.get("image", ""), str) else {"image": None}
    return {name: value for name, value in (speaker | listed | image).items() if value is not None}


def appearances(review: Document) -> tuple[str | None, list[str]]:
    """The address of the first appearance, and those of the others."""
    item = review.get("itemReviewed", {})
    first = next(iter(_urls(item.get("firstAppearance"))), None)
    return first, [url for url in dict.fromkeys(_urls(item.get("appearance"))) if url != first]


def markup_pages(reviews: Iterable[Document]) -> Iterator[Document]:
    """The reviews of one page after the other, as Google's API takes them."""
    return (_page(url, of_page) for url, of_page in by_page(reviews))


def _page(url: str, reviews: list[Document]) -> Document:
    first = reviews[0]
    author = first.get("author") or {}
    known = {
        "pageUrl": url,
        "publishDate": first.get("datePublished"),
        "claimReviewAuthor": _named(name=author.get("name"), imageUrl=_address(author.get("image"))) or None,
        "claimReviewMarkups": [_markup(review) for review in reviews],
    }
    return {name: value for name, value in known.items() if value is not None}


def _markup(review: Document) -> Document:
    item, rating = review.get("itemReviewed", {}), review["reviewRating"]
    who = item.get("author") or {}
    first, others = appearances(review)
    numbers = {name: rating[name] for name in RATING if name in rating}
    whole = all(type(value) is int for value in numbers.values())
    return _named(
        url=review["url"],
        claimReviewed=review["claimReviewed"],
        claimDate=item.get("datePublished"),
        claimLocation=item.get("name"),
        claimFirstAppearance=first,
        claimAppearances=others,
        claimAuthor=_named(
            name=who.get("name"),
            jobTitle=who.get("jobTitle"),
            imageUrl=_address(who.get("image")),
            sameAs=next(iter(_urls(who.get("sameAs"))), None),
        ),
        rating=_named(
            textualRating=rating["alternateName"],
            **(numbers if whole else {}),
            imageUrl=_address(rating.get("image")),
            ratingExplanation=rating.get("ratingExplanation"),
        ),
    )


def _named(**known: Any) -> Document:
    return {name: value for name, value in known.items() if value not in (None, [], {})}


def _only(document: Any, names: tuple[str, ...]) -> Document:
    return {name: document[name] for name in names if name in document} if isinstance(document, dict) else {}


def _work(url: str) -> Document:
    return {"@type": "CreativeWork", "url": url}


def _urls(works: Any) -> list[str]:
    """The addresses of a work or of several, each a text or an object."""
    found = (_address(each) for each in (works if isinstance(works, list) else [works]))
    return [url for url in found if url]


def _address(work: Any) -> str | None:
    url = work.get("url") or work.get("contentUrl") if isinstance(work, dict) else work
    return url if isinstance(url, str) and url.lower().startswith(("http://", "https://")) else None
