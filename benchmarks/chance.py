"""Draws from a seed: what is entered, how often, and when."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from benchmarks.lexicon import Weights
from claims.ledger.store.canonical import Document

T = TypeVar("T")


class Chance:
    """Draws; each uses up the same amount of luck in a ledger of any size."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.luck = self.random.random

    def one(self, choices: Sequence[T]) -> T:
        """One of these, each as likely."""
        return choices[int(self.luck() * len(choices))]

    def weighed(self, choices: Sequence[T], weights: Weights) -> T:
        """One of these, by cumulative weights."""
        return self.random.choices(choices, cum_weights=weights)[0]

    def maybe(self, share: float, value: T) -> T | None:
        """The value, that often."""
        return value if self.luck() < share else None

    def shares(self, **shares: float) -> str:
        """One of these words, by its share of 1."""
        luck = self.luck()
        for word, share in shares.items():
            luck -= share
            if luck < 0:
                return word
        return next(reversed(shares))

    def count(self, *shares: float) -> int:
        """0, 1, 2 and so on, by its share of 1."""
        luck, number = self.luck() - shares[0], 0
        while luck >= 0 and number + 1 < len(shares):
            number += 1
            luck -= shares[number]
        return number

    def dated(self, day: date, field: str) -> Document:
        """A date that is known to the day, the month or the year, exactly or about, or not at all."""
        precision = self.shares(day=0.88, month=0.08, year=0.02, unknown=0.02)
        if precision == "unknown":
            return {}
        first = day.isoformat()
        if precision != "day":
            first = first[:8] + "01" if precision == "month" else first[:5] + "01-01"
        return {field: first, f"{field}_precision": precision, f"{field}_circa": self.luck() < 0.04}

    def days_before(self, day: date, longest: int) -> date:
        """A day some time before; most are near."""
        return day - timedelta(days=int(self.luck() ** 3 * longest))
