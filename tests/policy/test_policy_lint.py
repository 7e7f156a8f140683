"""Lint as a whole: it never fails, more evidence never lacks more, and what a policy allows is not told."""

from collections.abc import Sequence
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import NotFound
from claims.policy.lint.run import RULES, Archive, compare, explain, lint
from claims.policy.rules.codes import Code
from claims.policy.rules.presets import PRESETS, preset
from claims.policy.rules.rulebook import Policy, Requirement, read_policy
from claims.trails import Links
from claims.views import ClaimRef, ClaimView, EvidenceView, RelationView, SourceRef, StatusPair
from claims.vocabulary import Mode, RelationKind, Stance, Status
from tests.support.sample_views import ENTERED, claim, claimant, evidence, links, quote, ruling, source, uid, utterance

TODAY = date(2026, 11, 23)
PEOPLE = [claimant(id, f"Name {id}") for id in range(1, 6)]
POLICIES = {name: read_policy(preset(name)) for name in PRESETS}
COUNTS = {Code.PRIMARY, Code.INDEPENDENT}
EXPLAINING = frozenset({Code.RETRACTED_SOURCE, Code.WITHDRAWN_EVIDENCE, Code.OWN_WORD, Code.RELAY_AS_ORIGIN})
REPORT = source(1, PEOPLE[0])
ALONE = claim(1, evidence=[evidence(1, REPORT)], rulings=[ruling(1, "verified", rests_on=[1])])


def found(
    claims: Sequence[ClaimView], policy: Policy, taken: Links | None = None, texts: dict[int, str | None] | None = None
) -> list[tuple[str, str]]:
    """Codes and records of what lint finds."""
    findings = lint(claims, {}, taken or links(), policy, Archive(texts or {}), TODAY)
    return [(str(each.code), each.record) for each in findings]


def test_findings_come_by_claim_code_and_record_whatever_the_order_of_entry() -> None:
    asked = dict.fromkeys(Status, Requirement(independent=2, rationale=90))
    policy = Policy(name="two", content=asked, attribution=asked)
    rulings = [ruling(10, "refuted"), ruling(9, "verified", "attribution")]
    second = claim(2, evidence=[evidence(2, REPORT)], rulings=rulings)
    expected = [
        ("P102", "verification #1"),
        ("P104", "verification #1"),
        ("P102", "verification #9"),
        ("P102", "verification #10"),
        ("P104", "verification #9"),
        ("P104", "verification #10"),
    ]
    assert found([ALONE, second], policy) == expected
    assert found([second, ALONE], policy) == expected


def test_what_the_policy_allows_is_not_told() -> None:
    asked = {Status.VERIFIED: Requirement(primary=1, rationale=90)}
    assert [code for code, _ in found([ALONE], Policy(name="all", content=asked))] == ["P101", "P104"]
    allowed = Policy(name="some", content=asked, allow=frozenset({Code.RATIONALE}))
    assert [code for code, _ in found([ALONE], allowed)] == ["P101"]


def test_a_count_speaks_again_once_the_finding_that_explains_it_is_allowed() -> None:
    pulled = source(2, PEOPLE[1], retracted_on="2026-11-21")
    view = claim(1, evidence=[evidence(1, pulled)], rulings=[ruling(1, "verified", rests_on=[1])])
    asked = {Status.VERIFIED: Requirement(independent=1)}
    assert [code for code, _ in found([view], Policy(name="all", content=asked))] == ["E202"]
    allowed = Policy(name="some", content=asked, allow=frozenset({Code.RETRACTED_SOURCE}))
    assert [code for code, _ in found([view], allowed)] == ["P102"]


def test_a_claim_taken_out_is_not_looked_at() -> None:
    assert found([msgspec.structs.replace(ALONE, retired_at=ENTERED)], POLICIES["desk"]) == []


def test_a_circle_that_many_claims_touch_is_told_once() -> None:
    other = source(2, PEOPLE[1])
    circle = links((REPORT, other), (other, REPORT))
    both = [claim(id, evidence=[evidence(id, REPORT)]) for id in (1, 2)]
    assert found(both, Policy(name="none"), circle) == [("C301", "source #1")]


def test_another_policy_is_compared_finding_by_finding() -> None:
    lax = Policy(name="lax", content={Status.VERIFIED: Requirement(rationale=90)})
    strict = Policy(name="strict", content={Status.VERIFIED: Requirement(primary=1)})
    changes = compare([ALONE], {}, links(), lax, strict, Archive({}), TODAY)
    assert [each.code for each in changes.appear] == ["P101"]
    assert [each.code for each in changes.disappear] == ["P104"]
    same = compare([ALONE], {}, links(), strict, strict, Archive({}), TODAY)
    assert (same.appear, same.disappear) == ([], [])


@pytest.mark.parametrize("code", Code)
def test_every_rule_says_what_it_asks_why_and_how_to_satisfy_it(code: Code) -> None:
    rule = explain(code.lower())
    assert rule is RULES[code]
    for said in (rule.asks, rule.why, rule.satisfy):
        assert said[0].isupper() or said.startswith("claims ")
    assert rule.title[0].islower()


def test_an_unknown_code_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFound) as refused:
        explain("P999")
    assert str(refused.value).startswith("There is no rule 'P999'. Codes are P101, P102, ")


# --- Whatever stands in a ledger -------------------------------------------------------------------------------------

AXES, IDS = st.sampled_from(["content", "attribution"]), st.integers(0, 5)
DATES = st.sampled_from([None, "2025-04-10", "2025-04", "2025~", "2027", "0001"])
QUOTES = st.sampled_from(["We did not agree to loosen the rules", "We did agree to", "…", "rules ... We", "x"])
KINDS = st.sampled_from([None, "article", "wire", "statement", "dataset"])


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[ClaimView], Links, dict[int, str | None]]:
    """A few claims on six sources with any links, chains, quotes, rulings and relations."""
    retracted = st.sampled_from([None, None, "2026-11-21"])
    sources = [
        source(
            id,
            draw(st.sampled_from([None, *PEOPLE])),
            published_on=draw(DATES),
            kind=draw(KINDS),
            retracted_on=draw(retracted),
        )
        for id in range(6)
    ]
    pairs = draw(st.lists(st.tuples(IDS, IDS), max_size=8, unique=True))
    claims = [draw(claims_on(sources, number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    texts = draw(
        st.dictionaries(IDS, st.none() | QUOTES | st.just("We did not agree to loosen the rules yet"), max_size=4)
    )
    return claims, links(*((sources[one], sources[other]) for one, other in pairs), sources=sources), texts


@st.composite
def claims_on(draw: st.DrawFn, sources: list[SourceRef], number: int) -> ClaimView:
    """A claim with up to three of everything."""
    gone, quoted = st.sampled_from([None, None, ENTERED]), st.none() | QUOTES.map(quote)
    first = number * 10
    said = [
        utterance(
            first + each,
            draw(st.sampled_from(PEOPLE)),
            draw(st.sampled_from([None, *sources])),
            draw(st.lists(st.sampled_from(PEOPLE), max_size=2)),
            mode=draw(st.sampled_from([None, *Mode])),
            quote=draw(quoted),
            retired_at=draw(gone),
        )
        for each in range(draw(st.integers(0, 3)))
    ]
    brought = [
        evidence(
            first + each,
            draw(st.sampled_from(sources)),
            draw(st.sampled_from(Stance)),
            draw(AXES),
            directness=draw(st.sampled_from([None, "primary", "secondary"])),
            quote=draw(quoted),
            retired_at=draw(gone),
        )
        for each in range(draw(st.integers(0, 3)))
    ]
    rulings = [
        ruling(
            first + each,
            draw(st.sampled_from(Status)),
            draw(AXES),
            rating=draw(st.sampled_from([None, "True", "False", "Half true"])),
            recheck_on=draw(st.sampled_from([None, "2026-11-01", "2027-01-01"])),
            rests_on=draw(st.lists(st.sampled_from([first, first + 1, 99]), max_size=2, unique=True)),
            approved_by=draw(st.sampled_from([None, "Ines", "Otto"])),
        )
        for each in range(draw(st.integers(0, 3)))
    ]
    relations = [
        RelationView(
            first + each,
            uid(6000 + first + each),
            draw(st.sampled_from(RelationKind)),
            draw(st.booleans()),
            ClaimRef(4, uid(5004), "Another", StatusPair(draw(st.sampled_from(Status)), "unverified")),
            None,
            draw(gone),
        )
        for each in range(draw(st.integers(0, 2)))
    ]
    return claim(number, utterances=said, evidence=brought, rulings=rulings, relations=relations)


@given(ledgers(), st.sampled_from(sorted(PRESETS)))
def test_whatever_stands_in_a_ledger_lint_answers_and_always_the_same(
    ledger: tuple[list[ClaimView], Links, dict[int, str | None]], name: str
) -> None:
    claims, taken, texts = ledger
    findings = lint(claims, {}, taken, POLICIES[name], Archive(texts), TODAY)
    assert findings == lint(claims[::-1], {}, taken, POLICIES[name], Archive(texts), TODAY)
    assert len({(each.code, each.record) for each in findings}) == len(findings)
    assert all(each.said.endswith((".", ")")) and each.hint for each in findings)
    quoted = [each.record for each in findings if each.code.startswith("Q")]
    assert len(set(quoted)) == len(quoted)


@given(ledgers(), st.sampled_from(sorted(PRESETS)))
def test_one_more_independent_primary_source_never_makes_a_ruling_lack_sources(
    ledger: tuple[list[ClaimView], Links, dict[int, str | None]], name: str
) -> None:
    claims, taken, texts = ledger
    view, more = claims[0], source(50, claimant(50, "Newcomer"), kind="document")
    stance = {each.id: Stance.REFUTES if each.status == Status.REFUTED else Stance.SUPPORTS for each in view.rulings}
    before = _lacking(view, view.evidence, taken, texts, POLICIES[name])
    for each in view.rulings:
        added: list[EvidenceView] = [
            *view.evidence,
            evidence(90, more, stance[each.id], each.axis, directness="primary"),
        ]
        assert _lacking(view, added, taken, texts, POLICIES[name]) <= before


def _lacking(
    view: ClaimView, brought: list[EvidenceView], taken: Links, texts: dict[int, str | None], policy: Policy
) -> set[tuple[str, str]]:
    """The counts that a claim with this evidence falls short of, whatever else explains them."""
    changed, alone = msgspec.structs.replace(view, evidence=brought), msgspec.structs.replace(policy, allow=EXPLAINING)
    return {each for each in found([changed], alone, taken, texts) if each[0] in COUNTS}
