"""Reprints: one report under two names is found, two reports of one event are not, and the desk has the last word."""

from hypothesis import given
from hypothesis import strategies as st

from claims.policy.provenance.origins import find_origins
from claims.policy.provenance.reprints import CONTAINED, likeness, same_text
from claims.trails import Origins
from claims.views import ClaimView, SourceRef
from tests.support.sample_views import claim, claimant, evidence, links, source, utterance

WIRE = """\
PORT SELM, 16 May (Meridian Wire) - Orvania and Brennia agreed on Thursday to reopen the night ferry between Port Selm
and Brenholt before the first of July, the deputy transport minister of Orvania said after a second round of talks.

"We have settled what could be settled, and the rest is a matter of weeks," Ilse Marwick told state television on the
quay. The ferry last sailed in November, when Brennia held eleven Orvanian trawlers that its coast guard said had
fished inside the closed zone.

Brennia gave no date. Its foreign ministry said in a statement that the two sides had discussed technical questions and
that the trawlers remained a matter for the Fisheries Court of the Strait, which is to hear the case in the autumn.

The dockers' union of Port Selm, which lost a third of its members over the winter, welcomed the talks but called the
announcement early. A draft of the summer timetable that the port published this month lists no night sailing."""

REPRINT = """\
Night ferry could sail by July

From our correspondent

Orvania and Brennia agreed on Thursday to reopen the night ferry between Port Selm and Brenholt before the first of
July, the deputy transport minister of Orvania said after a second round of talks.

“We have settled what could be settled, and the rest is a matter of weeks,” Ilse Marwick told state television on the
quay. The ferry last sailed in November, when Brennia held eleven Orvanian trawlers that its coast guard said had
fished inside the closed zone.

Brennia gave no date. Its foreign ministry said in a statement that the two sides had discussed technical questions and
that the trawlers remained a matter for the Fisheries Court of the Strait, which is to hear the case in the autumn.

Readers of this newspaper will remember the long queues of last summer. Write to us about yours."""

COPY_EDITED = """\
Ferry talks end with a promise

Orvania and Brennia agreed Thursday to reopen the night ferry between Port Selm and Brenholt before July, the deputy
transport minister of Orvania said after a second round of talks.

"We have settled what could be settled, and the rest is a matter of weeks," Ilse Marwick told state television on the
quay. The ferry last sailed in November, when Brennia held eleven Orvanian trawlers that its coast guard said had
fished inside the closed zone.

Brennia gave no date. Its foreign ministry said that the two sides had discussed technical questions and that the
trawlers remained a matter for the Fisheries Court of the Strait, which hears the case in the autumn.

The dockers' union of Port Selm, which lost a third of its members over the winter, welcomed the talks but called the
announcement early."""

OTHER_HAND = """\
Ferry talks in our town: what was said

By our own reporter. For two hours on Thursday the delegations sat in the old customs house, and then the Orvanian
deputy transport minister, Ilse Marwick, stepped out onto the quay. "We have settled what could be settled, and the rest
is a matter of weeks," she said. Asked for a date, she named the end of June.

The Brennian side left without a word to the press. An hour later the foreign ministry in Brenholt published a statement
of four lines: technical questions had been discussed, and the eleven trawlers that the coast guard has held since
November were for the court to decide about. The court sits in autumn.

On the docks nobody was hanging out flags. "I have heard July before," said Bram Okker of the union, whose members have
been laid off one by one since the boat stopped sailing. The port's new timetable, still a draft, shows day crossings
only."""

LONG_REPORT = "\n\n".join(
    f"Chapter {number}. The strait has been crossed by boat number {number} since {1900 + number}, when harbour master"
    f" {number} of the town signed the paper {number} that opened the line to carts, mail, cattle and people alike."
    for number in range(1, 40)
)


def test_a_reprint_with_another_headline_byline_and_end_is_found() -> None:
    ((one, other, share),) = same_text({7: REPRINT, 3: WIRE})
    assert (one, other) == (3, 7)
    assert share > 0.7


def test_one_that_was_lightly_edited_is_found() -> None:
    ((_, _, share),) = same_text({1: WIRE, 2: COPY_EDITED})
    assert share > CONTAINED + 0.04


def test_two_reports_of_one_event_are_not() -> None:
    assert [pair[:2] for pair in same_text({1: WIRE, 2: OTHER_HAND, 3: REPRINT})] == [(1, 3)]


def test_a_cut_reprint_is_found() -> None:
    assert [pair[:2] for pair in same_text({1: WIRE, 2: WIRE[: len(WIRE) // 2]})] == [(1, 2)]


def test_a_wire_within_a_longer_page_is_that_wire() -> None:
    assert [pair[:2] for pair in same_text({1: REPRINT, 2: LONG_REPORT + REPRINT})] == [(1, 2)]


def test_texts_that_are_equal_once_folded_are_one_however_short() -> None:
    found = likeness({1: "The pier is \u201csafe\u201d.", 2: "the PIER is  'safe'", 3: "The pier is unsafe."}, {})
    assert (found.alike(1, 2), found.alike(1, 3)) == (True, False)


def test_copies_that_are_equal_to_the_byte_are_one_though_no_text_could_be_read() -> None:
    found = likeness({1: None, 2: None, 3: None}, {1: "aa", 2: "aa", 3: "bb"})
    assert (found.alike(1, 2), found.alike(1, 3)) == (True, False)


def test_two_empty_texts_are_no_text_in_common() -> None:
    assert not likeness({1: "", 2: " "}, {}).alike(1, 2)


def test_sources_with_the_same_text_are_tied_also_where_the_first_of_them_is_elsewhere() -> None:
    found = likeness({1: "A note.", 2: "A note.", 3: "A note."}, {})
    assert list(found.equal_among([2, 3]).values()) == [[2, 3]]


def test_short_texts_are_never_called_the_same() -> None:
    short = " ".join(WIRE.split()[:39])
    assert same_text({1: short, 2: short}) == []
    long_enough = " ".join(WIRE.split()[:46])
    assert same_text({1: long_enough, 2: long_enough}) == [(1, 2, 1.0)]


def test_other_quotation_marks_dashes_and_line_breaks_make_no_other_text() -> None:
    reset = WIRE.replace('"', "”").replace("'", "\u2019").replace("-", "—").replace("\n", " ")
    assert same_text({1: WIRE, 2: reset}) == [(1, 2, 1.0)]


TEXTS = st.lists(st.lists(st.sampled_from("a b c d".split()), min_size=38, max_size=60).map(" ".join), max_size=6)


@given(TEXTS)
def test_the_shortcut_finds_what_comparing_every_pair_finds(texts: list[str]) -> None:
    numbered = dict(enumerate(texts))
    pairs = [
        found
        for one in numbered
        for other in numbered
        if one < other
        for found in same_text({one: numbered[one], other: numbered[other]})
    ]
    assert same_text(numbered) == sorted(pairs)


# --- What it means for independence ----------------------------------------------------------------------------------

SPEAKER, MERIDIAN, LANTERN, GAZETTE, POST = (
    claimant(id, name) for id, name in enumerate(["Speaker", "Meridian", "Lantern", "Gazette", "Post"], start=1)
)
FIRST = source(1, LANTERN, title="Lantern story", published_on="2024-05-16")
SECOND = source(2, GAZETTE, title="Gazette story", published_on="2024-05-17")
THIRD = source(3, POST, title="Post story", published_on="2024-05-18")
AGENCY = source(4, MERIDIAN, title="Meridian wire", kind="wire")
NO_LINKS = links()


def on(*sources: SourceRef) -> ClaimView:
    """A claim with this evidence, numbered as its sources."""
    return claim(1, evidence=[evidence(each.id, each) for each in sources])


def found(view: ClaimView) -> Origins:
    """Its origins when the first two sources were found to have nearly the same text."""
    return find_origins(view, NO_LINKS, [(2, 1)])


def test_two_papers_with_one_text_are_one_source_and_shown_as_found() -> None:
    origins = found(on(FIRST, SECOND, THIRD))
    assert origins.supports == 2
    assert [(each.label, each.why) for each in origins.groups] == [
        ("Lantern", "Both come through Lantern (found: nearly the same text)."),
        ("Post", ""),
    ]


def test_the_outlets_stay_independent_in_what_else_they_print() -> None:
    other = source(9, GAZETTE, title="Another Gazette story")
    assert found(on(FIRST, SECOND, other)).supports == 2


def test_a_reprint_of_a_linked_copy_comes_through_its_agency() -> None:
    origins = find_origins(on(FIRST, SECOND), links((SECOND, AGENCY)), [(1, 2)])
    assert [(each.label, each.why) for each in origins.groups] == [
        ("Meridian", "Both come through Meridian (found: nearly the same text).")
    ]


def test_a_reprint_of_what_carries_the_claim_is_an_echo_too() -> None:
    view = claim(1, utterances=[utterance(1, SPEAKER, FIRST)], evidence=[evidence(2, SECOND)])
    origins = found(view)
    assert origins.supports == 0
    assert [each.reason for each in origins.discounted] == [
        "It only relays the claimant: it comes from Lantern, as utterance #1 does (found: nearly the same text)."
    ]


def test_a_reprint_of_a_retracted_report_counts_no_more_than_that() -> None:
    pulled = source(1, LANTERN, title="Lantern story", published_on="2024-05-16", retracted_on="2024-06-01")
    origins = found(on(pulled, SECOND))
    assert origins.supports == 0
    assert [each.reason for each in origins.discounted] == [
        "Its source was retracted on 1 June 2024.",
        "It takes its content from Lantern story, retracted on 1 June 2024 (found: nearly the same text).",
    ]


def test_the_desk_can_judge_two_found_alike_to_be_independent() -> None:
    origins = find_origins(on(FIRST, SECOND), NO_LINKS, [(1, 2)], {(2, 1): True})
    assert origins.supports == 2
    assert [each.why for each in origins.groups] == [
        "Nearly the same text as Gazette story, but judged independent by the desk.",
        "Nearly the same text as Lantern story, but judged independent by the desk.",
    ]


def test_the_desk_can_judge_two_to_be_the_same_that_nobody_found() -> None:
    origins = find_origins(on(FIRST, SECOND), NO_LINKS, judged={(1, 2): False})
    assert [(each.label, each.why) for each in origins.groups] == [
        ("Lantern", "Both come through Lantern (judged the same by the desk).")
    ]


def test_a_pair_that_is_linked_already_is_shown_as_entered() -> None:
    origins = find_origins(on(FIRST, SECOND), links((FIRST, SECOND)), [(1, 2)])
    assert [each.why for each in origins.groups] == ["Both come through Gazette."]


PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=6)


@given(PAIRS, PAIRS)
def test_reprints_never_raise_a_count_nor_make_a_circle(
    linked: list[tuple[int, int]], alike: list[tuple[int, int]]
) -> None:
    papers = {id: source(id, claimant(id, f"Paper {id}")) for id in range(1, 6)}
    view, taken = on(*papers.values()), links(*((papers[one], papers[other]) for one, other in linked))
    before, after = find_origins(view, taken), find_origins(view, taken, alike)
    assert after.supports <= before.supports
    assert after.cycles == before.cycles
    assert find_origins(view, taken, alike, dict.fromkeys(alike, True)).supports == before.supports
    assert find_origins(view, taken, alike[::-1]) == after
