"""The words a language attributes with, read from its folder of lists."""

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct


class Lexicon(Struct, frozen=True):
    """One language's words: each verb with its frames, each frame with how sure it is."""

    verbs: dict[str, dict[str, float]]
    particles: frozenset[str]
    toward: dict[str, dict[str, float]]
    nouns: dict[str, float]
    lists: dict[str, frozenset[str]]


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of a language."""
    folder = files("claims.extraction").joinpath(language)
    read = {
        name: tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in ("verbs", "nouns", "words")
    }
    verbs: dict[str, dict[str, float]] = {}
    toward: dict[str, dict[str, float]] = {}
    for group in read["verbs"]["group"]:
        for word in group["words"].split():
            lemma, _, preposition = word.partition("+")
            if preposition:
                toward.setdefault(lemma, {})[preposition] = group["toward"]
                verbs.setdefault(lemma, {})["toward"] = group["toward"]
            else:
                verbs[lemma] = group["frames"] | verbs.get(lemma, {})
    return Lexicon(
        verbs=verbs,
        particles=frozenset(word.partition("_")[0] for word in verbs if "_" in word),
        toward=toward,
        nouns={word: group["confidence"] for group in read["nouns"]["group"] for word in group["words"].split()},
        lists={name: frozenset(words.split()) for name, words in read["words"].items()},
    )
