"""Answers a search for fact-checks as Google's Fact Check Tools API does (`claims:search`, v1alpha1)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct

from claims.actions.exports.material import gather
from claims.actions.read.view import LedgerView
from claims.errors import BadInput
from claims.formats.claimreview.write import address_of, claim_review, standing
from claims.formats.material import Document, Material, Publisher
from claims.formats.tables.feeds import found_claim, site
from claims.ledger.read.search import CLAIMS
from claims.ledger.store.sql import Bulk
from claims.text import quoted
from claims.words import read_query

PAGE, LARGEST_PAGE = 10, 1_000
FARTHEST = 10**9
BATCH = 100

RULED = "SELECT DISTINCT claim_id FROM verification WHERE NOT pending ORDER BY claim_id DESC"


class Search(Struct, frozen=True):
    """What is asked for."""

    query: str = ""
    site: str = ""
    language: str = ""
    max_age: int | None = None
    size: int = PAGE
    offset: int = 0

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Search":
        """A search as its parameters say it; those that this API doesn't know are passed over."""
        query, wanted_site = asked.get("query", "").strip(), asked.get("reviewPublisherSiteFilter", "").strip()
        if not query and not wanted_site:
            raise BadInput("query is missing.", "Give query, or reviewPublisherSiteFilter.")
        if "pageToken" in asked and "offset" in asked:
            raise BadInput("offset can't go with pageToken.", "Give one of them.")
        return cls(
            query=query,
            site=wanted_site.removeprefix("www.").lower(),
            language=asked.get("languageCode", "").strip().lower(),
            max_age=_number(asked, "maxAgeDays", None),
            size=min(_number(asked, "pageSize", PAGE) or PAGE, LARGEST_PAGE),
            offset=_number(asked, "pageToken" if "pageToken" in asked else "offset", 0) or 0,
        )


def search_reviews(edition: LedgerView, wanted: Search, desk: Publisher | None) -> tuple[Document, list[int]]:
    """A page of the claims whose reviews fit, and their numbers: the best match first; without words, the newest."""
    found = list(islice(_found(edition, wanted, desk), wanted.offset, wanted.offset + wanted.size + 1))
    page = found[: wanted.size]
    answer: Document = {"claims": [document for _claim, document in page]} if found else {}
    further = {"nextPageToken": str(wanted.offset + wanted.size)} if len(found) > wanted.size else {}
    return answer | further, [claim for claim, _document in page]


def _found(edition: LedgerView, wanted: Search, desk: Publisher | None) -> Iterator[tuple[int, Document]]:
    if wanted.query:
        numbers = edition.ranked(CLAIMS, read_query(wanted.query), -1)
    else:
        numbers = [row[0] for row in Bulk(edition.session).rows(RULED)]
    for start in range(0, len(numbers), BATCH):
        for material in gather(edition, numbers[start : start + BATCH]):
            reviews = [] if material.claim.get("retired_at") else list(_reviews(edition, material, wanted, desk))
            if reviews:
                yield material.claim["id"], found_claim(material, reviews)


def _reviews(edition: LedgerView, material: Material, wanted: Search, desk: Publisher | None) -> Iterator[Document]:
    for ruling in standing(material, desk):
        if address_of(material, ruling, desk) is not None:
            review = claim_review(material, ruling, desk)
            if _fits(review, wanted, edition.today):
                yield review


def _fits(review: Document, wanted: Search, today: dt.date) -> bool:
    served, spoken = site(review["url"]), str(review.get("inLanguage", "")).lower()
    dates = (review.get("datePublished"), review.get("itemReviewed", {}).get("datePublished"))
    oldest = today - dt.timedelta(days=min(wanted.max_age or 0, 700_000))
    return (
        (not wanted.site or served == wanted.site or served.endswith(f".{wanted.site}"))
        and (not wanted.language or spoken == wanted.language or spoken.startswith(f"{wanted.language}-"))
        and (
            wanted.max_age is None
            or any(date and str(date)[:10] >= oldest.isoformat()[: len(str(date))] for date in dates)
        )
    )


def _number(asked: Mapping[str, str], name: str, default: int | None) -> int | None:
    written = asked.get(name)
    if written is None:
        return default
    if not (written.isascii() and written.isdigit()) or int(written[:12]) > FARTHEST:
        raise BadInput(f"{name} must be a whole number, is {quoted(written)}.", "Correct it.")
    return int(written)
