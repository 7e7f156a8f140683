"""An invented language to write claims in: a few words are everywhere and most are rare, as in any language."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

COMMON = 2_000
RARE = 28_000
TOPICS = 200
TOPIC_WORDS = 30
TOPIC_EVERY = 4
"""Every fourth word of a sentence is one of its topic's."""

POOL, LONGEST_STRIDE = 1 << 17, 1 << 12
"""Words drawn beforehand, and how far apart the words of a sentence lie among them."""

FUNCTION_WORDS = (
    "the of to in and a that is for on by was with as it from at has be an are not or its have were this but which been"
    " will their had more than after would about who they"
).split()
FUNCTION_SHARE = 0.4
"""How much of a text function words make up."""

_ONSETS = "b c d f g h k l m n p r s t v w b d k l m n r s t br fl gr pr sh st tr".split()
_VOWELS = "a a a e e e i i i o o o u u ai ea ou".split()
_CODAS = ["", "", "", "", "", "", "", "", "n", "r", "s", "l", "t", "nd"]
_ACCENTS = str.maketrans("aeou", "áéöü")

Weights = list[float]
T = TypeVar("T")


class Lexicon:
    """The words of one seed and how often each is used."""

    def __init__(self, seed: int) -> None:
        random = Random(f"{seed}:lexicon")
        content = list(_invented(random, COMMON, (2, 2))) + list(_invented(random, RARE, (2, 4)))
        self.content = list(dict.fromkeys(word for word in content if word not in FUNCTION_WORDS))
        words = FUNCTION_WORDS + self.content
        function, other = harmonic(len(FUNCTION_WORDS), 3), harmonic(len(self.content), 20)
        scale = FUNCTION_SHARE / (1 - FUNCTION_SHARE) * other[-1] / function[-1]
        weights = [scale * weight for weight in function]
        weights += [weights[-1] + weight for weight in other]
        self.topics = [random.sample(self.content[50:5_000], TOPIC_WORDS) for _ in range(TOPICS)]
        self.topic_names = sorted(random.sample(self.content[:COMMON], TOPICS))
        self.topic_weights = harmonic(TOPICS, 10)
        self._text = random.choices(words, cum_weights=weights, k=POOL)
        self._ranks = random.choices(range(TOPIC_WORDS), cum_weights=harmonic(TOPIC_WORDS, 3), k=POOL)

    def topic(self, random: Random) -> int:
        """What a claim is about; some topics are written about more than others."""
        return random.choices(range(TOPICS), cum_weights=self.topic_weights)[0]

    def sentence(self, random: Random, topic: int, shortest: int, longest: int) -> str:
        """A sentence on a topic, of so many words; most are near the middle of the range."""
        length = shortest + int((random.random() + random.random()) / 2 * (longest - shortest + 1))
        words, own = _drawn(random, self._text, length), self.topics[topic]
        words[::TOPIC_EVERY] = [own[rank] for rank in _drawn(random, self._ranks, -(-length // TOPIC_EVERY))]
        if random.random() < 0.15:
            words[-1] = str(2 + int(random.random() ** 4 * 3_000))
        words[0] = words[0].capitalize()
        return " ".join(words) + "."


class Names:
    """Names of people and outlets, none of them twice."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"{seed}:names")
        self._given = [word.capitalize() for word in _invented(self._random, 400, (1, 3))]
        self._family = [word.capitalize() for word in _invented(self._random, 3_000, (2, 3))]
        self._taken: set[str] = set()

    def person(self) -> str:
        """A given and a family name, some with accents."""
        while True:
            family = self._random.choice(self._family)
            if self._random.random() < 0.1:
                family = family.translate(_ACCENTS)
            if fresh := self._fresh(f"{self._random.choice(self._given)} {family}"):
                return fresh

    def body(self, kinds: Sequence[str]) -> str:
        """An outlet, an agency or an office: an invented name and what it is."""
        while True:
            if fresh := self._fresh(f"{self._random.choice(self._family)} {self._random.choice(kinds)}"):
                return fresh

    def _fresh(self, name: str) -> str | None:
        if name in self._taken:
            return None
        self._taken.add(name)
        return name


def harmonic(count: int, offset: int) -> Weights:
    """Cumulative weights by which the n-th of so many comes up in proportion to 1 / (n + offset)."""
    return list(accumulate(1 / (rank + offset) for rank in range(1, count + 1)))


def _drawn(random: Random, pool: list[T], count: int) -> list[T]:
    stride = 1 + int(random.random() * LONGEST_STRIDE)
    start = int(random.random() * (POOL - count * stride))
    return pool[start : start + count * stride : stride]


def _invented(random: Random, count: int, syllables: tuple[int, int]) -> Sequence[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        parts = (
            random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS)
            for _ in range(random.randint(*syllables))
        )
        word = "".join(parts)
        if len(word) > 2:
            found[word] = None
    return list(found)
