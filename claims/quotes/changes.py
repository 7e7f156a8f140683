"""What changed between two texts, as words taken out and put in, with a few words around them."""

from typing import Annotated

from msgspec import Meta, Struct
from rapidfuzz.distance import Levenshtein

AROUND = 6
"""Words shown before and after a change."""

LONGEST = 40_000
"""Words beyond which lines are compared instead, so that the answer comes in reasonable time."""

MOST_PAIRS = 400_000_000
"""Pieces of one text times pieces of the other; beyond them all from the first to the last difference is one change."""


class ChangedPassage(Struct, frozen=True):
    """One change: the words before it, those taken out, those put in, and the words after it."""

    before: Annotated[str, Meta(description="A few words before.")]
    removed: Annotated[str, Meta(description="Words that were taken out; empty where none were.")]
    added: Annotated[str, Meta(description="Words that were put in; empty where none were.")]
    after: Annotated[str, Meta(description="A few words after.")]


def changed_passages(old: str, new: str) -> list[ChangedPassage]:
    """The changes between two texts in reading order; white space alone is no change."""
    then, now = _pieces(old, new)
    return [
        ChangedPassage(
            before=" ".join(then[max(0, start - AROUND) : start]),
            removed=" ".join(then[start:stop]),
            added=" ".join(now[first:last]),
            after=" ".join(then[stop : stop + AROUND]),
        )
        for start, stop, first, last in _changes(then, now)
    ]


def _changes(then: list[str], now: list[str]) -> list[tuple[int, int, int, int]]:
    """The stretches that differ: from where to where in the one, and in the other."""
    shorter = min(len(then), len(now))
    same = next((at for at in range(shorter) if then[at] != now[at]), shorter)
    rest = shorter - same
    tail = next((at for at in range(rest) if then[-1 - at] != now[-1 - at]), rest)
    here, there = then[same : len(then) - tail], now[same : len(now) - tail]
    if len(here) * len(there) > MOST_PAIRS:
        return [(same, len(then) - tail, same, len(now) - tail)]
    return _joined(
        [
            (same + found.src_start, same + found.src_end, same + found.dest_start, same + found.dest_end)
            for found in Levenshtein.opcodes(here, there)
            if found.tag != "equal"
        ]
    )


def _joined(changes: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Changes that touch, as one."""
    joined: list[tuple[int, int, int, int]] = []
    for start, stop, first, last in changes:
        if joined and joined[-1][1] == start and joined[-1][3] == first:
            start, _, first, _ = joined.pop()
        joined.append((start, stop, first, last))
    return joined


def _pieces(old: str, new: str) -> tuple[list[str], list[str]]:
    then, now = old.split(), new.split()
    if len(then) + len(now) <= LONGEST:
        return then, now
    return [line for line in old.splitlines() if line.strip()], [line for line in new.splitlines() if line.strip()]
