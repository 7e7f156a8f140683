"""Every rule of lint: one ledger with one planted defect that this rule and no other names, and its sound twin."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
import pytest

from claims.policy.codes import Code
from claims.policy.lint import RULES, Archive, Finding, lint
from claims.policy.requirements import Policy, Requirement
from claims.trails import Links
from claims.views import (
    ChainLink,
    ClaimRef,
    ClaimView,
    EvidenceView,
    RelationView,
    Ruling,
    StatusPair,
    UtteranceView,
)
from claims.vocabulary import Status
from tests.newsroom import ENTERED, claim, claimant, evidence, link, links, quote, ruling, source, uid, utterance

TODAY = date(2026, 11, 23)
DARCHIEV, LAVROV, TASS, BBC, HERALD, REUTERS, COURT, MINISTRY = (
    claimant(id, name)
    for id, name in enumerate(["Darchiev", "Lavrov", "TASS", "BBC", "Herald", "Reuters", "Court", "Ministry"], start=1)
)
WIRE = source(1, TASS, title="TASS wire", kind="wire", published_on="2025-04-10")
BBC_STORY = source(2, BBC, title="BBC story", published_on="2025-04-10")
HERALD_STORY = source(3, HERALD, title="Herald story", published_on="2025-04-11")
REGISTER = source(4, COURT, title="Register", kind="dataset", published_on="2025-04")
REUTERS_STORY = source(5, REUTERS, title="Reuters report", published_on="2025-04-12")
BBC_AGAIN = source(6, BBC, title="BBC update", published_on="2025-04-13")
STATEMENT = source(7, DARCHIEV, title="Statement", kind="statement", published_on="2025-04-09")
PULLED = source(8, HERALD, title="Pulled story", retracted_on="2026-12-01")
TEXT = "Talks went on for hours. We did not agree to loosen the rules on movement of diplomats, he said — not yet."

TWO_SOURCES = Policy(name="two", content={Status.VERIFIED: Requirement(independent=2)})
NOTHING = Policy(name="nothing")


def asking(**asked: Any) -> Policy:
    """A policy that asks this of whatever is ruled to be so, or in dispute."""
    return Policy(
        name="test", content=dict.fromkeys((Status.VERIFIED, Status.DISPUTED, Status.REFUTED), Requirement(**asked))
    )


@dataclass
class Desk:
    """A small ledger and the policy it is held to."""

    claims: list[ClaimView]
    policy: Policy = NOTHING
    links: Links = field(default_factory=links)
    texts: dict[int, str | None] = field(default_factory=dict)

    def findings(self) -> list[Finding]:
        """What lint says of it."""
        return lint(self.claims, {}, self.links, self.policy, Archive(self.texts), TODAY)


def ruled(status: str, *rests_on: int, id: int = 1, axis: str = "content", **fields: Any) -> Ruling:
    """A ruling that rests on this evidence."""
    return msgspec.structs.replace(ruling(id, status, axis, rests_on=rests_on), **fields)


def on(brought: list[EvidenceView], *rulings: Ruling, said: list[UtteranceView] | None = None) -> ClaimView:
    """A claim with this evidence and these rulings."""
    return claim(1, utterances=said or [], evidence=brought, rulings=rulings)


def relating(kind: str, other: str, mine: str = "verified", *, outgoing: bool = True, gone: bool = False) -> ClaimView:
    """A claim of one status that does something to another."""
    ref = ClaimRef(2, uid(5002), "The other claim", StatusPair(other, "unverified"))
    relation = RelationView(1, uid(6001), kind, outgoing, ref, None, ENTERED if gone else None)
    return claim(1, rulings=[ruled(mine)], relations=[relation])


def says(id: int, chain: list[ChainLink], printed_in: Any, **fields: Any) -> UtteranceView:
    """An utterance with a chain spelled out."""
    return msgspec.structs.replace(utterance(id, DARCHIEV, printed_in), chain=chain, **fields)


def quoting(exact: str, *, mode: str = "direct", texts: dict[int, str | None] | None = None) -> Desk:
    """A claim whose one utterance quotes the BBC story."""
    said = utterance(1, DARCHIEV, BBC_STORY, mode=mode, quote=quote(exact))
    return Desk([claim(1, utterances=[said])], texts=texts or {2: TEXT})


DATA, REPORT = evidence(1, REGISTER, directness="primary"), evidence(2, REUTERS_STORY)
SAID = utterance(1, DARCHIEV, BBC_STORY)
VIA_TASS = utterance(1, DARCHIEV, BBC_STORY, [TASS])
REQUIRED_COPY = Policy(
    name="copies", attribution={Status.VERIFIED: Requirement(snapshot=True)}
)  # fmt: skip


def orphan(texts: dict[int, str | None], named: list[int], policy: Policy = REQUIRED_COPY) -> Desk:
    """A claim ruled to have been said, on a primary record, with a quote that was never anchored."""
    said = utterance(1, DARCHIEV, BBC_STORY, quote=quote("to loosen the rules", "orphan"))
    record = evidence(1, REUTERS_STORY, axis="attribution")
    return Desk([on([record], ruled("verified", *named, axis="attribution"), said=[said])], policy, texts=texts)


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
        lambda: Desk([on([DATA], ruled("verified", 1, recheck_on="2026-11-22"))]),
        lambda: Desk([on([DATA], ruled("verified", 1, recheck_on="2026-11-23"))]),
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
        Code.CYCLE,
        "source #2",
        lambda: Desk(
            [claim(1, utterances=[SAID, utterance(2, DARCHIEV, HERALD_STORY)])],
            links=links((BBC_STORY, HERALD_STORY), (HERALD_STORY, BBC_STORY)),
        ),
        lambda: Desk(
            [claim(1, utterances=[SAID, utterance(2, DARCHIEV, HERALD_STORY, [BBC])])],
            links=links((HERALD_STORY, BBC_STORY)),
        ),
    ),
    (
        Code.CIRCULAR,
        "source #6",
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, BBC_AGAIN)])],
            links=links((BBC_AGAIN, HERALD_STORY), (HERALD_STORY, BBC_STORY)),
        ),
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, BBC_AGAIN, [TASS, HERALD])])],
            links=links((BBC_AGAIN, HERALD_STORY), (HERALD_STORY, WIRE)),
        ),
    ),
    (
        Code.CIRCULAR,
        "source #2",
        lambda: Desk(
            [claim(1, utterances=[SAID, utterance(2, DARCHIEV, HERALD_STORY, [BBC])])],
            links=links((BBC_STORY, HERALD_STORY)),
        ),
        lambda: Desk(
            [
                claim(
                    1,
                    utterances=[
                        utterance(1, DARCHIEV, BBC_STORY, [HERALD]),
                        utterance(2, DARCHIEV, HERALD_STORY, [TASS]),
                    ],
                )
            ],
            links=links((BBC_STORY, HERALD_STORY)),
        ),
    ),
    (
        Code.CIRCULAR,
        "utterance #1",
        lambda: Desk([claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [BBC, HERALD])])]),
        lambda: Desk([claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [TASS, HERALD])])]),
    ),
    (
        Code.DROPPED_HOP,
        "utterance #1",
        lambda: Desk([claim(1, utterances=[SAID])], links=links((BBC_STORY, WIRE))),
        lambda: Desk([claim(1, utterances=[VIA_TASS])], links=links((BBC_STORY, WIRE), (BBC_STORY, REUTERS_STORY))),
    ),
    (
        Code.SPEAKER_CHANGED,
        "utterance #2",
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, WIRE), utterance(2, LAVROV, BBC_STORY)])],
            links=links((BBC_STORY, WIRE)),
        ),
        lambda: Desk(
            [
                claim(
                    1,
                    utterances=[
                        utterance(1, DARCHIEV, WIRE),
                        utterance(2, LAVROV, WIRE),
                        utterance(3, LAVROV, BBC_STORY, [TASS]),
                    ],
                )
            ],
            links=links((BBC_STORY, WIRE)),
        ),
    ),
    (
        Code.SPEAKER_CHANGED,
        "utterance #2",
        lambda: Desk(
            [
                claim(1, utterances=[utterance(1, DARCHIEV, WIRE, quote=quote("We agree on “rules” now"))]),
                claim(2, utterances=[utterance(2, LAVROV, BBC_STORY, [TASS], quote=quote('We agree on "rules" now'))]),
            ],
            links=links((BBC_STORY, WIRE)),
        ),
        lambda: Desk(
            [
                claim(1, utterances=[utterance(1, DARCHIEV, WIRE, quote=quote("We agree"))]),
                claim(2, utterances=[utterance(2, LAVROV, BBC_STORY, [TASS], quote=quote("We agree"))]),
            ],
            links=links((BBC_STORY, WIRE)),
        ),
    ),
    (
        Code.SPEAKER_CHANGED,
        "utterance #2",
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY), utterance(2, LAVROV, HERALD_STORY)])],
            links=links((BBC_STORY, STATEMENT), (HERALD_STORY, STATEMENT)),
        ),
        lambda: Desk(
            [
                claim(
                    1,
                    utterances=[
                        utterance(1, DARCHIEV, BBC_STORY),
                        says(
                            2,
                            [ChainLink(99, "an official", None, None, "unnamed", False), link(DARCHIEV)],
                            HERALD_STORY,
                        ),
                    ],
                )
            ],
            links=links((BBC_STORY, STATEMENT), (HERALD_STORY, STATEMENT)),
        ),
    ),
    (
        Code.RELAY_AS_SPEAKER,
        "utterance #2",
        lambda: Desk(
            [claim(1, utterances=[VIA_TASS, utterance(2, TASS, HERALD_STORY)])],
            links=links((BBC_STORY, WIRE), (HERALD_STORY, WIRE)),
        ),
        lambda: Desk(
            [claim(1, utterances=[VIA_TASS, utterance(2, DARCHIEV, HERALD_STORY, [TASS])])],
            links=links((BBC_STORY, WIRE), (HERALD_STORY, WIRE)),
        ),
    ),
    (
        Code.RELAY_AS_SPEAKER,
        "utterance #2",
        lambda: Desk([claim(1, utterances=[SAID, utterance(2, BBC, BBC_AGAIN, mode="direct")])]),
        lambda: Desk([claim(1, utterances=[SAID, utterance(2, BBC, BBC_AGAIN, mode="narrated")])]),
    ),
    (
        Code.QUOTE_ALTERED,
        "utterance #1",
        lambda: quoting("We did not agree to loosen the laws on movement of diplomats"),
        lambda: quoting("We did not agree to loosen the rules on movement of diplomats"),
    ),
    (
        Code.QUOTE_ALTERED,
        "utterance #1",
        lambda: quoting("the rules on movement [...] did not agree"),
        lambda: quoting("did not agree [...] the rules on movement"),
    ),
    (
        Code.UNMARKED_CUT,
        "utterance #1",
        lambda: quoting("We did agree to loosen the rules"),
        lambda: quoting("We did … agree to loosen the rules"),
    ),
    (
        Code.PARAPHRASE,
        "utterance #1",
        lambda: quoting("Both sides want embassy staff to travel freely again"),
        lambda: quoting("he said - not yet"),
    ),
    (
        Code.WRONG_SOURCE,
        "utterance #1",
        lambda: quoting(
            "the border is not on the table", texts={2: TEXT, 9: "He said the border is not on the table."}
        ),
        lambda: quoting("Talks went on for hours", texts={2: TEXT, 9: "Talks went on for hours"}),
    ),
    (
        Code.ORPHAN_QUOTE,
        "utterance #1",
        lambda: orphan({2: None, 5: None}, [1]),
        lambda: orphan({2: None, 5: None}, [1], NOTHING),
    ),
    (
        Code.ORPHAN_QUOTE,
        "utterance #1",
        lambda: orphan({2: TEXT, 5: None}, []),
        lambda: orphan({2: TEXT, 5: None}, [1], NOTHING),
    ),
    (
        Code.ORPHAN_QUOTE,
        "utterance #1",
        lambda: orphan({5: None}, [1]),
        lambda: orphan({5: None}, [1], NOTHING),
    ),
    (
        Code.FALLEN_CLAIM,
        "relation #1",
        lambda: Desk([relating("supports", "refuted")]),
        lambda: Desk([relating("supports", "disputed")]),
    ),
    (
        Code.FALLEN_CLAIM,
        "relation #1",
        lambda: Desk([relating("repeats", "withdrawn", outgoing=False)]),
        lambda: Desk([relating("repeats", "withdrawn", gone=True)]),
    ),
    (
        Code.CONTRADICTION,
        "relation #1",
        lambda: Desk([relating("contradicts", "verified")]),
        lambda: Desk([relating("contradicts", "refuted")]),
    ),
    (
        Code.CORRECTED_CLAIM,
        "relation #1",
        lambda: Desk([relating("corrects", "verified")]),
        lambda: Desk([relating("corrects", "refuted")]),
    ),
    (
        Code.CORRECTED_CLAIM,
        "relation #1",
        lambda: Desk([relating("retracts", "unverified", outgoing=False)]),
        lambda: Desk([relating("retracts", "refuted", outgoing=False)]),
    ),
]


def with_ratings(label: str) -> Policy:
    """A policy under which a label stands for a dispute."""
    return Policy(name="ratings", ratings={label: Status.DISPUTED})


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


def test_every_rule_has_a_seed() -> None:
    assert {code for code, *_ in SEEDS} == set(RULES) == set(Code)
