"""Lint's rules on what the policy asks of a ruling that stands, P101 to P109."""

from collections.abc import Callable, Iterator

from claims.policy.lint.case import Case, Finding, Rule
from claims.policy.lint.troubles import explained
from claims.policy.provenance.wording import in_quotes, listed, lowered, when
from claims.policy.rules.codes import Code
from claims.policy.rules.shortfalls import Shortfall
from claims.views import RulingView
from claims.vocabulary import Axis

_COUNTS = {Code.PRIMARY, Code.INDEPENDENT, Code.BOTH_SIDES}
"""What a finding about the evidence itself explains, so that the count stays silent."""

_NOT_OVERRIDDEN = {Code.SELF_APPROVAL}
"""What no override excuses."""


def _lacking(code: Code) -> Callable[[Case], Iterator[Finding]]:
    """A check for standing rulings that lack one thing, if no override and no other finding accounts for it."""

    def check(case: Case) -> Iterator[Finding]:
        for ruling, short in case.short:
            for each in short:
                if each.code is code and not _accounted_for(case, ruling, code):
                    yield case.found(code, _record(ruling), _cited(each), each.supply)

    return check


def _accounted_for(case: Case, ruling: RulingView, code: Code) -> bool:
    """Whether another finding says it: the override, the trouble with the evidence, or the ruling that waits."""
    if ruling.override and code not in _NOT_OVERRIDDEN:
        return True
    if code is Code.APPROVAL:
        return any(each.axis == ruling.axis for each in case.waiting)
    return code in _COUNTS and explained(case, ruling)


def _awaiting(case: Case) -> Iterator[Finding]:
    yield from _lacking(Code.APPROVAL)(case)
    for ruling in case.waiting:
        said = f"Ruled {ruling.status} on {ruling.axis} by {ruling.ruled_by} on {when(ruling.checked_on)}; nobody else"
        question = " --attribution" if ruling.axis == Axis.ATTRIBUTION else ""
        hint = f"claims approve {case.claim.id}{question} --as NAME"
        yield case.found(
            Code.APPROVAL, _record(ruling), f"{said} has approved it, and until then it doesn't rule.", hint
        )


def _recheck(case: Case) -> Iterator[Finding]:
    yield from _lacking(Code.RECHECK)(case)
    for ruling, short in case.short:
        missing = any(each.code is Code.RECHECK for each in short) and not ruling.override
        if not missing and ruling.recheck_on and ruling.recheck_on < case.ledger.today.isoformat():
            said = (
                f"Ruled {ruling.status} on {ruling.axis}; to be looked at again by {when(ruling.recheck_on)}, now past."
            )
            yield case.found(Code.RECHECK, _record(ruling), said, "Check it again and rule, with a new --recheck-on.")


def _overridden(case: Case) -> Iterator[Finding]:
    for ruling, short in case.short:
        excused = [lowered(each.missing).rstrip(".") for each in short if each.code not in _NOT_OVERRIDDEN]
        if ruling.exception == "policy":
            said = (
                f"Ruled under {ruling.policy} and not the desk's own policy,"
                f" because {in_quotes(ruling.override or 'nothing was said')}."
            )
            yield case.found(Code.OVERRIDE, _record(ruling), said, "Rule again under the desk's own policy.")
        elif ruling.override and excused:
            said = f"Ruled against policy, because {in_quotes(ruling.override)}. It lacks: {'; '.join(excused)}."
            yield case.found(Code.OVERRIDE, _record(ruling), said, "Supply what is missing and rule again.")


def _record(ruling: RulingView) -> str:
    return f"verification #{ruling.id}"


def _cited(short: Shortfall) -> str:
    """What is missing, and the duty behind it."""
    return f"{short.missing} ({short.principle})" if short.principle else short.missing


_EVIDENCE_SPEAKS = listed(["E202", "E203", "E204", "E206"])

RULES = [
    Rule(
        Code.PRIMARY,
        "too few primary sources",
        "A ruling rests on as many primary sources as the policy asks for; copies of one another count once.",
        "Whoever tells of a document can be wrong about it; the document is what it is.",
        "Bring the document, data or recording itself: claims evidence add ID SOURCE --stance supports --primary, and "
        f"rule again. Silent where {_EVIDENCE_SPEAKS} says what is wrong with the evidence.",
        _lacking(Code.PRIMARY),
    ),
    Rule(
        Code.INDEPENDENT,
        "too few independent sources",
        "A ruling rests on as many independent sources as the policy asks for: four papers on one wire are one.",
        "An error that many copied is still one error.",
        "Bring a source that doesn't come from the same place: claims show ID --origins tells which do. "
        f"Silent where {_EVIDENCE_SPEAKS} says what is wrong with the evidence.",
        _lacking(Code.INDEPENDENT),
    ),
    Rule(
        Code.SNAPSHOT,
        "no archived copy",
        "Every source that a ruling rests on has an archived copy, where the policy asks for it.",
        "Pages change and vanish; without a copy nobody can check the check.",
        "Keep a copy of each source: claims archive SOURCE; or leave `snapshot` out of the policy.",
        _lacking(Code.SNAPSHOT),
    ),
    Rule(
        Code.RATIONALE,
        "rationale too short",
        "A ruling says why in as many characters as the policy asks for.",
        "A reader, and you in a year, must be able to follow how the evidence leads to the ruling.",
        "Rule again with a fuller --because.",
        _lacking(Code.RATIONALE),
    ),
    Rule(
        Code.BOTH_SIDES,
        "disputed without evidence both ways",
        "A ruling that the policy wants both sides for has evidence for and evidence against that counts.",
        "A dispute with one side is a ruling that nobody dared to make.",
        "Bring the other side, or rule as the evidence has it. "
        f"Silent where {_EVIDENCE_SPEAKS} says what is wrong with the evidence.",
        _lacking(Code.BOTH_SIDES),
    ),
    Rule(
        Code.APPROVAL,
        "awaiting a second pair of eyes",
        "A ruling that the policy wants approved was approved by somebody.",
        "Nobody sees their own slips.",
        "Somebody else looks and approves: claims approve ID --as NAME",
        _awaiting,
    ),
    Rule(
        Code.SELF_APPROVAL,
        "approved by the one who ruled",
        "Whoever approved a ruling is not the one who made it, under any policy and any override.",
        "A second pair of eyes that is the first pair is none.",
        "Somebody else looks and approves: claims approve ID --as NAME",
        _lacking(Code.SELF_APPROVAL),
    ),
    Rule(
        Code.RECHECK,
        "re-check date missing or past",
        "A ruling has a date for another look, as soon as the policy asks; and once set, that date has not passed.",
        "What was so may no longer be; a date that passed unseen is a promise broken.",
        "Check it again and rule, with a --recheck-on.",
        _recheck,
    ),
    Rule(
        Code.OVERRIDE,
        "ruled against policy",
        "No ruling stands by an override alone. What the policy asks and the ruling lacks is told here, with the "
        "reason given, and not by P101 to P106 or P108.",
        "An override is a debt: it may be right, and it has to stay in sight.",
        "Supply what is missing and rule again without --override.",
        _overridden,
    ),
]
