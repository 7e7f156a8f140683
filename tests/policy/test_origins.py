"""Who is independent of whom: the rules that keep an echo from counting as a second voice."""

from dataclasses import dataclass, field

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.policy.provenance.origins import find_origins
from claims.trails import Links, Origins
from claims.views import ClaimView, SourceRef
from tests.support.sample_views import claim, claimant, evidence, links, source, utterance

DARCHIEV, STATE_MEDIA, TASS, AFP, REUTERS, BBC, HERALD, COURIER, STATE_DEPT = (
    claimant(id, name)
    for id, name in enumerate(
        ["Darchiev", "state media", "TASS", "AFP", "Reuters", "BBC", "Herald", "Courier", "State Department"], start=1
    )
)
BBC_STORY = source(1, BBC, published_on="2025-04-10")
HERALD_STORY = source(2, HERALD)
COURIER_STORY = source(3, COURIER)
TASS_WIRE = source(4, TASS, title="TASS wire", kind="wire")
AFP_WIRE = source(5, AFP, kind="wire")
REUTERS_WIRE = source(6, REUTERS, kind="wire")
STATEMENT = source(7, STATE_DEPT, kind="statement")
DATASET = source(8, claimant(9, "Register"), title="Register of diplomatic plates", kind="dataset")
NO_LINKS = links()


def test_four_papers_on_one_wire_are_one_source() -> None:
    papers = [source(id, claimant(100 + id, f"Paper {id}")) for id in range(11, 15)]
    story = claim(1, utterances=[utterance(paper.id, DARCHIEV, paper) for paper in papers])
    found = find_origins(story, links(*((paper, TASS_WIRE) for paper in papers)))
    assert (found.independent_sources, found.attribution) == (1, 1)
    assert found.groups[0].label == "TASS"
    assert found.groups[0].why == "All 4 come through TASS."
    assert found.groups[0].utterances == [11, 12, 13, 14]


def test_papers_that_name_the_same_agency_are_one_source_without_any_link() -> None:
    story = claim(
        1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [TASS]), utterance(2, DARCHIEV, HERALD_STORY, [TASS])]
    )
    found = find_origins(story, NO_LINKS)
    assert found.independent_sources == 1
    assert found.groups[0].members == ["utterance #1: BBC, 10 April 2025", "utterance #2: Herald"]
    assert found.groups[0].why == "Both come through TASS."


def test_a_longer_chain_through_the_same_agency_is_no_second_source() -> None:
    both = [utterance(1, DARCHIEV, BBC_STORY, [STATE_MEDIA, TASS]), utterance(2, DARCHIEV, HERALD_STORY, [TASS])]
    assert find_origins(claim(1, utterances=both), NO_LINKS).independent_sources == 1


def test_one_outlet_printing_two_agencies_is_two_sources() -> None:
    again = source(9, BBC)
    story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY), utterance(2, DARCHIEV, again)])
    found = find_origins(story, links((BBC_STORY, AFP_WIRE), (again, REUTERS_WIRE)))
    assert [group.label for group in found.groups] == ["AFP", "Reuters"]
    assert found.independent_sources == 2


def test_one_outlet_reporting_twice_by_itself_is_one_source() -> None:
    story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY), utterance(2, DARCHIEV, source(9, BBC))])
    found = find_origins(story, NO_LINKS)
    assert found.independent_sources == 1
    assert found.groups[0].why == "Both are published by BBC."


def test_a_roundup_of_two_wires_neither_adds_a_source_nor_makes_the_two_one() -> None:
    wires = [utterance(1, DARCHIEV, TASS_WIRE), utterance(2, DARCHIEV, REUTERS_WIRE)]
    roundup = links((BBC_STORY, TASS_WIRE), (BBC_STORY, REUTERS_WIRE))
    assert find_origins(claim(1, utterances=wires), roundup).independent_sources == 2
    found = find_origins(claim(1, utterances=[*wires, utterance(3, DARCHIEV, BBC_STORY)]), roundup)
    assert found.independent_sources == 2
    assert find_origins(claim(1, utterances=[utterance(3, DARCHIEV, BBC_STORY)]), roundup).independent_sources == 1


def test_a_reprint_of_a_paper_that_named_its_agency_comes_through_that_agency() -> None:
    story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [TASS]), utterance(2, DARCHIEV, HERALD_STORY)])
    assert find_origins(story, links((HERALD_STORY, BBC_STORY))).independent_sources == 1


def test_a_copy_of_a_copy_leads_to_the_first() -> None:
    story = claim(1, utterances=[utterance(1, DARCHIEV, COURIER_STORY), utterance(2, DARCHIEV, TASS_WIRE)])
    found = find_origins(story, links((COURIER_STORY, HERALD_STORY), (HERALD_STORY, TASS_WIRE)))
    assert [group.label for group in found.groups] == ["TASS"]


def test_sources_that_take_from_one_another_are_one_and_are_named() -> None:
    story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY), utterance(2, DARCHIEV, HERALD_STORY)])
    circle = links((BBC_STORY, HERALD_STORY), (HERALD_STORY, COURIER_STORY), (COURIER_STORY, BBC_STORY))
    found = find_origins(story, circle)
    assert (found.independent_sources, found.cycles) == (1, [[1, 2, 3]])
    assert found.groups[0].why == "Both lead to BBC, by way of sources that take from one another."


def test_a_source_recorded_as_its_own_origin_still_counts_once() -> None:
    found = find_origins(claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY)]), links((BBC_STORY, BBC_STORY)))
    assert (found.independent_sources, found.cycles) == (1, [[1]])


def test_an_utterance_from_nowhere_counts_for_nothing() -> None:
    found = find_origins(claim(1, utterances=[utterance(1, DARCHIEV)]), NO_LINKS)
    assert found.independent_sources == 0
    assert [(each.utterance, each.reason) for each in found.discounted] == [
        (1, "It names no source and nobody who passed it on.")
    ]


def test_an_utterance_known_only_by_its_chain_comes_from_those_who_passed_it_on() -> None:
    found = find_origins(claim(1, utterances=[utterance(1, DARCHIEV, via=[TASS])]), NO_LINKS)
    assert [group.label for group in found.groups] == ["TASS"]


def test_what_was_taken_out_is_not_counted() -> None:
    gone = utterance(1, DARCHIEV, BBC_STORY, retired_at="2026-11-20T09:00:00Z")
    withdrawn = evidence(1, DATASET, retired_at="2026-11-20T09:00:00Z")
    assert find_origins(claim(1, utterances=[gone], evidence=[withdrawn]), NO_LINKS).groups == []


class TestRetracted:
    def test_a_retracted_source_counts_for_nothing(self) -> None:
        pulled = source(9, BBC, retracted_on="2025-05-03")
        found = find_origins(claim(1, utterances=[utterance(1, DARCHIEV, pulled)]), NO_LINKS)
        assert found.independent_sources == 0
        assert found.discounted[0].reason == "Its source was retracted on 3 May 2025."

    def test_nor_does_a_reprint_of_it(self) -> None:
        pulled = source(9, TASS, title="Wire 9", retracted_on="2025-05-03")
        story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [TASS])])
        found = find_origins(story, links((BBC_STORY, HERALD_STORY), (HERALD_STORY, pulled)))
        assert found.independent_sources == 0
        assert found.discounted[0].reason == "It takes its content from Wire 9, retracted on 3 May 2025."

    def test_what_also_comes_from_elsewhere_still_counts(self) -> None:
        pulled = source(9, TASS, retracted_on="2025-05-03")
        story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY)])
        found = find_origins(story, links((BBC_STORY, pulled), (BBC_STORY, REUTERS_WIRE)))
        assert [group.label for group in found.groups] == ["Reuters"]


class TestContent:
    @pytest.mark.parametrize("stance", ["supports", "qualifies", "context"])
    def test_a_report_that_only_relays_the_claimant_counts_for_nothing(self, stance: str) -> None:
        relayed = evidence(1, BBC_STORY, stance)
        found = find_origins(claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY)], evidence=[relayed]), NO_LINKS)
        assert (found.supports, found.attribution, found.independent_sources) == (0, 1, 1)
        assert found.discounted[0].reason == ("It only relays the claimant: it comes from BBC, as utterance #1 does.")

    def test_nor_does_another_paper_on_the_same_wire(self) -> None:
        story = claim(
            1,
            utterances=[utterance(1, DARCHIEV, BBC_STORY)],
            evidence=[evidence(1, HERALD_STORY), evidence(2, TASS_WIRE)],
        )
        assert find_origins(story, links((BBC_STORY, TASS_WIRE), (HERALD_STORY, TASS_WIRE))).supports == 0

    def test_nor_does_the_agency_that_the_chain_names(self) -> None:
        story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [TASS])], evidence=[evidence(1, TASS_WIRE)])
        assert find_origins(story, NO_LINKS).supports == 0

    def test_the_same_report_supports_that_it_was_said(self) -> None:
        story = claim(
            1,
            utterances=[utterance(1, DARCHIEV, BBC_STORY)],
            evidence=[evidence(1, BBC_STORY, axis="attribution"), evidence(2, REUTERS_WIRE, axis="attribution")],
        )
        found = find_origins(story, NO_LINKS)
        assert (found.attribution, found.supports, found.independent_sources) == (2, 0, 2)

    def test_own_words_are_no_evidence_of_their_truth(self) -> None:
        story = claim(1, utterances=[utterance(1, STATE_DEPT, BBC_STORY)], evidence=[evidence(1, HERALD_STORY)])
        found = find_origins(story, links((HERALD_STORY, STATEMENT)))
        assert found.supports == 0
        assert found.discounted[0].reason == "It is the word of State Department, who makes the claim."

    def test_an_outlet_that_carried_the_claim_can_still_look_into_it(self) -> None:
        looked_into = source(9, BBC, title="We counted the plates")
        story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY)], evidence=[evidence(1, looked_into)])
        found = find_origins(story, NO_LINKS)
        assert (found.supports, found.independent_sources) == (1, 1)

    def test_first_hand_evidence_from_another_publisher_counts_even_if_it_fed_the_report(self) -> None:
        first_hand = evidence(1, REUTERS_WIRE, directness="primary")
        story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY)], evidence=[first_hand])
        assert find_origins(story, links((BBC_STORY, REUTERS_WIRE))).supports == 1

    def test_a_rebuttal_in_the_same_report_is_no_relay(self) -> None:
        story = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY)], evidence=[evidence(1, BBC_STORY, "refutes")])
        found = find_origins(story, NO_LINKS)
        assert (found.supports, found.refutes, found.independent_sources) == (0, 1, 1)

    def test_each_side_is_counted_by_itself(self) -> None:
        brought = [evidence(1, DATASET), evidence(2, REUTERS_WIRE), evidence(3, AFP_WIRE, "refutes")]
        found = find_origins(claim(1, evidence=brought), NO_LINKS)
        assert (found.supports, found.refutes, found.attribution, found.independent_sources) == (2, 1, 0, 3)

    def test_context_is_shown_but_is_no_source(self) -> None:
        brought = [evidence(1, DATASET, "context"), evidence(2, REUTERS_WIRE, "qualifies")]
        found = find_origins(claim(1, evidence=brought), NO_LINKS)
        assert (found.supports, found.independent_sources) == (0, 1)
        assert [(group.label, group.counts) for group in found.groups] == [
            ("Register", False),
            ("Reuters", True),
        ]


@dataclass
class Desk:
    """A claim and its links, still to be put together."""

    sources: list[SourceRef]
    taken: list[tuple[SourceRef, SourceRef]]
    items: list[tuple[str, int, list[int]]]
    extra: list[tuple[str, int, list[int]]] = field(default_factory=list)

    def found(self, *, backwards: bool = False) -> Origins:
        """The origins of the claim as entered, or entered in reverse."""
        items = [*enumerate([*self.items, *self.extra], start=1)]
        said = [
            utterance(id, DARCHIEV, self.sources[where], [claimant(50 + name, f"relay {name}") for name in through])
            for id, (what, where, through) in items
            if what == "said"
        ]
        brought = [
            evidence(id, self.sources[where], what.split()[1], what.split()[0])
            for id, (what, where, _) in items
            if what != "said"
        ]
        taken = self.taken[::-1] if backwards else self.taken
        view = claim(1, utterances=said[::-1] if backwards else said, evidence=brought[::-1] if backwards else brought)
        return find_origins(view, links(*taken, sources=self.sources))


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """Up to eight sources of four publishers with any links, circles too, and up to six utterances and evidence."""
    size = draw(st.integers(1, 8))
    sources = [
        source(
            id,
            draw(st.sampled_from([None, BBC, HERALD, TASS])),
            retracted_on=draw(st.sampled_from([None, None, None, "2025-05-03"])),
        )
        for id in range(size)
    ]
    number = st.integers(0, size - 1)
    pairs = draw(st.lists(st.tuples(number, number), max_size=10, unique=True))
    what = st.sampled_from(
        ["said", "content supports", "content refutes", "content context", "attribution supports", "content qualifies"]
    )
    relays = st.lists(st.integers(1, 3), max_size=2, unique=True)
    items = draw(st.lists(st.tuples(what, number, relays), max_size=6))
    return Desk(sources, [(sources[a], sources[b]) for a, b in pairs], items)


def counts(found: Origins) -> tuple[int, int, int, int]:
    """The four counts."""
    return found.independent_sources, found.attribution, found.supports, found.refutes


@given(desks())
def test_no_count_exceeds_what_was_entered(desk: Desk) -> None:
    found = desk.found()
    assert all(count <= len(desk.items) - len(found.discounted) for count in counts(found))
    listed = [id for group in found.groups for id in [*group.utterances, *group.evidence]]
    left_out = [id for each in found.discounted for id in (each.utterance, each.evidence) if id is not None]
    assert sorted([*listed, *left_out]) == list(range(1, len(desk.items) + 1))
    assert sum(group.counts and group.placed for group in found.groups) <= found.independent_sources


@given(desks())
def test_the_order_of_entry_changes_nothing(desk: Desk) -> None:
    assert desk.found() == desk.found(backwards=True)


@given(desks(), st.data())
def test_a_reprint_never_raises_a_count(desk: Desk, draw: st.DataObject) -> None:
    before = desk.found()
    if not desk.items:
        return
    what, where, _ = draw.draw(st.sampled_from(desk.items))
    original = desk.sources[where]
    reprint = source(len(desk.sources), draw.draw(st.sampled_from([None, COURIER, BBC])))
    desk.sources.append(reprint)
    desk.taken.append((reprint, original))
    relays = draw.draw(st.lists(st.integers(1, 3), max_size=1)) if what == "said" else []
    desk.extra.append((what, reprint.id, relays))
    after = desk.found()
    assert all(new <= old for new, old in zip(counts(after), counts(before), strict=True)), (before, after)


def test_origins_read_back_from_json() -> None:
    story: ClaimView = claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [TASS]), utterance(2, DARCHIEV)])
    found = find_origins(story, Links({}, {}))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Origins) == found
