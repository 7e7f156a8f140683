"""Small ledgers for the rules of lint: short to write, each with the policy it is held to."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from claims.policy.lint.run import Archive, Finding, lint
from claims.policy.rules.requirements import Policy, Requirement
from claims.trails import Links
from claims.views import (
    ChainLink,
    ClaimRef,
    ClaimView,
    EvidenceView,
    RelationView,
    RulingView,
    StatusPair,
    UtteranceView,
)
from claims.vocabulary import Status
from tests.support.sample_views import ENTERED, claim, claimant, evidence, links, quote, ruling, source, uid, utterance

TODAY = date(2026, 12, 3)
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


def ruled(status: str, *rests_on: int, id: int = 1, axis: str = "content", **fields: Any) -> RulingView:
    """A ruling that rests on this evidence."""
    return msgspec.structs.replace(ruling(id, status, axis, rests_on=rests_on), **fields)


def on(brought: list[EvidenceView], *rulings: RulingView, said: list[UtteranceView] | None = None) -> ClaimView:
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
REQUIRED_COPY = Policy(name="copies", attribution={Status.VERIFIED: Requirement(snapshot=True)})


def orphan(
    texts: dict[int, str | None], named: list[int], policy: Policy = REQUIRED_COPY, state: str = "orphan"
) -> Desk:
    """A claim ruled to have been said, on a report, with a quote that was never anchored."""
    said = utterance(1, DARCHIEV, BBC_STORY, quote=quote("to loosen the rules", state))
    record = evidence(1, REUTERS_STORY, axis="attribution")
    return Desk([on([record], ruled("verified", *named, axis="attribution"), said=[said])], policy, texts=texts)


def with_ratings(label: str) -> Policy:
    """A policy under which a label stands for a dispute."""
    return Policy(name="ratings", ratings={label: Status.DISPUTED})
