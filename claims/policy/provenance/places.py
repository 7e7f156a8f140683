"""Whose a source is where nobody fed it: its agency by the byline, its publisher, else the site that it stands on."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from claims.policy.provenance.addresses import own_site, page_at
from claims.policy.provenance.names import (
    agencies_in,
    agency_number,
    byline_parts,
    known_agency,
    look_alike,
    name_of,
    sort_of,
)
from claims.policy.provenance.wording import listed, source_name
from claims.trails import Links
from claims.urls import canonical_url
from claims.views import ClaimantRef, SourceRef

Rivals = Callable[[int], frozenset[int]]
"""The sources that the desk judged one to be independent of."""

UNKNOWN = "unknown"
"""The kind of place of documents of which nobody knows who published them."""

_KEEPERS = frozenset(
    "internet archive|wayback machine|archive today|perma cc|ghostarchive|google cache|google".split("|")
)


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A place that content comes from: a claimant who passed it on or published it, a site, else a document."""

    kind: str
    id: int
    name: str = field(compare=False)


def claimant_node(claimant: ClaimantRef) -> Node:
    """The node of a claimant."""
    return Node("claimant", claimant.id, claimant.name)


class Places:
    """The places from which the sources of one claim come, those that are one under two names taken for one."""

    def __init__(
        self,
        links: Links,
        sources: Mapping[int, SourceRef],
        told: Iterable[Node],
        speakers: Iterable[Node],
        rivals: Rivals,
    ) -> None:
        self._links, self._sources, self._rivals = links, sources, rivals
        self._remarks: dict[Node, list[tuple[frozenset[int], str]]] = defaultdict(list)
        self._published: dict[int, list[int]] = defaultdict(list)
        for number in sorted(sources):
            publisher = self._publisher(number)
            if publisher:
                self._published[publisher.id].append(number)
        named = [*(claimant_node(each) for each in map(self._publisher, sorted(sources)) if each), *told, *speakers]
        self._names = {node.id: node for node in sorted(dict.fromkeys(named))}
        self._sites = {
            claimant: {site for number in numbers if (site := page_at(sources[number].url).site)}
            for claimant, numbers in self._published.items()
        }
        self._same = self._look_alikes()
        self._agencies = self._known_agencies()
        self._own: dict[int, tuple[Node, ...]] = {}
        self._settle()

    def one(self, node: Node) -> Node:
        """The place that this one is taken for; mostly itself."""
        return self._same.get(node.id, node) if node.kind == "claimant" else node

    def own(self, source: int) -> tuple[Node, ...]:
        """Where a source comes from that nobody is known to have fed: one place, or the agencies of its byline."""
        return self._own[source]

    def by_agency(self, source: int) -> bool:
        """Whether its byline gives a source to an agency that didn't publish it."""
        publisher = self._publisher(source)
        return bool(self._agencies_of(source)) and (
            publisher is None or self._own[source] != (self.one(claimant_node(publisher)),)
        )

    def is_of(self, source: int, speaker: Node) -> str:
        """How a source is known to be the speaker's own: their name, their site; or nothing."""
        if self.one(speaker) in self._own[source]:
            publisher = self._publisher(source)
            if publisher is None:
                return "on their site"
            return "" if publisher.id == speaker.id else f"under the name {publisher.name}"
        site = own_site(self._links.same_as.get(speaker.id))
        return f"on {site}, their own site" if site and site == page_at(self._sources[source].url).site else ""

    def is_one_with(self, source: int, speaker: Node) -> bool:
        """Whether the speaker is the place that a source comes from, under whatever name, or the site is theirs."""
        return self.one(speaker) in self._own[source] or bool(self.is_of(source, speaker))

    def told(self, node: Node, documents: Collection[int]) -> list[str]:
        """What was taken for one at a place, as far as it concerns one of these sources."""
        return [remark for about, remark in self._remarks.get(node, []) if about.intersection(documents)]

    def _publisher(self, source: int) -> ClaimantRef | None:
        """Who published a source; the keeper of a copy in an archive did not."""
        known = self._sources[source]
        keeper = known.publisher and " ".join(sorted(name_of(known.publisher.name).core)) in _KEEPER_KEYS
        return None if keeper and page_at(known.url).archived else known.publisher

    def _look_alikes(self) -> dict[int, Node]:
        """For each claimant the one that it is taken for: the first whose name looks alike, or who is the same."""
        found: dict[int, Node] = {}
        heads: dict[str, list[list[Node]]] = defaultdict(list)
        for number, node in self._names.items():
            address = self._links.same_as.get(number)
            keys = [sort_of(node.name), *([f"same as {_address(address)}"] if address else [])]
            groups = [group for key in keys for group in heads[key]]
            group = next((each for each in groups if all(self._are_one(node, other) for other in each)), None)
            if group is None:
                group = []
            group.append(node)
            for key in keys:
                if not any(group is each for each in heads[key]):
                    heads[key].append(group)
            found[number] = group[0]
            if len(group) > 1:
                about = frozenset(number for each in group for number in self._published.get(each.id, ()))
                self._remarks[group[0]] = [(about or frozenset(self._sources), self._told_alike(group))]
        return found

    def _told_alike(self, group: list[Node]) -> str:
        """Why several names are taken for one."""
        sites = sorted(set().union(*(self._sites.get(each.id, set()) for each in group)))
        names = list(dict.fromkeys(each.name for each in group))
        on = f", on {listed(sites)}" if sites else ""
        if len(names) == 1:
            return f"Two entries are called {names[0]}: taken for one{on}."
        return f"{listed(names)} are taken for one: their names look alike{on}."

    def _are_one(self, one: Node, other: Node) -> bool:
        """Whether two claimants are one: the same elsewhere, or alike in name and not on sites of their own."""
        theirs = self._published.get(other.id, [])
        if any(not self._rivals(each).isdisjoint(theirs) for each in self._published.get(one.id, [])):
            return False
        same = [self._links.same_as.get(each.id) for each in (one, other)]
        if all(same):
            return _address(same[0]) == _address(same[1])
        sites = [self._sites.get(each.id, set()) for each in (one, other)]
        return look_alike(one.name, other.name) and (not all(sites) or bool(sites[0] & sites[1]))

    def _known_agencies(self) -> dict[str, Node]:
        """The agencies among the claimants, by what their names have in common."""
        wires = {each.publisher.id for each in self._sources.values() if each.publisher and each.kind == "wire"}
        return {
            sort_of(node.name): self.one(node)
            for number, node in reversed(self._names.items())
            if number in wires or known_agency(node.name) or name_of(node.name).agency
        }

    def _agencies_of(self, source: int) -> tuple[Node, ...]:
        """The agencies that a source's byline gives it to."""
        byline = self._links.bylines.get(source)
        if not byline:
            return ()
        named = [self._agencies[key] for each in byline_parts(byline) if (key := sort_of(each)) in self._agencies]
        known = [
            Node("agency", agency_number(each), each) for each in agencies_in(byline) if each not in self._agencies
        ]
        return tuple(dict.fromkeys([*named, *known]))

    def _settle(self) -> None:
        """Decide for each source; one that the desk judged independent of those before it has a place to itself."""
        homes: dict[object, list[list[int]]] = defaultdict(list)
        at_site: dict[str, Node] = {}
        for number in sorted(self._sources):
            publisher, site = self._publisher(number), page_at(self._sources[number].url).site
            if publisher and site:
                at_site.setdefault(site, self.one(claimant_node(publisher)))
        for number in sorted(self._sources):
            agencies = self._agencies_of(number)
            place = self._join(homes["agency", agencies], number) if agencies else 1
            self._own[number] = agencies if place == 0 else (self._without_byline(number, homes, at_site),)
            if agencies and place == 0:
                told = f"The byline of {source_name(self._sources[number])} names {agencies[0].name}."
                self._note(agencies[0], number, told)

    def _without_byline(self, number: int, homes: dict[object, list[list[int]]], at_site: dict[str, Node]) -> Node:
        """The publisher of a source, else its site, else nobody knows whom."""
        known, publisher = self._sources[number], self._publisher(number)
        if publisher:
            return self.one(claimant_node(publisher))
        site = page_at(known.url).site
        if site in at_site:
            outlet = at_site[site]
            theirs = [each for id in self._names if self._same.get(id) == outlet for each in self._published[id]]
            place = self._join(homes["site", site], number, [theirs])
            if place == 0:
                self._note(
                    outlet, number, f"Publisher of {source_name(known)} unknown: it stands on {site}, as theirs do."
                )
                return outlet
            return Node("source", number, source_name(known))
        places = homes["site", site] if site else homes[UNKNOWN]
        place = self._join(places, number)
        return Node("site" if site else UNKNOWN, places[place][0], source_name(known))

    def _join(self, places: list[list[int]], number: int, first: list[list[int]] | None = None) -> int:
        """The first of some places from none of whose sources the desk judged this one to be independent."""
        if first and not places:
            places.extend(first)
        rivals = self._rivals(number)
        for position, members in enumerate(places):
            if not rivals or rivals.isdisjoint(members):
                members.append(number)
                return position
        places.append([number])
        return len(places) - 1

    def _note(self, node: Node, source: int, remark: str) -> None:
        self._remarks[node].append((frozenset({source}), remark))


def _address(url: str | None) -> str:
    try:
        return canonical_url(url or "").removeprefix("https://").removeprefix("www.").rstrip("/")
    except ValueError:
        return url or ""


_KEEPER_KEYS = frozenset(" ".join(sorted(name_of(each).core)) for each in _KEEPERS)
