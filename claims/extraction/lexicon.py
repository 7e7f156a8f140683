"""The words a language attributes with, read from its folder of lists."""

from functools import cache
from importlib.resources import files
import tomllib

from msgspec import Struct


class Verb(Struct, frozen=True):
    """What a verb may attribute, and how sure one may be of it."""

    lemma: str
    speech: bool
    frames: frozenset[str]


class Lexicon(Struct, frozen=True):
    """One language's words."""

    verbs: dict[str, dict[str, float]]
    prepositions: dict[str, dict[str, float]]
    nouns: dict[str, float]
    noun_sources: frozenset[str]
    lists: dict[str, frozenset[str]]


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of a language; each verb with its frames, each frame with its confidence."""
    folder = files("claims.extraction").joinpath(language)
    read = {name: tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in ("verbs", "nouns", "words")}
    verbs: dict[str, dict[str, float]] = {}
    toward: dict[str, dict[str, float]] = {}
    for group in read["verbs"]["group"]:
        for word in group["words"].split():
            lemma, _, prep = word.partition("+")
            if prep:
                toward.setdefault(lemma, {})[prep] = group["toward"]
            else:
                verbs.setdefault(lemma, {}).update(group["frames"])
    nouns = {word: group["confidence"] for group in read["nouns"]["group"] for word in group["words"].split()}
    lists = {name: frozenset(words.split()) for name, words in read["words"].items()}
    return Lexicon(verbs=verbs, prepositions=toward, nouns=nouns, noun_sources=frozenset(), lists=lists)
