"""The words a language attributes with and the labels its pipeline gives, read from its folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from claims.extraction.language.folders import filled, folder_of, languages, spoken
from claims.extraction.language.labels import Grammar, Tags
from claims.extraction.language.times import Times, WrittenDate
from claims.extraction.language.vocables import Hops, Lists, People

Frame = Literal["quote", "clause", "aside", "object", "to", "naming"]


class VerbGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of a kind: the shapes of sentence they attribute in, and how sure that is."""

    words: str
    frames: dict[Frame, float] = {}
    toward: float = 0.0
    speech: bool = False


class Verbs(Struct, frozen=True, forbid_unknown_fields=True):
    """`verbs.toml`."""

    group: list[VerbGroup]
    read_as_nouns: dict[str, str] = {}


class NounGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that hold a statement, and how sure that is."""

    words: str
    confidence: float


class Nouns(Struct, frozen=True, forbid_unknown_fields=True):
    """`nouns.toml`."""

    group: list[NounGroup]


class Lexicon(Struct, frozen=True):
    """One language: each verb with its frames, each frame with how sure it is, and all that the rules ask for."""

    verbs: dict[str, dict[str, float]]
    read_as_nouns: dict[str, str]
    particles: frozenset[str]
    toward: dict[str, dict[str, float]]
    nouns: dict[str, float]
    lists: Lists
    people: People
    hops: Hops
    tags: Tags
    grammar: Grammar
    times: Times


def lexicon(language: str) -> Lexicon:
    """All there is of a language."""
    return _read(folder_of(language))


def that_of(language: str) -> frozenset[str]:
    """The words that open a clause and are no part of it; none for a language that has no folder."""
    name = spoken(language)
    return _lists(languages()[name]).that if name in languages() else frozenset()


def unclear_of(language: str) -> frozenset[str]:
    """The words that a claim can't begin with and stand alone; none for a language that has no folder."""
    name = spoken(language)
    return _lists(languages()[name]).unclear if name in languages() else frozenset()


@cache
def _lists(folder: Path) -> Lists:
    return filled(Lists, folder, "words")


@cache
def _read(folder: Path) -> Lexicon:
    written = filled(Verbs, folder, "verbs")
    verbs, toward = _verbs(written.group)
    nouns = filled(Nouns, folder, "nouns").group
    return Lexicon(
        verbs=verbs,
        read_as_nouns=written.read_as_nouns,
        particles=frozenset(word.partition("_")[0] for word in verbs if "_" in word),
        toward=toward,
        nouns={word: group.confidence for group in nouns for word in group.words.split()},
        lists=_lists(folder),
        people=filled(People, folder, "people"),
        hops=filled(Hops, folder, "chains"),
        tags=filled(Tags, folder, "tags"),
        grammar=filled(Grammar, folder, "grammar"),
        times=Times(filled(WrittenDate, folder, "times"), folder / "times.toml"),
    )


def _verbs(groups: list[VerbGroup]) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """The frames of each verb, and for those that take something up their prepositions."""
    verbs: dict[str, dict[str, float]] = {}
    toward: dict[str, dict[str, float]] = {}
    for group in groups:
        for word in group.words.split():
            lemma, _, preposition = word.partition("+")
            if preposition:
                toward.setdefault(lemma, {})[preposition] = group.toward
                verbs.setdefault(lemma, {})["toward"] = group.toward
            else:
                verbs[lemma] = dict(group.frames) | verbs.get(lemma, {})
    return verbs, toward
