"""The policy run over everything already in the ledger: each finding with its stable code, record and remedy.

Precedence, so that one defect is told once: trouble with the evidence (E202, E203, E204, E206) goes before the counts
that follow from it (P101, P102, P105, E205); an override (P109) before what it excuses; own words marked primary are
E204, a relay so marked E206; circles (C301 before C302) and doubtful speakers (C305 before C304) before a dropped hop
(C303); of a quote, the wrong source (Q404) before a cut (Q402) before a paraphrase (Q403) before an altered word
(Q401), and a missing copy (P103) before an orphan (Q405). Origins that share a host (E207) and nearly a name (E208) are
told once, as the first.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Annotated

from msgspec import Meta, Struct

from claims.errors import NotFound
from claims.policy.lint import rules_chains, rules_dates, rules_evidence, rules_policy, rules_quotes, rules_relations
from claims.policy.lint.case import Archive, Case, Finding, LintedLedger, Rule
from claims.policy.provenance.origins import find_origins
from claims.policy.rules.codes import Code
from claims.policy.rules.requirements import Policy
from claims.trails import Links, Origins
from claims.views import ClaimView

__all__ = [
    "RULES",
    "Archive",
    "Finding",
    "PolicyComparison",
    "Rule",
    "compare",
    "explain",
    "in_order",
    "lint",
    "lint_claims",
    "only",
]

_MODULES = (rules_policy, rules_evidence, rules_chains, rules_quotes, rules_relations, rules_dates)

RULES: dict[Code, Rule] = {
    rule.code: rule
    for rule in sorted(
        (rule for module in _MODULES for rule in module.RULES), key=lambda rule: list(Code).index(rule.code)
    )
}
"""Every rule by its code, in the order of the codes."""


class PolicyComparison(Struct, frozen=True):
    """What another policy would change."""

    appear: Annotated[list[Finding], Meta(description="Findings that only the other policy has.")]
    disappear: Annotated[list[Finding], Meta(description="Findings that only today's policy has.")]


def lint(
    claims: Sequence[ClaimView],
    origins: Mapping[int, Origins],
    links: Links,
    policy: Policy,
    archive: Archive,
    today: date,
) -> list[Finding]:
    """What is wrong with these claims under a policy, by claim, code and record; what the policy allows left out.

    `origins` are the claims' own, by number; one that is missing is found here. `today` decides which dates are past.
    """
    ledger = LintedLedger(claims, links, policy, archive, today)
    return in_order(lint_claims(ledger, origins, [each.id for each in ledger.claims]))


def lint_claims(
    ledger: LintedLedger,
    origins: Mapping[int, Origins],
    numbers: Container[int],
    codes: Container[Code] = frozenset(Code),
) -> Iterator[Finding]:
    """What these of a ledger's claims have wrong, claim by claim, by the rules of these codes."""
    rules = [rule for code, rule in RULES.items() if code in codes and code not in ledger.policy.allow]
    for claim in ledger.claims:
        if claim.id in numbers:
            case = Case(claim, partial(_origins, claim, origins, ledger.links), ledger)
            for rule in rules:
                yield from rule.check(case)


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Findings by claim, code and record; what several claims have in common once, with the first that it touches."""
    known: dict[tuple[Code, str], Finding] = {}
    for finding in found:
        known.setdefault((finding.code, finding.record), finding)
    return sorted(known.values(), key=_place)


def _origins(claim: ClaimView, origins: Mapping[int, Origins], links: Links) -> Origins:
    return origins.get(claim.id) or find_origins(claim, links)


def compare(
    claims: Sequence[ClaimView],
    origins: Mapping[int, Origins],
    links: Links,
    policy: Policy,
    other: Policy,
    archive: Archive,
    today: date,
) -> PolicyComparison:
    """What would appear and what would disappear if another policy held; a finding is the same by code and record."""
    now, then = (lint(claims, origins, links, each, archive, today) for each in (policy, other))
    return PolicyComparison(appear=only(then, now), disappear=only(now, then))


def explain(code: str) -> Rule:
    """The rule behind a code: what it asks, why, and how to satisfy it."""
    known = {str(each): rule for each, rule in RULES.items()}
    rule = known.get(code.strip().upper())
    if rule is None:
        raise NotFound(f"There is no rule {code!r}.", f"Codes are {', '.join(known)}.")
    return rule


def only(these: Iterable[Finding], those: Iterable[Finding]) -> list[Finding]:
    """The findings that only the first list has."""
    seen = {(each.code, each.record) for each in those}
    return [each for each in these if (each.code, each.record) not in seen]


def _place(finding: Finding) -> tuple[int, str, str, int]:
    """Where a finding stands in the list."""
    kind, _, number = finding.record.partition(" #")
    return finding.claim, finding.code, kind, int(number)
