"""A sieve (Bloom filter): what it lets through was never put in; what it holds back may have been."""

from collections.abc import Iterable

SIZE = 1 << 26
"""Bits, 8 MB: of a million keys it holds back one stranger in a thousand."""


class Sieve:
    """Keys that were met, in eight megabytes however many they are."""

    def __init__(self) -> None:
        self._bits = bytearray(SIZE >> 3)

    def met(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Of these keys those that may have been met before, and a few that weren't; from now on all were."""
        bits, before = self._bits, set[str]()
        for key in keys:
            places = hash((kind, key))
            one, two = places % SIZE, (places >> 32) % SIZE
            in_one, in_two = 1 << (one & 7), 1 << (two & 7)
            if bits[one >> 3] & in_one and bits[two >> 3] & in_two:
                before.add(key)
            bits[one >> 3] |= in_one
            bits[two >> 3] |= in_two
        return before
