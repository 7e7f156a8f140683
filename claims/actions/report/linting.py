"""The whole ledger held to a policy: what falls short of it, and what is wrong in itself."""

from collections.abc import Iterator
from itertools import groupby

from claims.actions.read.view import LedgerView
from claims.actions.report.batches import all_batches, batches
from claims.actions.report.candidates import related
from claims.policy.lint.run import Finding, PolicyComparison, in_order, lint_claims, only
from claims.policy.rules.codes import Code
from claims.policy.rules.requirements import Policy

_OF_ANOTHER_CLAIM = frozenset({Code.CORRECTED_CLAIM})
"""Findings that are told of another claim than the one they are found at."""

_OF_ITS_OWN = frozenset(Code) - _OF_ANOTHER_CLAIM


def lint_ledger(edition: LedgerView, policy: Policy) -> Iterator[Finding]:
    """What in the ledger falls short of the policy, or is wrong in itself, by claim; told while it is looked through.

    Memory doesn't grow with the ledger.
    """
    if edition.upto is not None:
        for batch in all_batches(edition):
            yield from in_order(lint_claims(batch.ledger(policy), batch.dossier.origins, batch.numbers))
        return
    told: set[tuple[Code, str]] = set()
    ahead = in_order(
        finding
        for batch in batches(edition, related(edition))
        for finding in lint_claims(batch.ledger(policy), batch.dossier.origins, batch.numbers, _OF_ANOTHER_CLAIM)
    )
    waiting = {claim: list(found) for claim, found in groupby(ahead, key=lambda each: each.claim)}
    for batch in all_batches(edition):
        found = list(lint_claims(batch.ledger(policy), batch.dossier.origins, batch.numbers, _OF_ITS_OWN))
        last = max(batch.numbers)
        found += [each for claim in sorted(waiting) if claim <= last for each in waiting.pop(claim)]
        for finding in in_order(found):
            # What claims have in common is told once, with the first; of a claim's own records no other claim tells.
            if not finding.record.startswith(("source #", "relation #")):
                yield finding
            elif (finding.code, finding.record) not in told:
                told.add((finding.code, finding.record))
                yield finding


def compare_policies(edition: LedgerView, policy: Policy, other: Policy) -> PolicyComparison:
    """What would change in `lint` if another policy held; a finding is the same by code and record."""
    appear: list[Finding] = []
    disappear: list[Finding] = []
    for batch in all_batches(edition):
        now, then = (
            list(lint_claims(batch.ledger(each), batch.dossier.origins, batch.numbers)) for each in (policy, other)
        )
        appear += only(then, now)
        disappear += only(now, then)
    return PolicyComparison(appear=in_order(appear), disappear=in_order(disappear))
