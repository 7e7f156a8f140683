"""Reviews in lists: the feed, the answer of Google's search for fact-checks, the table of Fact-Check Insights."""

from typing import Any
from urllib.parse import urlsplit

from claims.formats.claimreview.profiles import appearances, insights
from claims.formats.material import Document, Material
from claims.formats.validate.lists import APPEARANCES, COLUMNS
from claims.formats.validate.rules import CONTEXT


def feed_head(modified: str | None) -> Document:
    """What stands above the items of a feed."""
    known = {"@context": CONTEXT, "@type": "DataFeed", "dateModified": modified}
    return {name: value for name, value in known.items() if value}


def feed_item(review: Document, ruling: Document) -> Document:
    """One review in a feed, with the moment at which the ruling was entered."""
    dates = {"dateCreated": ruling["recorded_at"], "dateModified": ruling["recorded_at"]}
    return {"@type": "DataFeedItem", "url": review["url"], **dates, "item": [review]}


def found_claim(material: Material, reviews: list[Document]) -> Document:
    """A claim with its reviews, as `claims:search` answers."""
    item = reviews[0].get("itemReviewed", {})
    known = {
        "text": material.claim["text"],
        "claimant": (item.get("author") or {}).get("name"),
        "claimDate": rfc3339(item.get("datePublished")),
        "claimReview": [_found_review(review) for review in reviews],
    }
    return {name: value for name, value in known.items() if value}


def _found_review(review: Document) -> Document:
    author = review.get("author") or {}
    publisher = {"name": author.get("name"), "site": site(review["url"])}
    known: dict[str, Any] = {
        "publisher": {name: value for name, value in publisher.items() if value},
        "url": review["url"],
        "title": review.get("headline"),
        "reviewDate": rfc3339(review.get("datePublished")),
        "textualRating": review["reviewRating"]["alternateName"],
        "languageCode": review.get("inLanguage"),
    }
    return {name: value for name, value in known.items() if value}


def site(url: str) -> str:
    """The host that serves an address, as a filter by site names it: without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def rfc3339(date: Any) -> str | None:
    """The first moment of a date, UTC."""
    if not isinstance(date, str) or not date:
        return None
    return f"{date}{'0000-01-01'[len(date) :]}T00:00:00Z" if len(date) <= 10 else date


def insights_row(review: Document, ruling: Document) -> dict[str, str]:
    """A review as a row; what has no column, and appearances beyond the fifteenth, stay out."""
    cut = insights(review)
    first, others = appearances(review)
    row = {name: _cell(cut, name.split(".")) for name in COLUMNS} | {"id": ruling["uid"]}
    if first:
        row |= {"itemReviewed.firstAppearance.url": first, "itemReviewed.firstAppearance.type": "CreativeWork"}
    for place, url in enumerate(others[:APPEARANCES], 1):
        row |= {f"itemReviewed.appearance.{place}.url": url, f"itemReviewed.appearance.{place}.@type": "CreativeWork"}
    return row


def _cell(document: Any, path: list[str]) -> str:
    for name in path:
        document = document.get(name) if isinstance(document, dict) else None
    if isinstance(document, list):
        return " ".join(each for each in document if isinstance(each, str))
    return document if isinstance(document, str) else ""
