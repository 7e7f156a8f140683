"""Following a source to where its content comes from, through copies of copies, round circles and past retractions."""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass

from claims.policy.provenance.places import Node, Places
from claims.policy.provenance.ties import Copy
from claims.trails import Links
from claims.views import ChainLink, SourceRef, passed_on


@dataclass(frozen=True, slots=True)
class Trail:
    """What following one source found: the origins, the documents at the end, and all documents on the way."""

    nodes: tuple[Node, ...]
    ends: tuple[SourceRef, ...]
    passed: frozenset[int]
    circles: tuple[tuple[int, ...], ...]
    relayed: bool


class Roots:
    """The origins of sources, given who takes from whom and who told whom within one claim."""

    def __init__(
        self,
        links: Links,
        sources: dict[int, SourceRef],
        told: dict[int, list[Node]],
        places: Places,
        copies: Sequence[Copy] = (),
    ) -> None:
        self._sources, self._links = ChainMap(links.sources, sources), links
        self.places = places
        self._told = {source: [places.one(node) for node in nodes] for source, nodes in told.items()}
        self._originals: dict[int, set[int]] = {}
        self._reached: dict[int, frozenset[int]] = {}
        self._trails: dict[int, Trail] = {}
        self._copies: list[Copy] = []
        for copy in copies:
            self._add(copy)

    def _add(self, copy: Copy) -> None:
        """Follow a copy to its original as if it were linked, unless the two are tied by links already."""
        if copy.source in self._reach(copy.original) or copy.original in self._reach(copy.source):
            return
        self._originals.setdefault(copy.source, set()).add(copy.original)
        self._copies.append(copy)
        self._reached.clear()

    def copies_on(self, trail: Trail) -> tuple[Copy, ...]:
        """The copies that nobody linked and that a trail leads through, or to a retracted original."""
        return tuple(each for each in self._copies if each.source in trail.passed)

    def source(self, id: int) -> SourceRef:
        """The source with this number."""
        return self._sources[id]

    def has_links(self, id: int) -> bool:
        """Whether the source is known to take its content from another."""
        return bool(self._takes_from(id))

    def trail(self, id: int) -> Trail:
        """Where the content of a source that still stands comes from; no nodes when all of it was retracted."""
        if id not in self._trails:
            self._trails[id] = self._followed(id)
        return self._trails[id]

    def _followed(self, id: int) -> Trail:
        passed = sorted(self._reach(id))
        circles = sorted({self._circle(each) for each in passed if self.has_links(each)})
        ends = sorted({self._circle(each)[0] for each in passed if self._is_end(each)})
        told = [node for each in passed for node in self._told.get(each, [])]
        untold = [end for end in ends if not any(each in self._told for each in self._circle(end))]
        own = [node for end in untold for node in self.places.own(end)]
        return Trail(
            nodes=tuple(dict.fromkeys([*told, *own])) if ends else (),
            ends=tuple(self._sources[end] for end in ends),
            passed=frozenset(passed),
            circles=tuple(circle for circle in circles if len(circle) > 1 or circle[0] in self._live(circle[0])),
            relayed=bool(told),
        )

    def retracted_origins(self, id: int) -> list[SourceRef]:
        """The retracted sources that this one takes from, directly or through sources that stand, by number."""
        taken = {origin for each in self._reach(id) for origin in self._takes_from(each)}
        return [self._sources[each] for each in sorted(taken) if self._sources[each].retracted_on]

    def _takes_from(self, id: int) -> list[int]:
        """The sources that this one takes from, by number, those that nobody linked included."""
        return sorted({origin for origin, _ in self._links.takes_from.get(id, [])} | self._originals.get(id, set()))

    def _live(self, id: int) -> list[int]:
        """The sources that this one takes from and that were not retracted."""
        return [each for each in self._takes_from(id) if not self._sources[each].retracted_on]

    def _reach(self, start: int) -> frozenset[int]:
        """The source and all that its content can come from, through sources that were not retracted."""
        if start not in self._reached:
            seen, ahead = {start}, [start]
            while ahead:
                fresh = [each for each in self._live(ahead.pop()) if each not in seen]
                seen.update(fresh)
                ahead.extend(fresh)
            self._reached[start] = frozenset(seen)
        return self._reached[start]

    def _circle(self, id: int) -> tuple[int, ...]:
        """The sources that take from one another with this one, smallest number first; mostly it alone."""
        return tuple(sorted(each for each in self._reach(id) if id in self._reach(each)))

    def _is_end(self, id: int) -> bool:
        """Whether nothing outside the source's circle feeds it, retracted or not."""
        circle = self._circle(id)
        return all(origin in circle for each in circle for origin in self._takes_from(each))


def relays(chain: list[ChainLink]) -> list[Node]:
    """Those who passed a statement on between the speaker and the source's publisher, from the speaker outwards."""
    return [Node("claimant", link.claimant, link.name) for link in passed_on(chain) if not link.publisher]
