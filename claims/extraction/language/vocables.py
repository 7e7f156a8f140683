"""The single words and phrases that the rules ask for; each file says what a list is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from spacy.tokens import Doc

Words = frozenset[str]
Phrases = dict[str, list[list[str]]]
"""Phrases by their first word, each as its words."""


class Lists(Struct, frozen=True, forbid_unknown_fields=True):
    """`words.toml`: the words that shape a sentence."""

    according: Phrases
    that: Words
    subordinators: Words
    adjuncts: Words
    relatives: Words
    plain: Words
    concessives: Words
    abbreviations: Words
    idle_before: Words
    belongs: Words
    starters: Words
    coordinators: Words
    opens_clause: Words
    as_put: Words
    what: Words
    joins: Words
    even: Phrases
    infinitive_marks: Words
    addressing: Words
    in_name: Words
    closing_abbreviations: Words
    elisions: Words
    opening_marks: Words
    closing_marks: Words
    openers: Words
    closers: Words
    negations: Words = frozenset()
    no_one: Words = frozenset()
    nor: Words = frozenset()
    only: Words = frozenset()
    denying: Words = frozenset()
    withholding: Words = frozenset()
    not_doing: Phrases = {}
    awaited: Words = frozenset()
    whether: Words = frozenset()
    asking: Words = frozenset()
    conditions: Words = frozenset()
    turned_condition: Words = frozenset()
    perhaps: Words = frozenset()
    no_names: Words = frozenset()
    unclear: Words = frozenset()


class People(Struct, frozen=True, forbid_unknown_fields=True):
    """`people.toml`: the words for roles, bodies, hearers and media, pronouns and articles."""

    roles: Words
    honorifics: Words
    male: Words
    female: Words
    particles: Words
    possessive_endings: Words
    he: Words
    she: Words
    it: Words
    they: Words
    relatives: Words
    articles: Words
    indefinite: Words
    definite: Words
    pointing: Words
    owned: Words
    plain_role: Words
    one_person: Words
    bodies: Words
    hearers: Words
    media: Words
    media_names: Words
    acronyms: Words
    documents: Words
    relaying: Words
    metonyms: dict[str, str]


class Hops(Struct, frozen=True, forbid_unknown_fields=True):
    """`chains.toml`: the words by which a statement is passed on."""

    telling: Words
    told: str
    quoted: str
    speaking: Words
    spoken_to: Words
    by: Words
    saying: Phrases
    aired: Words
    citing: Words
    cites: Words
    cited_as: Words
    reports: Words
    joins_name: Words
    within_outlet: Words
    kinds: Words
    days: Words


def phrase_at(doc: Doc, i: int, phrases: Phrases) -> int:
    """How many words of a phrase stand at a place; 0 where none does."""
    for words in phrases.get(doc[i].lower_, ()):
        if len(words) == 1 or [token.lower_ for token in doc[i : i + len(words)]] == words:
            return len(words)
    return 0
