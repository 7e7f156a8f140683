"""Lint's rules on claims that stand beside others which say that they can't, L601 to L603."""

from collections.abc import Iterator

from claims.policy.lint.case import Case, Finding, Rule
from claims.policy.provenance.wording import in_quotes
from claims.policy.rules.codes import Code
from claims.traits import STATUSES
from claims.views import RelationView
from claims.vocabulary import RelationKind, Status

_FALLEN = {status for status, traits in STATUSES.items() if traits.falls}
_LEANING = {RelationKind.SUPPORTS: ("supports", "is supported by"), RelationKind.REPEATS: ("repeats", "is repeated by")}
_CORRECTING = {RelationKind.CORRECTS: "corrected", RelationKind.RETRACTS: "retracted"}


def _fallen(case: Case) -> Iterator[Finding]:
    for relation in _live(case):
        words = _LEANING.get(RelationKind(relation.kind))
        if words and _verified(case) and relation.claim.status.content in _FALLEN:
            how = words[0] if relation.outgoing else words[1]
            said = f"Verified, but it {how} {_other(relation)}, which is {relation.claim.status.content}."
            hint = f"Check claim #{case.claim.id} without it, or take out the relation."
            yield case.found(Code.FALLEN_CLAIM, f"relation #{relation.id}", said, hint)


def _contradiction(case: Case) -> Iterator[Finding]:
    for relation in _live(case):
        both = _verified(case) and relation.claim.status.content == Status.VERIFIED
        if relation.kind == RelationKind.CONTRADICTS and both:
            said = f"Verified, and so is {_other(relation)}; the two contradict each other."
            yield case.found(Code.CONTRADICTION, f"relation #{relation.id}", said, "Check both again: one can't stand.")


def _corrected(case: Case) -> Iterator[Finding]:
    for relation in _live(case):
        done = _CORRECTING.get(RelationKind(relation.kind))
        if not done or relation.claim.id == case.claim.id:
            continue
        mine, theirs = case.claim.status.content, relation.claim.status.content
        corrected, correcting = (theirs, mine) if relation.outgoing else (mine, theirs)
        if corrected != Status.VERIFIED or correcting in _FALLEN:
            continue
        number, by = (relation.claim.id, case.claim.id) if relation.outgoing else (case.claim.id, relation.claim.id)
        said = f"Claim #{number} stands as verified, though claim #{by} {done} it."
        hint = f"Check claim #{number} again and rule on it."
        yield Finding(Code.CORRECTED_CLAIM, number, f"relation #{relation.id}", said, hint)


def _live(case: Case) -> list[RelationView]:
    """The relations that were not taken out."""
    return [each for each in case.claim.relations if each.retired_at is None]


def _verified(case: Case) -> bool:
    return case.claim.status.content == Status.VERIFIED


def _other(relation: RelationView) -> str:
    return f"claim #{relation.claim.id}, {in_quotes(relation.claim.text, 80)}"


RULES = [
    Rule(
        Code.FALLEN_CLAIM,
        "a fallen claim cited as live",
        "No verified claim supports, repeats or is borne out by one that was refuted or withdrawn.",
        "What leans on a fallen claim has to be looked at before somebody prints it.",
        "Check the verified claim without the fallen one, or take out the relation: claims unrelate",
        _fallen,
    ),
    Rule(
        Code.CONTRADICTION,
        "two verified claims contradict each other",
        "Of two claims that are recorded as contradicting each other, at most one is verified.",
        "A ledger that says yes and no answers nothing.",
        "Check both again and rule on the one that can't stand, or take out the relation: claims unrelate",
        _contradiction,
    ),
    Rule(
        Code.CORRECTED_CLAIM,
        "a corrected claim that still stands",
        "A claim that another corrects or retracts isn't verified, unless that other one has fallen itself.",
        "A correction that leaves the error standing corrects nothing.",
        "Check the corrected claim again and rule on it, or take out the relation: claims unrelate",
        _corrected,
    ),
]
