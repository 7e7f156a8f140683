"""Publishes the ledger, or some of its claims, as a site in a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from claims.actions.exports.material import materials
from claims.actions.exports.site_folder import SiteFolder
from claims.actions.read.view import LedgerView, last_change, ledger_uid
from claims.actions.report.corrections import report_corrections
from claims.formats.claimreview.write import claim_review, is_own, standing
from claims.formats.material import Document, Material, Publisher
from claims.ledger.read.filters import Criteria
from claims.reports.content import CorrectionsReport
from claims.reports.layout.corrections import corrections_page
from claims.site.feeds import Rulings, addresses
from claims.site.html import index_of, render
from claims.site.pages import SiteRow, claim_page
from claims.site.records import RecordPage, SiteRecords
from claims.vocabulary import Axis

NEWEST = 50
"""Claims on the first page."""


@dataclass(frozen=True, slots=True)
class Named:
    """What every page says of the site."""

    name: str
    url: str | None
    changed: str | None


class Site:
    """One export of an edition as a site."""

    def __init__(
        self,
        edition: LedgerView,
        criteria: Criteria,
        desk: Publisher | None,
        name: str | None,
        *,
        everything: bool = False,
    ) -> None:
        self._edition = edition
        self._criteria = criteria
        self._desk = desk
        called = name or (desk.name if desk else "Claims")
        self._site = Named(called, desk.site if desk else None, last_change(edition))
        self._everything = everything
        self._rows: list[SiteRow] = []
        self._records = SiteRecords()
        self._rulings = Rulings(self._site.url, desk)
        self._pages: list[str] = []
        self.unruled = 0
        self._shown_unruled = 0

    @property
    def claims(self) -> list[int]:
        """The claims that have a page."""
        return [found.id for found in self._rows]

    def write(self, folder: Path) -> SiteFolder:
        """Write the site; a folder that held an earlier export is brought up to date."""
        into = SiteFolder(folder)
        try:
            for name, text in self._files():
                into.put(name, text)
        except BaseException:
            into.leave()
            raise
        into.close()
        return into

    def _files(self) -> Iterator[tuple[str, str]]:
        for material in self._materials():
            self._rows.append(self._records.take_up(material))
            self._rulings.take_up(material)
            yield self._page(
                f"claims/{material.claim['id']}",
                "claim.html.j2",
                claim=claim_page(material, self._embedded(material), self._desk),
            )
        yield from self._of_records()
        yield from self._lists()
        yield "feed.xml", self._plain("feed.xml.j2", feed=self._feed())
        yield "sitemap.xml", self._plain("sitemap.xml.j2", addresses=addresses(self._pages, self._site.url))

    def _materials(self) -> Iterator[Material]:
        """What was ruled on, if only to be opened again; all of it where that was asked for."""
        for material in materials(self._edition, self._criteria, copies=True):
            if material.rulings or self._everything:
                self._shown_unruled += not material.rulings
                yield material
            else:
                self.unruled += 1

    def _embedded(self, material: Material) -> list[Document]:
        """The desk's own reviews: a page may only carry those that are published there."""
        if self._desk is None:
            return []
        return [
            claim_review(material, each, self._desk)
            for each in standing(material, self._desk)
            if is_own(each, self._desk)
        ]

    def _of_records(self) -> Iterator[tuple[str, str]]:
        for record in (*self._records.sources.values(), *self._records.claimants.values()):
            shown = {"title": record.title, "facts": record.facts, "warning": record.warning}
            yield self._page(record.link.page, "record.html.j2", record=shown | {"parts": list(record.parts.values())})

    def _lists(self) -> Iterator[tuple[str, str]]:
        newest = self._rows[::-1]
        sources, claimants = self._records.sources, self._records.claimants
        yield self._page("claims", "claims.html.j2", rows=newest, unruled=self._shown_unruled)
        yield self._page("sources", "records.html.j2", heading="Sources", records=_counted(sources))
        yield self._page(
            "claimants", "records.html.j2", heading="People and organizations", records=_counted(claimants)
        )
        shown = {found.id for found in newest}
        report = corrections_page(self._corrections(shown))
        yield self._page("corrections", "corrections.html.j2", report=report, shown=shown)
        counts = {"total": len(newest), "sources": len(sources), "claimants": len(claimants)}
        counts["unruled"] = self._shown_unruled
        yield self._page("", "index.html.j2", newest=newest[:NEWEST], index=index_of(newest), **counts)

    def _corrections(self, shown: set[int]) -> CorrectionsReport:
        """Those of the claims on the site; with the whole ledger also of claims that were taken out since."""
        report = report_corrections(self._edition)
        if replace(self._criteria, axis=Axis.CONTENT, retired=False) == Criteria():
            return report
        return replace(report, corrections=[each for each in report.corrections if each.claim.id in shown])

    def _feed(self) -> Document:
        identity = f"{self._site.url}/" if self._site.url else f"urn:uuid:{ledger_uid(self._edition)}"
        updated = self._site.changed or "1970-01-01T00:00:00Z"
        return {"id": identity, "updated": updated, "entries": self._rulings.entries()}

    def _page(self, page: str, template: str, **told: Any) -> tuple[str, str]:
        self._pages.append(page)
        return f"{page}/index.html".lstrip("/"), render(template, page, site=self._site, **told)

    def _plain(self, template: str, **told: Any) -> str:
        return render(template, "", site=self._site, **told)


def _counted(records: dict[int, RecordPage]) -> list[tuple[Any, int]]:
    """The records by name, each with how many claims lead there."""
    ordered = sorted(records.values(), key=lambda each: (each.title.casefold(), each.link.page))
    return [(each.link, each.count) for each in ordered]
