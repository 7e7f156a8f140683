"""What the reports say, before anything is rendered."""

import dataclasses
from datetime import date

import msgspec
import pytest

from claims.reports.builders import claim_report, claimant_report, source_report
from claims.reports.content import Report, SummaryReport
from claims.views import RulingView
from claims.vocabulary import Status
from tests.support import sample_views, talks


def test_every_status_is_counted_on_both_axes_in_the_vocabularys_order() -> None:
    totals = talks.article_report().totals
    assert totals.claims == 8
    assert list(totals.content.items()) == [
        ("unverified", 4),
        ("verified", 1),
        ("disputed", 1),
        ("refuted", 1),
        ("unverifiable", 1),
        ("withdrawn", 0),
    ]
    assert list(totals.attribution) == [str(status) for status in Status]
    assert totals.attribution["verified"] == 2


def test_a_source_report_sets_apart_what_it_prints_and_what_it_is_evidence_on() -> None:
    report = source_report(talks.dossier(talks.claims()), source=talks.viewed(talks.PULLED))
    assert [(part.key, part.claims) for part in report.parts] == [("printed", [4]), ("evidence", [4])]


def test_an_outlets_report_sets_apart_what_it_published_relayed_and_said() -> None:
    every = talks.dossier(talks.claims())
    agency = source_report(every, claimant=talks.person(talks.VESTA.id, talks.VESTA.name))
    paper = source_report(every, claimant=talks.person(talks.COURIER.id, talks.COURIER.name))
    assert [(part.key, part.claims) for part in agency.parts] == [("published", []), ("relayed", [2, 3]), ("said", [])]
    assert [(part.key, part.claims) for part in paper.parts] == [
        ("published", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("relayed", []),
        ("said", [8]),
    ]


def test_each_claim_is_there_once_with_its_independent_sources() -> None:
    one = talks.claims()[1]
    report = source_report(talks.dossier([one, one]), source=talks.viewed(talks.ARTICLE))
    assert [(claim.id, claim.independent_sources) for claim in report.claims] == [(2, 3)]
    assert report.claims[0].origins.supports == 1


def test_claims_that_contradict_or_have_evidence_both_ways_are_contested() -> None:
    assert [(each.claim, each.other) for each in talks.article_report().contested] == [(2, 6), (2, None), (6, 2)]


def test_a_relay_of_the_claimant_does_not_make_a_claim_contested() -> None:
    claim = talks.claims()[1]
    open_still = msgspec.structs.replace(claim.status, content="unverified")
    relay_against_readout = msgspec.structs.replace(claim, evidence=claim.evidence[1:], relations=[], status=open_still)
    assert claim_report(talks.dossier([relay_against_readout])).contested == []


def test_a_claim_that_the_desk_ruled_disputed_is_contested() -> None:
    claim = msgspec.structs.replace(talks.claims()[1], evidence=[], relations=[])
    assert [each.why for each in claim_report(talks.dossier([claim])).contested] == [
        "The desk ruled it disputed: credible evidence says that it is so and that it is not."
    ]


def test_reviews_of_another_mind_are_told_though_one_ruling_stands() -> None:
    first, again, ours = (
        sample_views.ruling(number, status) for number, status in ((1, "refuted"), (2, "verified"), (3, "refuted"))
    )
    theirs = [msgspec.structs.replace(each, review=each.id, ruled_by=f"Desk {each.id}") for each in (first, again)]
    reviews = {number: sample_views.source(number) for number in (1, 2)}

    def contested(*rulings: RulingView) -> list[str]:
        dossier = talks.dossier([sample_views.claim(1, rulings=rulings)])
        return [each.why for each in claim_report(dataclasses.replace(dossier, reviews=reviews)).contested]

    assert contested(*theirs, ours) == ["Rulings differ: refuted by Desk 1, verified by Desk 2 and refuted by Ines."]
    assert contested(theirs[0], ours) == []
    assert contested(msgspec.structs.replace(theirs[0], status="unverified"), ours) == []
    assert contested(sample_views.ruling(4, "verified"), ours) == []


def test_what_nobody_has_ruled_on_is_open_axis_by_axis() -> None:
    found = {each.claim: each.axes for each in talks.article_report().open}
    assert found[3] == ["content", "attribution"]
    assert found[4] == ["attribution"]
    assert 1 not in found


def test_utterances_evidence_and_rulings_that_rest_on_a_retracted_source_are_listed() -> None:
    found = talks.article_report().rests_on_retracted
    assert [(each.utterance, each.evidence, each.ruling, each.source) for each in found] == [
        (6, None, None, 6),
        (None, 4, None, 6),
        (None, None, 4, 6),
    ]


def test_a_reprint_of_a_retracted_source_rests_on_it_too() -> None:
    linked = sample_views.links((talks.ARTICLE, talks.DAILY_STORY), (talks.DAILY_STORY, talks.PULLED))
    report = claim_report(talks.dossier([talks.claims()[2]], linked))
    assert [each.why for each in report.rests_on_retracted] == [
        "Utterance #4 is printed in “Arland and Borovia discuss embassy staffing in harbour talks”, "
        "whose content comes from “Flights back by June”, retracted on 3 May 2026."
    ]


@pytest.mark.parametrize(
    ("today", "due"),
    [(date(2026, 9, 30), []), (date(2026, 10, 1), [4]), (date(2026, 11, 20), [4, 1]), (date(2026, 12, 31), [4, 1, 2])],
)
def test_a_ruling_is_due_from_the_day_it_named(today: date, due: list[int]) -> None:
    every = talks.claims()
    whole = talks.dossier(every)
    report = source_report(type(whole)(every, whole.origins, whole.links, today), source=talks.viewed(talks.ARTICLE))
    assert [each.claim for each in report.due] == due


def test_a_newer_ruling_takes_the_place_of_one_that_was_due() -> None:
    claim = talks.claims()[3]
    newer = sample_views.ruling(9, "refuted", because="The story was pulled.")
    again = msgspec.structs.replace(claim, rulings=[*claim.rulings, newer])
    report = claim_report(talks.dossier([again]))
    assert report.due == []
    assert [each.ruling for each in report.rests_on_retracted] == [None, None]


def test_a_claimant_report_says_through_whom_it_reached_us() -> None:
    through = talks.envoy_report().through
    assert [(each.name, each.totals.claims) for each in through] == [
        ("The Harbour Courier", 4),
        ("Daily Ledger", 2),
        ("VESTA news agency", 2),
        ("state media", 2),
    ]


def test_a_claim_that_was_taken_out_is_in_no_list_but_can_be_looked_at() -> None:
    gone = msgspec.structs.replace(talks.claims()[0], retired_at="2026-11-21T09:00:00Z")
    held = talks.dossier([gone])
    assert claimant_report(held, talks.person(1, "Viktor Petrov")).claims == []
    assert claim_report(held).claim.retired_at == "2026-11-21T09:00:00Z"


def test_the_summary_crosses_the_two_questions() -> None:
    report: SummaryReport = talks.ledger_report()
    assert report.totals == talks.article_report().totals
    assert report.cross["unverifiable"]["verified"] == 1
    assert sum(sum(row.values()) for row in report.cross.values()) == 8


@pytest.mark.parametrize(
    "make",
    [talks.article_report, talks.envoy_report, talks.one_claim_report, talks.ledger_report],
)
def test_every_key_of_a_report_is_described(make: object) -> None:
    assert callable(make)
    report: Report = make()
    schema = msgspec.json.schema(type(report))
    for name, definition in schema["$defs"].items():
        assert definition.get("description"), name
        for key, described in definition["properties"].items():
            assert key == "report" or "description" in described, f"{name}.{key}"
