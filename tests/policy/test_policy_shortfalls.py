"""What a ruling lacks: counted by independence, told with numbers, each with the command that supplies it."""

from typing import Any

import pytest
from msgspec.structs import replace

from claims.policy.provenance.origins import find_origins
from claims.policy.provenance.wording import keeping_copies
from claims.policy.rules.codes import Code
from claims.policy.rules.presets import preset
from claims.policy.rules.rulebook import Policy, Requirement, read_policy
from claims.policy.rules.shortfalls import ProposedRuling, Shortfall, shortfalls, waits_only
from claims.trails import Links
from claims.views import ClaimView
from claims.vocabulary import Status
from tests.support.sample_views import ENTERED, claim, claimant, evidence, links, source, utterance

AMBASSADOR, TASS, COURT, BBC = (
    claimant(id, name) for id, name in enumerate(["Ambassador", "TASS", "Court", "BBC"], start=1)
)
PAPERS = [source(id, claimant(100 + id, f"Paper {id}")) for id in range(11, 15)]
WIRE = source(4, TASS, title="TASS wire", kind="wire")
REGISTER = source(5, COURT, title="Register", kind="dataset")
FOUR_ON_ONE_WIRE = links(*((paper, WIRE) for paper in PAPERS))


def lacking(
    view: ClaimView,
    policy: Policy,
    status: str = "verified",
    taken: Links | None = None,
    archived: tuple[int, ...] = (),
    **fields: Any,
) -> list[Shortfall]:
    """What a ruling on a claim lacks."""
    given = {"axis": "content", "rationale": "Seen in the register of the court itself.", "ruled_by": "Ines"}
    ruling = ProposedRuling(**{**given, "status": status, "checked_on": "2026-11-20", **fields})
    return shortfalls(view, find_origins(view, taken or links()), ruling, policy, archived)


def asking(axis: str = "content", status: Status = Status.VERIFIED, **asked: Any) -> Policy:
    """A policy that asks for this and no more."""
    requirements = {status: Requirement(**asked)}
    if axis == "content":
        return Policy(name="test", content=requirements)
    return Policy(name="test", attribution=requirements)


def told(found: list[Shortfall]) -> list[tuple[str, str, str]]:
    """Codes, sentences and commands."""
    return [(str(each.code), each.missing, each.supply) for each in found]


def test_four_newspapers_on_one_wire_are_one_of_two_sources() -> None:
    view = claim(12, evidence=[evidence(paper.id, paper) for paper in PAPERS])
    assert told(lacking(view, asking(independent=2), taken=FOUR_ON_ONE_WIRE)) == [
        (
            "P102",
            "1 of 2 independent sources: TASS. All 4 come through TASS.",
            "claims evidence add 12 SOURCE --stance supports",
        )
    ]


def test_only_the_evidence_that_a_ruling_names_counts_for_it() -> None:
    view = claim(12, evidence=[evidence(1, REGISTER), evidence(2, PAPERS[0])])
    assert lacking(view, asking(independent=2), evidence=(1, 2)) == []
    assert [each.missing for each in lacking(view, asking(independent=2), evidence=(2,))] == [
        "1 of 2 independent sources: Paper 11."
    ]


def test_evidence_for_the_other_side_does_not_count() -> None:
    view = claim(12, evidence=[evidence(1, REGISTER, "refutes"), evidence(2, PAPERS[0], "context")])
    assert told(lacking(view, asking(independent=1), evidence=(1, 2))) == [
        ("P102", "0 of 1 independent source.", "claims evidence add 12 SOURCE --stance supports")
    ]


def test_why_a_source_does_not_count_is_told() -> None:
    said = [utterance(1, AMBASSADOR, PAPERS[0])]
    withdrawn = evidence(2, REGISTER, retired_at=ENTERED)
    view = claim(12, utterances=said, evidence=[evidence(1, PAPERS[0]), withdrawn])
    assert [each.missing for each in lacking(view, asking(independent=1), evidence=(1, 2))] == [
        "0 of 1 independent source. Evidence #1 doesn't count: it only relays the claimant: it comes from Paper 11, as"
        " utterance #1 does. Evidence #2 was withdrawn."
    ]


class TestPrimary:
    def test_a_copy_of_a_primary_source_adds_nothing(self) -> None:
        first_hand = [evidence(1, REGISTER, directness="primary"), evidence(2, PAPERS[0], directness="primary")]
        view = claim(12, evidence=first_hand)
        assert told(lacking(view, asking(primary=2), taken=links((PAPERS[0], REGISTER)))) == [
            (
                "P101",
                "1 of 2 primary sources: Court. Both come through Court.",
                "claims evidence add 12 SOURCE --stance supports --primary",
            )
        ]

    def test_a_relay_marked_primary_is_not_counted_where_it_is_known(self) -> None:
        view = claim(12, evidence=[evidence(1, PAPERS[0], directness="primary")])
        ruling = ProposedRuling(
            axis="content", status="verified", rationale="", ruled_by="Ines", checked_on="2026-11-20"
        )
        origins = find_origins(view, links())
        assert shortfalls(view, origins, ruling, asking(primary=1), ()) == []
        assert [each.code for each in shortfalls(view, origins, ruling, asking(primary=1), (), {1: ""})] == ["P101"]

    @pytest.mark.parametrize(
        ("kind", "publisher", "via", "enough"),
        [
            ("transcript", BBC, [], True),
            ("article", BBC, [], False),
            ("transcript", BBC, [TASS], False),
            ("article", AMBASSADOR, [], True),
        ],
    )
    def test_a_record_that_nobody_relayed_is_first_hand_for_its_having_been_said(
        self, kind: str, publisher: Any, via: list[Any], enough: bool
    ) -> None:
        view = claim(12, utterances=[utterance(1, AMBASSADOR, source(9, publisher, kind=kind), via)])
        found = lacking(view, asking("attribution", primary=1), axis="attribution")
        assert (found == []) is enough


class TestEither:
    POLICY = asking(primary=1, independent=3, either=True)

    def test_one_primary_source_will_do(self) -> None:
        assert lacking(claim(12, evidence=[evidence(1, REGISTER, directness="primary")]), self.POLICY) == []

    def test_so_will_three_independent_ones(self) -> None:
        assert lacking(claim(12, evidence=[evidence(each.id, each) for each in PAPERS[:3]]), self.POLICY) == []

    def test_two_are_told_what_would_do(self) -> None:
        view = claim(12, evidence=[evidence(each.id, each) for each in PAPERS[:2]])
        assert told(lacking(view, self.POLICY)) == [
            (
                "P102",
                "2 of 3 independent sources (or 0 of 1 primary): Paper 11 and Paper 12.",
                "claims evidence add 12 SOURCE --stance supports --primary",
            )
        ]


class TestSaid:
    def test_utterances_count_for_its_having_been_said(self) -> None:
        view = claim(12, utterances=[utterance(1, AMBASSADOR, PAPERS[0]), utterance(2, AMBASSADOR, PAPERS[1])])
        assert lacking(view, asking("attribution", independent=2), axis="attribution") == []
        assert [each.code for each in lacking(view, asking(independent=1))] == ["P102"]

    def test_what_is_missing_is_asked_for_on_that_axis(self) -> None:
        view = claim(12, utterances=[utterance(1, AMBASSADOR, PAPERS[0])])
        assert told(lacking(view, asking("attribution", independent=2), axis="attribution")) == [
            (
                "P102",
                "1 of 2 independent sources: Paper 11.",
                "claims evidence add 12 SOURCE --stance supports --attribution",
            )
        ]


def test_both_sides_are_counted_by_origin() -> None:
    view = claim(12, evidence=[evidence(1, REGISTER, "refutes"), evidence(2, PAPERS[0], "context")])
    policy = asking(status=Status.DISPUTED, both_sides=True)
    assert told(lacking(view, policy, "disputed")) == [
        (
            "P105",
            "Evidence only against it; a ruling of disputed takes both.",
            "claims evidence add 12 SOURCE --stance supports",
        )
    ]


def test_each_source_without_a_copy_is_named() -> None:
    view = claim(12, evidence=[evidence(1, REGISTER), evidence(2, PAPERS[0]), evidence(3, PAPERS[1])])
    assert told(lacking(view, asking(snapshot=True), archived=(5,), evidence=(1, 2, 3))) == [
        (
            "P103",
            "1 of 3 sources archived: no copy of source #11 and #12.",
            "claims archive 11 --from FILE; claims archive 12 --from FILE",
        )
    ]


def test_how_to_keep_a_copy_depends_on_what_is_known_of_the_source() -> None:
    pages = [replace(each, url=f"https://port.example/?a=1&b={each.id}") for each in PAPERS[:3]]
    told_of, titled = source(21, title="A leaflet"), source(22, title="Ferry talks")
    assert keeping_copies([*pages, told_of, titled], unrecorded=[13, 22]) == [
        "claims archive 11 12",
        "claims archive 21 --from FILE",
        "claims source add 'https://port.example/?a=1&b=13' --archive",
        "claims source add 'Ferry talks', then claims archive SOURCE --from FILE",
    ]


@pytest.mark.parametrize(
    ("recheck_on", "missing"),
    [
        (None, "No re-check date; one within 30 days is asked for, by 20 December 2026."),
        ("2026-12-21", "To be looked at again on 21 December 2026; within 30 days is by 20 December 2026."),
        ("2026-11-20", "To be looked at again on 20 November 2026, but checked on 20 November 2026."),
        ("2026-12-20", None),
        ("2026-11-21", None),
    ],
)
def test_a_recheck_date_lies_after_the_check_and_soon_enough(recheck_on: str | None, missing: str | None) -> None:
    found = lacking(claim(12), asking(recheck_days=30), recheck_on=recheck_on)
    assert [each.missing for each in found] == ([missing] if missing else [])


def test_the_calendar_ends_before_a_recheck_does() -> None:
    assert [each.code for each in lacking(claim(12), asking(recheck_days=36_500), checked_on="9999-12-31")] == ["P108"]


class TestApproval:
    def test_a_ruling_that_lacks_only_approval_can_wait_for_it(self) -> None:
        found = lacking(claim(12), asking(approvals=1))
        assert told(found) == [
            ("P106", "0 of 1 approvals: nobody but Ines has looked at it.", "claims approve 12 --as NAME")
        ]
        assert waits_only(found)
        assert not waits_only([])
        assert not waits_only(lacking(claim(12), asking(approvals=1, primary=1)))

    def test_nobody_approves_their_own_ruling(self) -> None:
        found = lacking(claim(12), asking(), approved_by="INES")
        assert [(each.code, each.missing) for each in found] == [
            (Code.SELF_APPROVAL, "Approved by INES, who ruled: it takes somebody else.")
        ]


def test_the_principle_behind_what_is_missing_is_cited() -> None:
    policy = read_policy(preset("ifcn"))
    found = lacking(claim(12, evidence=[evidence(1, REGISTER, directness="primary")]), policy, archived=(5,))
    assert [(str(each.code), (each.principle or "")[:17]) for each in found] == [
        ("P102", "IFCN, sources: ch"),
        ("P104", "IFCN, methodology"),
        ("P108", "IFCN, corrections"),
    ]


def test_reopening_a_claim_lacks_nothing_under_any_preset() -> None:
    for name in ("solo", "desk", "ifcn", "ksj"):
        for axis in ("content", "attribution"):
            assert lacking(claim(12), read_policy(preset(name)), "unverified", axis=axis, rationale="x") == []
