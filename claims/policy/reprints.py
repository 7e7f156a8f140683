"""Texts that are nearly the same: a reprint under another name, headline and byline is still the same report."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import ceil

from claims.quotes.quoting import fold, words

SHINGLE = 5
"""Words in a row that are compared as one."""

SHORTEST = 40
"""A text of fewer words is never called a reprint: short notices are alike by chance."""

CONTAINED = 0.6
"""The least share of the shorter text's shingles that stand in the other.

Measured on the examples in the tests: a reprint with another headline, byline and last paragraph has 0.82 of the wire,
one that a copy editor went over lightly 0.83, and the two have 0.66 of one another; a report of the same event by
another hand, with one quote in common, has 0.07, and 0.14 of the first half of the wire.
"""

ALIKE = 0.3
"""The least share of both texts' shingles that both have: a statement printed in a long report is not that report."""


def same_text(texts: Mapping[int, str]) -> list[tuple[int, int, float]]:
    """Pairs of sources with nearly the same text, by number, each with the share of the shorter that the longer has."""
    shingles = {number: found for number in sorted(texts) if (found := _shingles(texts[number]))}
    return [
        (one, other, round(share, 3))
        for one, other in sorted(_candidates(shingles))
        if (share := _share(shingles[one], shingles[other])) >= CONTAINED
    ]


def _shingles(text: str) -> frozenset[str]:
    """Every run of five words of a text in small letters; none for a text that is too short to judge."""
    said = words(fold(text).casefold())
    if len(said) < SHORTEST:
        return frozenset()
    return frozenset(" ".join(said[start : start + SHINGLE]) for start in range(len(said) - SHINGLE + 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that both have; nothing where they have too little of the whole in common."""
    both = len(one & other)
    return both / min(len(one), len(other)) if both >= ALIKE * len(one | other) else 0.0


def _candidates(shingles: Mapping[int, frozenset[str]]) -> set[tuple[int, int]]:
    """Pairs that can be alike: those that share one of their rarer shingles.

    Two sets that share at least a part p of their union share one of the rarest (1 - p) of each, so what stands on
    every page of a site need not be compared.
    """
    spread = Counter(each for found in shingles.values() for each in found)
    holders: dict[str, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for number, found in shingles.items():
        rarest = sorted(found, key=lambda each: (spread[each], each))
        for shingle in rarest[: len(rarest) - ceil(ALIKE * len(rarest)) + 1]:
            pairs.update((other, number) for other in holders[shingle])
            holders[shingle].append(number)
    return pairs
