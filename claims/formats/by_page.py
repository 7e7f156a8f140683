"""Reviews put in order by the page that they are published on, on disk, so that memory doesn't grow with them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby

import msgspec

from claims.formats.material import Document

TABLE = "CREATE TABLE review (place INTEGER PRIMARY KEY, page TEXT NOT NULL, told BLOB NOT NULL)"
BY_PAGE = """
SELECT page, told FROM review JOIN (SELECT page, min(place) AS first FROM review GROUP BY page) USING (page)
ORDER BY first, place
"""


def by_page(reviews: Iterable[Document]) -> Iterator[tuple[str, list[Document]]]:
    """The reviews of one page after the other, pages in the order in which they are first met."""
    told = msgspec.json.Encoder().encode
    with closing(sqlite3.connect("")) as scratch:  # a file of its own, which goes with the connection
        scratch.execute(TABLE)
        rows = ((page_of(review), told(review)) for review in reviews)
        scratch.executemany("INSERT INTO review (page, told) VALUES (?, ?)", rows)
        for page, found in groupby(scratch.execute(BY_PAGE), key=lambda row: row[0]):
            yield page, [msgspec.json.decode(row[1]) for row in found]


def page_of(review: Document) -> str:
    """The page that a review stands on."""
    address: str = review["url"]
    return address.partition("#")[0]
