"""Source graphs, each with what an assessor would count: how many say it was said, that it is so, that it isn't."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claims.policy.provenance.holdings import CopiesOnFile
from claims.policy.provenance.origins import find_origins
from claims.policy.provenance.relaying import relays_as_origins
from claims.policy.provenance.reprints import likeness
from claims.trails import Links, Origins
from claims.views import ClaimantRef, ClaimView, SourceRef
from tests.support.sample_views import claim, claimant, evidence, quote, source, utterance

GRAPHS: list[dict[str, Any]] = [
    graph | {"file": file.stem}
    for file in sorted((Path(__file__).parents[1] / "graphs").glob("*.toml"))
    for graph in tomllib.loads(file.read_text(encoding="utf-8"))["graph"]
]


class Drawn:
    """A graph as records: sources and claimants by the names that the file gives them."""

    def __init__(self, graph: dict[str, Any]) -> None:
        self._graph = graph
        self._people: dict[str, ClaimantRef] = {}
        self.sources: dict[str, SourceRef] = {}
        for number, (name, told) in enumerate(graph["sources"].items(), start=1):
            known = {key: told[key] for key in ("title", "url", "published_on", "retracted_on") if key in told}
            publisher = self.person(told["publisher"]) if "publisher" in told else None
            self.sources[name] = source(number, publisher, kind=told.get("kind", "article"), **known)

    def person(self, name: str) -> ClaimantRef:
        """A claimant by name, numbered as it comes."""
        return self._people.setdefault(name, claimant(len(self._people) + 1, name))

    def claim(self) -> ClaimView:
        """The claim with its utterances and evidence, numbered as they stand in the file."""
        said, brought = [], []
        for number, told in enumerate(self._graph.get("said", []), start=1):
            words = quote(told["quote"], "orphan") if "quote" in told else None
            where = self.sources[told["in"]] if "in" in told else None
            via = [self.person(each) for each in told.get("via", [])]
            speaker = self.person(told["by"])
            said.append(utterance(number, speaker, where, via, said_on=told.get("on"), quote=words))
        for number, told in enumerate(self._graph.get("evidence", []), start=1):
            stance, _, axis = told.get("does", "supports").partition(" ")
            words = quote(told["quote"], "orphan") if "quote" in told else None
            directness = "primary" if told.get("primary") else "secondary"
            where = self.sources[told["in"]]
            brought.append(evidence(number, where, stance, axis or "content", directness=directness, quote=words))
        return claim(1, utterances=said, evidence=brought)

    def links(self) -> Links:
        """Who takes from whom, and what else is known about the sources and claimants."""
        told = self._graph["sources"]
        takes = {
            self.sources[name].id: [(self.sources[each].id, "syndicates") for each in known["takes_from"]]
            for name, known in told.items()
            if "takes_from" in known
        }
        return Links(
            takes,
            {each.id: each for each in self.sources.values()},
            bylines={self.sources[name].id: known["byline"] for name, known in told.items() if "byline" in known},
            archived={self.sources[name].id: known["archived"] for name, known in told.items() if "archived" in known},
            same_as={self.person(name).id: url for name, url in self._graph.get("same_as", {}).items()},
        )

    def judged(self) -> dict[tuple[int, int], bool]:
        """The desk's word on pairs."""
        words = {"independent": True, "same": False}
        return {
            (self.sources[one].id, self.sources[other].id): words[word]
            for one, other, word in self._graph.get("judged", [])
        }

    def origins(self) -> Origins:
        """What the toolkit makes of the graph."""
        told = self._graph["sources"]
        texts = {self.sources[name].id: known["text"] for name, known in told.items() if "text" in known}
        flaws = {self.sources[name].id: known["flaw"] for name, known in told.items() if "flaw" in known}
        alike, holdings = likeness(texts, {}), CopiesOnFile(texts, flaws)
        return find_origins(self.claim(), self.links(), alike, self.judged(), holdings)


@pytest.mark.parametrize("graph", [pytest.param(each, id=f"{each['file']}: {each['title']}") for each in GRAPHS])
def test_an_assessor_would_count_the_same(graph: dict[str, Any]) -> None:
    found = Drawn(graph).origins()
    counted = {"said": found.said, "not_said": found.not_said, "so": found.so, "not_so": found.not_so}
    assert {name: side.count for name, side in counted.items() if side.count} == graph["counts"]
    given = [*(each.why for each in found.groups), *(each.unknown for each in found.groups)]
    given += [*(each.reason for each in found.discounted), *(each.said for each in found.twins)]
    assert [reason for reason in graph.get("reasons", []) if not any(reason in each for each in given)] == [], given


def test_a_paper_with_an_agencys_byline_is_not_first_hand() -> None:
    told = {"publisher": "The Harbour Courier", "byline": "Reuters"}
    wire = {"publisher": "Thomson Reuters", "byline": "Reuters staff"}
    pieces = [{"in": "paper", "primary": True}, {"in": "wire", "primary": True}]
    drawn = Drawn({"title": "", "sources": {"paper": told, "wire": wire}, "evidence": pieces})
    found = relays_as_origins(drawn.claim(), drawn.origins(), drawn.links())
    assert found == {1: "The byline of its source names Reuters."}


def test_there_are_forty_of_them_and_titles_are_told_once() -> None:
    titles = [each["title"] for each in GRAPHS]
    assert len(titles) >= 40
    assert len(set(titles)) == len(titles)
