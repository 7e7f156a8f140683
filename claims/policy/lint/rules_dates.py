"""Lint's rule on days that can't be: D701."""

from collections.abc import Iterator
from datetime import timedelta

from claims.policy.lint.case import Case, Finding, Rule
from claims.policy.provenance.wording import when
from claims.policy.rules.codes import Code

TOLERANCE = timedelta(days=1)
"""How far a day may lie ahead: somewhere on earth it is tomorrow."""


def _future(case: Case) -> Iterator[Finding]:
    last = (case.ledger.today + TOLERANCE).isoformat()
    for ruling in [*case.standing, *case.waiting]:
        days = {"recorded on": ruling.recorded_at[:10], "checked on": ruling.checked_on}
        ahead = [f"{how} {when(day)}" for how, day in days.items() if day > last]
        if ahead:
            said = f"Ruled {ruling.status} on {ruling.axis}, {' and '.join(ahead)}, a day to come."
            hint = "Check it again and rule: what is ruled now rules, whatever the clock said."
            yield case.found(Code.FUTURE_RULING, f"verification #{ruling.id}", said, hint)


RULES = [
    Rule(
        Code.FUTURE_RULING,
        "ruling from the future",
        "No ruling that stands or waits is dated later than tomorrow.",
        "A clock that was set wrong, here or where a merged ledger comes from, makes the day of a ruling worthless.",
        "Set the clock right, check the claim, and rule again.",
        _future,
    ),
]
