"""The pages of sources and claimants: what is known of them, and the claims that lead there."""

from dataclasses import dataclass, field

from claims.formats.claimreview.parts import web_address
from claims.formats.material import Document, Material
from claims.reports.words import one_line, when
from claims.site.pages import SiteLink, SiteRow, claimant_link, date_of, row, source_name


@dataclass(frozen=True, slots=True)
class SiteFact:
    """Something known about a source or a claimant."""

    label: str
    text: str
    url: str = ""
    link: SiteLink | None = None


@dataclass(slots=True)
class SiteSection:
    """Claims under a heading, each once; or links."""

    heading: str
    rows: list[SiteRow] = field(default_factory=list)
    links: list[SiteLink] = field(default_factory=list)

    def add(self, found: SiteRow) -> None:
        """Add a claim, unless it was the last one added."""
        if not self.rows or self.rows[-1].id != found.id:
            self.rows.append(found)


@dataclass(slots=True)
class RecordPage:
    """A source or a claimant."""

    link: SiteLink
    title: str
    facts: list[SiteFact]
    parts: dict[str, SiteSection]
    warning: str = ""

    @property
    def count(self) -> int:
        """How many claims lead here."""
        return len({found.id for part in self.parts.values() for found in part.rows})


PRINTS, BACKS, REVIEWS = "Claims in it", "Claims it is evidence on", "Claims it reviews"
SAID, PASSED_ON, PUBLISHED = "Said", "Passed on or printed", "Published"


class SiteRecords:
    """The sources and claimants that the claims of a site name, each with those claims."""

    def __init__(self) -> None:
        self.sources: dict[int, RecordPage] = {}
        self.claimants: dict[int, RecordPage] = {}

    def take_up(self, material: Material) -> SiteRow:
        """Enter a claim wherever it belongs."""
        found = row(material)
        for said in material.utterances:
            for hop in said["hops"]:
                who = self._claimant(material.claimant(hop["claimant_id"]))
                who.parts[PASSED_ON if hop["position"] else SAID].add(found)
            if said.get("source_id"):
                self._source(material, said["source_id"], PRINTS, found)
        for brought in material.evidence:
            self._source(material, brought["source_id"], BACKS, found)
        for ruling in material.rulings:
            if ruling.get("review_id"):
                self._source(material, ruling["review_id"], REVIEWS, found)
        return found

    def _source(self, material: Material, number: int, part: str, found: SiteRow) -> None:
        source = material.source(number)
        publisher = material.publisher_of(source)
        if source["id"] not in self.sources:
            self.sources[source["id"]] = _source_page(source, publisher)
            if publisher:
                who = self._claimant(publisher)
                who.parts[PUBLISHED].links.append(self.sources[source["id"]].link)
        self.sources[source["id"]].parts[part].add(found)
        if publisher and part == PRINTS:
            self._claimant(publisher).parts[PASSED_ON].add(found)

    def _claimant(self, claimant: Document) -> RecordPage:
        if claimant["id"] not in self.claimants:
            self.claimants[claimant["id"]] = _claimant_page(claimant)
        return self.claimants[claimant["id"]]


def _source_page(source: Document, publisher: Document | None) -> RecordPage:
    address, archived = web_address(source.get("url")) or "", web_address(source.get("archived_url")) or ""
    facts = [
        SiteFact(
            "Publisher", publisher["name"] if publisher else "", link=claimant_link(publisher) if publisher else None
        ),
        SiteFact("Published", date_of(source, "published_on")),
        SiteFact("Byline", source.get("byline") or ""),
        SiteFact("Kind", (source.get("kind") or "").replace("_", " ")),
        SiteFact("Language", source.get("language") or ""),
        SiteFact("Address", address, address),
        SiteFact("Archived copy", archived, archived),
    ]
    retracted = source.get("retracted_on")
    return RecordPage(
        link=SiteLink(source_name(source, publisher), f"sources/{source['id']}"),
        title=one_line(source.get("title") or source_name(source, None), 300),
        facts=[fact for fact in facts if fact.text],
        parts={name: SiteSection(name) for name in (PRINTS, BACKS, REVIEWS)},
        warning=f"Retracted on {when(retracted)}. Why: {one_line(source['retraction_reason'])}" if retracted else "",
    )


def _claimant_page(claimant: Document) -> RecordPage:
    same = web_address(claimant.get("same_as")) or ""
    facts = [
        SiteFact("Kind", claimant.get("kind") or ""),
        SiteFact("Also known as", ", ".join(claimant.get("aliases") or ())),
        SiteFact("Same as", same, same),
    ]
    return RecordPage(
        link=claimant_link(claimant),
        title=one_line(claimant["name"]),
        facts=[fact for fact in facts if fact.text],
        parts={name: SiteSection(name) for name in (SAID, PASSED_ON, PUBLISHED)},
    )
