"""Published reviews in the shapes that they are met in, and what became of them."""

import json
from typing import Any

from tests.support.ledgers import Terminal

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://desk.example/bridge",
    "claimReviewed": "The bridge is closed",
    "datePublished": "2025-02-28",
    "author": {"@type": "Organization", "name": "Example Desk", "url": "https://desk.example/"},
    "reviewRating": {"@type": "Rating", "ratingValue": 3, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Elena Voss"}},
}
OTHER = REVIEW | {"claimReviewed": "The pier is open"}
ANSWER = {
    "claims": [
        {
            "text": "The pier is safe",
            "claimant": "Viktor Petrov",
            "claimDate": "2025-02-27T00:00:00Z",
            "claimReview": [
                {"publisher": {"name": "Desk", "site": "desk.example"}, "url": "https://desk.example/1"}
                | {"textualRating": "False", "languageCode": "en", "reviewDate": "2025-03-01T00:00:00Z"},
                {"publisher": {"name": "Other", "site": "other.example"}, "url": "https://other.example/1"}
                | {"textualRating": "True"},
            ],
        }
    ],
    "nextPageToken": "CAo",
}
MARKUP_PAGE = {
    "name": "pages/1",
    "pageUrl": "https://desk.example/page",
    "publishDate": "2025-03-01",
    "claimReviewAuthor": {"name": "Desk"},
    "claimReviewMarkups": [
        {
            "claimReviewed": "The ferry is sold",
            "claimAuthor": {"name": "Ana Lind", "sameAs": "https://www.wikidata.org/entity/Q1"},
            "claimFirstAppearance": "https://courier.example/ferry",
            "rating": {"textualRating": "Mostly false", "ratingValue": 2, "worstRating": 1, "bestRating": 5},
        }
    ],
}
PAGE = f"""<!doctype html><title>Checked</title>
<script type="application/ld+json">{{"@type": "WebSite", "name": "Desk"}}</script>
<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "Person", "name": "A"}, REVIEW]})}</script>
<SCRIPT TYPE='application/ld+json; charset=utf-8'>[{json.dumps(OTHER)}]</SCRIPT>
<script type="application/ld+json">{{"@type": "ClaimReview", </script>"""
FEED = {
    "@type": "DataFeed",
    "dataFeedElement": [
        {"@type": "DataFeedItem", "item": None},
        {"@type": "DataFeedItem", "item": [None, REVIEW]},
        {"@type": "DataFeedItem", "item": [REVIEW | {"claimReviewed": "The pier is shut"}]},
    ],
}
INSIGHTS = (
    "id,@context,@type,claimReviewed,datePublished,url,author.name,author.url,itemReviewed.author.name,"
    "reviewRating.ratingValue,reviewRating.alternateName,itemReviewed.firstAppearance.url,"
    "itemReviewed.firstAppearance.type,itemReviewed.appearance.1.url,itemReviewed.appearance.1.@type\n"
    "9,https://schema.org,ClaimReview,The bridge is closed,2025-02-28,https://desk.example/bridge,Example Desk,"
    "https://desk.example/,Elena Voss,3,False,https://courier.example/1,CreativeWork,https://herald.example/1,\n"
)


def taken(terminal: Terminal, content: str | bytes, name: str = "in.json", options: str = "") -> dict[str, int]:
    """What became of the reviews in a file."""
    (terminal.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    told: dict[str, int] = terminal.json(f"claims import {name} {options}")
    return {key: told[key] for key in ("taken", "newer", "unchanged", "rejected")}


def counts(new: int, newer: int = 0, unchanged: int = 0, rejected: int = 0) -> dict[str, int]:
    return {"taken": new, "newer": newer, "unchanged": unchanged, "rejected": rejected}
