"""What changed between two texts, as words taken out and put in, with a few words around them."""

from difflib import SequenceMatcher
from typing import Annotated

from msgspec import Meta, Struct

AROUND = 6
"""Words shown before and after a change."""

LONGEST = 40_000
"""Words beyond which lines are compared instead, so that the answer comes in reasonable time."""


class Passage(Struct, frozen=True):
    """One change: the words before it, those taken out, those put in, and the words after it."""

    before: Annotated[str, Meta(description="A few words before.")]
    removed: Annotated[str, Meta(description="Words that were taken out; empty where none were.")]
    added: Annotated[str, Meta(description="Words that were put in; empty where none were.")]
    after: Annotated[str, Meta(description="A few words after.")]


def changed_passages(old: str, new: str) -> list[Passage]:
    """The changes between two texts in reading order; white space alone is no change."""
    then, now = _pieces(old, new)
    passages = []
    for kind, a, b, c, d in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind != "equal":
            passages.append(
                Passage(
                    before=" ".join(then[max(0, a - AROUND) : a]),
                    removed=" ".join(then[a:b]),
                    added=" ".join(now[c:d]),
                    after=" ".join(then[b : b + AROUND]),
                )
            )
    return passages


def _pieces(old: str, new: str) -> tuple[list[str], list[str]]:
    then, now = old.split(), new.split()
    if len(then) + len(now) <= LONGEST:
        return then, now
    return [line for line in old.splitlines() if line.strip()], [line for line in new.splitlines() if line.strip()]
