"""The Atom feed of rulings, and the sitemap."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.formats.claimreview.write import is_own, standing
from claims.formats.material import Material, Publisher
from claims.formats.ratings.labels import words
from claims.reports.words import QUESTIONS, one_line
from claims.site.pages import doubts
from claims.vocabulary import Axis

ENTRIES = 50
"""Rulings in the feed, the newest ones."""


@dataclass(frozen=True, order=True, slots=True)
class FeedEntry:
    """A ruling in the feed, in the order in which rulings were entered; `author` is who else made it than the desk."""

    updated: str
    uid: str
    title: str
    link: str
    summary: str
    author: str


@dataclass(slots=True)
class Rulings:
    """The newest rulings of all that go by."""

    site: str | None
    desk: Publisher | None
    _newest: list[FeedEntry] = field(default_factory=list)

    def take_up(self, material: Material) -> None:
        """Look at the rulings on a claim."""
        page = f"claims/{material.claim['id']}"
        link = f"{self.site}/{page}" if self.site else f"{page}/index.html"
        for ruling in standing(material, self.desk):
            said = f"{QUESTIONS[Axis(ruling['axis'])]} {words(ruling)}. {one_line(ruling['rationale'])}"
            said = " ".join([said, *doubts(material, ruling)])
            author = "" if is_own(ruling, self.desk) else one_line(ruling["ruled_by"])
            entry = FeedEntry(
                ruling["recorded_at"], ruling["uid"], one_line(material.claim["text"]), link, said, author
            )
            (heapq.heappushpop if len(self._newest) == ENTRIES else heapq.heappush)(self._newest, entry)

    def entries(self) -> list[FeedEntry]:
        """The newest rulings, newest first."""
        return sorted(self._newest, reverse=True)


def addresses(pages: Iterable[str], site: str | None) -> list[str]:
    """The pages as a sitemap lists them: in full where the site's address is known."""
    return [f"{site}/{page}" if site else f"{page}/index.html".lstrip("/") for page in sorted(pages)]
