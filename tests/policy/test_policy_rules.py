"""Lint's rules on rulings: a ledger with one planted defect that this rule and no other names, and its sound twin."""

from collections.abc import Callable

import pytest

from claims.policy.lint.run import RULES
from claims.policy.rules.codes import Code
from claims.views import EvidenceView
from tests.support.linted_ledgers import (
    BBC_AGAIN,
    BBC_STORY,
    DARCHIEV,
    DATA,
    HERALD_STORY,
    PULLED,
    REGISTER,
    REPORT,
    REUTERS,
    REUTERS_STORY,
    SAID,
    STATEMENT,
    TWO_SOURCES,
    VIA_TASS,
    WIRE,
    Desk,
    asking,
    on,
    orphan,
    ruled,
    with_ratings,
)
from tests.support.sample_views import ENTERED, claimant, evidence, links, source, utterance

SAID_TOO = utterance(2, DARCHIEV, BBC_STORY)
AGAINST = [evidence(3, BBC_STORY, "refutes"), evidence(4, HERALD_STORY, "refutes")]
LATER, ABOUT_THEN = source(9, REUTERS, published_on="2027"), source(9, REUTERS, published_on="2027~")


def published(*outlets: tuple[str, str]) -> list[EvidenceView]:
    """Evidence from outlets by name, each on a site."""
    return [
        evidence(place, source(20 + place, claimant(40 + place, name), url=f"https://{site}/{place}"))
        for place, (name, site) in enumerate(outlets, start=1)
    ]


Seed = tuple[Code, str, Callable[[], Desk], Callable[[], Desk]]
SEEDS: list[Seed] = [
    (
        Code.PRIMARY,
        "verification #1",
        lambda: Desk([on([REPORT], ruled("verified", 2))], asking(primary=1)),
        lambda: Desk([on([DATA, REPORT], ruled("verified", 1, 2))], asking(primary=1)),
    ),
    (
        Code.INDEPENDENT,
        "verification #1",
        lambda: Desk(
            [on([evidence(id, each) for id, each in enumerate([WIRE, BBC_STORY, HERALD_STORY])], ruled("verified"))],
            TWO_SOURCES,
            links((BBC_STORY, WIRE), (HERALD_STORY, WIRE)),
        ),
        lambda: Desk(
            [on([evidence(id, each) for id, each in enumerate([WIRE, BBC_STORY, HERALD_STORY])], ruled("verified"))],
            TWO_SOURCES,
            links((BBC_STORY, WIRE)),
        ),
    ),
    (
        Code.SNAPSHOT,
        "verification #1",
        lambda: Desk([on([DATA, REPORT], ruled("verified", 1, 2))], asking(snapshot=True), texts={4: None}),
        lambda: Desk([on([DATA, REPORT], ruled("verified", 1))], asking(snapshot=True), texts={4: None}),
    ),
    (
        Code.RATIONALE,
        "verification #1",
        lambda: Desk([on([DATA], ruled("verified", 1, rationale="Seen."))], asking(rationale=6)),
        lambda: Desk([on([DATA], ruled("verified", 1, rationale="Looked."))], asking(rationale=7)),
    ),
    (
        Code.BOTH_SIDES,
        "verification #1",
        lambda: Desk([on([DATA, REPORT], ruled("disputed"))], asking(both_sides=True)),
        lambda: Desk([on([DATA, evidence(2, REUTERS_STORY, "refutes")], ruled("disputed"))], asking(both_sides=True)),
    ),
    (
        Code.APPROVAL,
        "verification #1",
        lambda: Desk([on([DATA], ruled("verified", 1))], asking(approvals=1)),
        lambda: Desk([on([DATA], ruled("verified", 1, approved_by="Otto"))], asking(approvals=1)),
    ),
    (
        Code.APPROVAL,
        "verification #2",
        lambda: Desk([on([DATA], ruled("refuted"), ruled("verified", 1, id=2, pending=True))]),
        lambda: Desk(
            [on([DATA], ruled("verified", 1, pending=True), ruled("verified", 1, id=2, approved_by="Otto"))],
            asking(approvals=1),
        ),
    ),
    (
        Code.SELF_APPROVAL,
        "verification #1",
        lambda: Desk([on([DATA], ruled("verified", 1, approved_by=" ines "))], asking(approvals=1)),
        lambda: Desk([on([DATA], ruled("verified", 1, approved_by="Inés"))], asking(approvals=1)),
    ),
    (
        Code.RECHECK,
        "verification #1",
        lambda: Desk([on([DATA], ruled("verified", 1))], asking(recheck_days=30)),
        lambda: Desk([on([DATA], ruled("verified", 1, recheck_on="2026-12-20"))], asking(recheck_days=30)),
    ),
    (
        Code.RECHECK,
        "verification #1",
        lambda: Desk([on([DATA], ruled("verified", 1, recheck_on="2026-12-02"))]),
        lambda: Desk([on([DATA], ruled("verified", 1, recheck_on="2026-12-03"))]),
    ),
    (
        Code.OVERRIDE,
        "verification #1",
        lambda: Desk([on([REPORT], ruled("verified", 2, override="No register kept"))], asking(primary=1)),
        lambda: Desk([on([DATA], ruled("verified", 1, override="No register kept"))], asking(primary=1)),
    ),
    (
        Code.RULED_BEFORE_EVIDENCE,
        "verification #1",
        lambda: Desk([on([DATA], ruled("verified", 1, checked_on="2025-03-31"))]),
        lambda: Desk([on([DATA], ruled("verified", 1, checked_on="2025-04-01"))]),
    ),
    (
        Code.RETRACTED_SOURCE,
        "verification #1",
        lambda: Desk([on([DATA, evidence(2, PULLED)], ruled("verified", 1, 2))], TWO_SOURCES),
        lambda: Desk([on([DATA, evidence(2, PULLED), evidence(3, WIRE)], ruled("verified", 1, 3))], TWO_SOURCES),
    ),
    (
        Code.RETRACTED_SOURCE,
        "verification #1",
        lambda: Desk([on([evidence(1, BBC_STORY)], ruled("verified"))], links=links((BBC_STORY, PULLED))),
        lambda: Desk(
            [on([evidence(1, BBC_STORY)], ruled("verified", checked_on="2026-12-02"))],
            links=links((BBC_STORY, PULLED)),
        ),
    ),
    (
        Code.RETRACTED_SOURCE,
        "verification #1",
        lambda: Desk([on([], ruled("verified", axis="attribution"), said=[utterance(1, DARCHIEV, PULLED)])]),
        lambda: Desk([on([], ruled("verified", axis="attribution"), said=[utterance(1, DARCHIEV, PULLED), SAID_TOO])]),
    ),
    (
        Code.WITHDRAWN_EVIDENCE,
        "verification #1",
        lambda: Desk([on([DATA, evidence(2, WIRE, retired_at=ENTERED)], ruled("verified", 1, 2))], TWO_SOURCES),
        lambda: Desk([on([DATA, REPORT, evidence(3, WIRE, retired_at=ENTERED)], ruled("verified"))], TWO_SOURCES),
    ),
    (
        Code.OWN_WORD,
        "evidence #2",
        lambda: Desk([on([DATA, evidence(2, BBC_STORY)], ruled("verified", 1, 2), said=[SAID])], TWO_SOURCES),
        lambda: Desk([on([DATA, REPORT, evidence(3, BBC_STORY)], ruled("verified", 1, 2), said=[SAID])], TWO_SOURCES),
    ),
    (
        Code.OWN_WORD,
        "evidence #1",
        lambda: Desk([on([evidence(1, STATEMENT, "refutes")], ruled("refuted", 1), said=[SAID])]),
        lambda: Desk([on([evidence(1, REUTERS_STORY, "refutes")], ruled("refuted", 1), said=[SAID])]),
    ),
    (
        Code.OWN_WORD,
        "evidence #1",
        lambda: Desk([on([evidence(1, STATEMENT, directness="primary")], ruled("verified", 1), said=[SAID])]),
        lambda: Desk(
            [
                on(
                    [evidence(1, STATEMENT, axis="attribution", directness="primary")],
                    ruled("verified", 1, axis="attribution"),
                    said=[SAID],
                )
            ]
        ),
    ),
    (
        Code.WEAKER_EVIDENCE,
        "verification #2",
        lambda: Desk(
            [
                on(
                    [DATA, REPORT, evidence(3, BBC_STORY, "refutes")],
                    ruled("verified", 1, 2),
                    ruled("refuted", 3, id=2),
                )
            ]
        ),
        lambda: Desk(
            [
                on(
                    [REPORT, evidence(3, BBC_STORY), evidence(4, REGISTER, "refutes", directness="primary")],
                    ruled("verified", 2, 3),
                    ruled("refuted", 4, id=2),
                )
            ]
        ),
    ),
    (
        Code.RELAY_AS_ORIGIN,
        "evidence #1",
        lambda: Desk(
            [on([evidence(1, BBC_STORY, directness="primary")], ruled("verified", 1))],
            asking(primary=1),
            links((BBC_STORY, WIRE)),
        ),
        lambda: Desk(
            [on([evidence(1, WIRE, directness="primary")], ruled("verified", 1))],
            asking(primary=1),
            links((BBC_STORY, WIRE)),
        ),
    ),
    (
        Code.RELAY_AS_ORIGIN,
        "evidence #1",
        lambda: Desk([on([evidence(1, WIRE, directness="primary")], ruled("verified", 1), said=[VIA_TASS])]),
        lambda: Desk([on([evidence(1, WIRE, directness="primary")], ruled("verified", 1), said=[SAID])]),
    ),
    (
        Code.RATING,
        "verification #1",
        lambda: Desk([on([DATA], ruled("verified", 1, rating="Pants on Fire!"))]),
        lambda: Desk([on([DATA], ruled("verified", 1, rating="Mostly true"))]),
    ),
    (
        Code.RATING,
        "verification #1",
        lambda: Desk([on([DATA], ruled("verified", 1, rating="Half true"))], with_ratings("half  TRUE")),
        lambda: Desk([on([DATA], ruled("disputed", 1, rating="Half true"))], with_ratings("half  TRUE")),
    ),
    (
        Code.SNAPSHOT,
        "verification #1",
        lambda: orphan({}, []),
        lambda: orphan({5: None}, [1], state="anchored"),
    ),
    (
        Code.RULED_BEFORE_EVIDENCE,
        "verification #1",
        lambda: Desk([on([evidence(1, LATER)], ruled("verified", 1))]),
        lambda: Desk([on([evidence(1, ABOUT_THEN)], ruled("verified", 1))]),
    ),
    (
        Code.WEAKER_EVIDENCE,
        "verification #2",
        lambda: Desk([on([DATA, *AGAINST], ruled("verified", 1), ruled("refuted", 3, 4, id=2))]),
        lambda: Desk([on([REPORT, *AGAINST], ruled("verified", 2), ruled("refuted", 3, 4, id=2))]),
    ),
    (
        Code.RELAY_AS_ORIGIN,
        "evidence #1",
        lambda: Desk([on([evidence(1, BBC_STORY, directness="primary")], ruled("verified", 1), said=[SAID])]),
        lambda: Desk([on([evidence(1, BBC_AGAIN, directness="primary")], ruled("verified", 1), said=[SAID])]),
    ),
    (
        Code.SHARED_HOST,
        "verification #1",
        lambda: Desk([on(published(("Harbour Post", "post.example"), ("Courier", "post.example")), ruled("verified"))]),
        lambda: Desk(
            [on(published(("Harbour Post", "post.example"), ("Courier", "courier.example")), ruled("verified"))]
        ),
    ),
    (
        Code.TWIN_NAMES,
        "verification #1",
        lambda: Desk(
            [on(published(("Harbour Post", "a.example"), ("The Harbor Post", "b.example")), ruled("verified"))]
        ),
        lambda: Desk([on(published(("Harbour Post", "a.example"), ("Valley Post", "b.example")), ruled("verified"))]),
    ),
]

PLANTED = [pytest.param(*seed[:3], id=f"{seed[0]}-{place}") for place, seed in enumerate(SEEDS)]
SOUND = [pytest.param(seed[3], id=f"{seed[0]}-{place}") for place, seed in enumerate(SEEDS)]


@pytest.mark.parametrize(("code", "record", "planted"), PLANTED)
def test_a_planted_defect_is_named_by_its_rule_and_no_other(
    code: Code, record: str, planted: Callable[[], Desk]
) -> None:
    assert [(each.code, each.record) for each in planted().findings()] == [(code, record)]


@pytest.mark.parametrize("sound", SOUND)
def test_its_sound_twin_passes_every_rule(sound: Callable[[], Desk]) -> None:
    assert sound().findings() == []


def test_every_rule_on_rulings_has_a_seed() -> None:
    assert {code for code, *_ in SEEDS} == {code for code in RULES if code[0] in "PER"}
