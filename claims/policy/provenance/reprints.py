"""Texts that are nearly the same: a reprint under another name, headline and byline is still the same report."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
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


class Likeness:
    """Which sources have the same text, however short, and which nearly the same."""

    def __init__(self, equal: Mapping[int, int] | None = None, near: Collection[tuple[int, int]] = ()) -> None:
        self._equal = equal or {}
        """For each source with a twin, the first that has its text."""
        self._near: dict[int, set[int]] = defaultdict(set)
        for one, other in near:
            self._near[self._first(one)].add(self._first(other))
            self._near[self._first(other)].add(self._first(one))

    def _first(self, source: int) -> int:
        return self._equal.get(source, source)

    def equal_among(self, sources: Iterable[int]) -> dict[object, list[int]]:
        """Of these sources, those that have one text."""
        return {first: found for first, found in self._by_text(sources).items() if len(found) > 1}

    def near_among(self, sources: Iterable[int]) -> list[tuple[int, int]]:
        """Of these sources, pairs with nearly the same text; of those with equal texts each."""
        here = self._by_text(sources)
        return [
            (one, other)
            for first in here
            for near in self._near.get(first, ())
            if near in here and first < near
            for one in here[first]
            for other in here[near][: None if one == here[first][0] else 1]
        ]

    def alike(self, one: int, other: int) -> bool:
        """Whether two sources have the same or nearly the same text."""
        first, second = self._first(one), self._first(other)
        return first == second or second in self._near.get(first, ())

    def _by_text(self, sources: Iterable[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for each in sorted(sources):
            found[self._first(each)].append(each)
        return found


def likeness(texts: Mapping[int, str | None], hashes: Mapping[int, str]) -> Likeness:
    """Which of these stored copies are one: equal to the byte, equal once folded, or a text within another."""
    firsts: dict[str, int] = {}
    equal: dict[int, int] = {}
    for number in sorted({*texts, *hashes}):
        text = " ".join(words(fold(texts.get(number) or "").casefold()))
        keys = [*([f"text {text}"] if text else []), *([hashes[number]] if number in hashes else [])]
        first = min((firsts[key] for key in keys if key in firsts), default=number)
        for key in keys:
            firsts.setdefault(key, first)
        equal[number] = first
    alone = {number: text for number, text in texts.items() if text and equal[number] == number}
    return Likeness(
        {number: first for number, first in equal.items() if number != first},
        [pair[:2] for pair in same_text(alone)],
    )


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
    """The share of the smaller set that both have: a wire within a longer page is whole."""
    return len(one & other) / min(len(one), len(other))


def _candidates(shingles: Mapping[int, frozenset[str]]) -> set[tuple[int, int]]:
    """Pairs that can be alike: where the larger has one of the rarer shingles of the smaller.

    Who has at least a part p of a set has one of the rarest (1 - p) of it, so what stands on every page of a site need
    not be compared.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, found in shingles.items():
        for shingle in found:
            holders[shingle].append(number)
    pairs: set[tuple[int, int]] = set()
    for number, found in shingles.items():
        rarest = sorted(found, key=lambda each: (len(holders[each]), each))
        for shingle in rarest[: len(rarest) - ceil(CONTAINED * len(rarest)) + 1]:
            pairs.update(
                (min(other, number), max(other, number))
                for other in holders[shingle]
                if other != number and len(shingles[other]) >= len(found)
            )
    return pairs
