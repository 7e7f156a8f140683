"""Reviews put in order by the page that they are published on, on disk, so that memory doesn't grow with them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby

import msgspec

from claims.formats.material import Document

TABLES = """
CREATE TABLE page (number INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE);
CREATE TABLE review (page INTEGER, place INTEGER, told BLOB NOT NULL, PRIMARY KEY (page, place)) WITHOUT ROWID;
"""
BY_PAGE = "SELECT address, told FROM review JOIN page ON page.number = review.page ORDER BY review.page, place"


def by_page(reviews: Iterable[Document]) -> Iterator[tuple[str, list[Document]]]:
    """The reviews of one page after the other, pages in the order in which they are first met."""
    told = msgspec.json.Encoder().encode
    with closing(sqlite3.connect("")) as scratch:  # a file of its own, which goes with the connection
        scratch.executescript(TABLES)
        for place, review in enumerate(reviews):
            address = page_of(review)
            scratch.execute("INSERT INTO page (address) VALUES (?) ON CONFLICT DO NOTHING", (address,))
            entry = (place, told(review), address)
            scratch.execute("INSERT INTO review SELECT number, ?, ? FROM page WHERE address = ?", entry)
        for page, found in groupby(scratch.execute(BY_PAGE), key=lambda row: row[0]):
            yield page, [msgspec.json.decode(row[1]) for row in found]


def page_of(review: Document) -> str:
    """The page that a review stands on."""
    address: str = review["url"]
    return address.partition("#")[0]
