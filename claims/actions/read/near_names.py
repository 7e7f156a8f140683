"""Known names that a new one may well be: a slip of the pen away, or another form of the same name.

The index of names is asked for the words of a name; however many names a ledger has, a few hundred are looked at.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlmodel import Session

from claims.ledger.log.search_index import CLAIMANT_NAMES
from claims.ledger.read.search import names_with
from claims.ledger.store.sql import Bulk
from claims.likeness import are_alike, asked_by
from claims.text import name_key
from claims.words import Term, index_words

MOST_ALIKE = 200
"""Names that are looked at for one question to the index."""

MOST_WORDS = 6
"""Words of a name that the index is asked for, the first ones."""

TITLES = "SELECT id, title FROM source WHERE id {among} AND title IS NOT NULL"

KEYED = {
    "claimant": """
        SELECT id, name FROM claimant WHERE name_key IN ({keys})
        UNION
        SELECT claimant_id, name FROM claimant_alias WHERE name_key IN ({keys})
        """,
    "source": "SELECT id, title FROM source WHERE title_key IN ({keys})",
}
"""The names with one of these keys."""

BEGINNING = 3
"""Letters of a word by which the index is asked where the rest may be misspelt."""


class Near(NamedTuple):
    """A known name, and the number of whoever bears it."""

    number: int
    name: str


def near_names(session: Session, written: str, noun: str, new: Sequence[Near] = ()) -> list[Near]:
    """Known names one or two letters off, nearest first; `new` are those that the index doesn't have yet."""
    from rapidfuzz.distance import OSA

    key = name_key(written)
    reach = 0 if len(key) < 4 else 1 if len(key) < 6 else 2
    if reach == 0:
        return []
    near: dict[Near, int] = {}
    for each in (*_candidates(session, key, noun), *new):
        other = name_key(each.name)
        distance = OSA.distance(key, other, score_cutoff=reach)
        # Names that differ in a figure ("Briefing 10", "Briefing 11") are different names, not slips of the pen.
        if 0 < distance <= reach and _figures(other) == _figures(key):
            near[each] = distance
    return sorted(near, key=lambda each: (near[each], name_key(each.name), each.number))


def alike_names(session: Session, written: str, new: Sequence[Near] = ()) -> list[Near]:
    """Known names of claimants that may well be this one; `new` are those that the index doesn't have yet."""
    key = name_key(written)
    questions = ([Term(word, prefix=False) for word in words] for words in asked_by(written))
    found = _named(session, questions, "claimant")
    return [each for each in (*found, *new) if name_key(each.name) != key and are_alike(written, each.name)]


def _candidates(session: Session, key: str, noun: str) -> Iterator[Near]:
    yield from _keyed(session, _slips(key), noun)
    words = index_words(key).split()[:MOST_WORDS]
    yield from _named(session, _questions(words), noun)


def _questions(words: Sequence[str]) -> Iterator[list[Term]]:
    """What to ask the index for names in which one word is misspelt, or each towards its end; the narrowest first."""
    beginnings = [Term(word[:BEGINNING], prefix=True) for word in words]
    if words:
        yield beginnings
    whole = [Term(word, prefix=False) for word in words]
    for place in range(len(words)):
        others = [*whole[:place], *whole[place + 1 :]]
        if others:
            yield others
            yield [*beginnings[:place], *beginnings[place + 1 :]]


def _slips(key: str) -> list[str]:
    """The keys one letter off at the beginning, where no word of the index may begin alike."""
    letters = sorted(set("abcdefghijklmnopqrstuvwxyz") | {each for each in key if each.isalpha()})
    found: dict[str, None] = {}
    for place in range(BEGINNING):
        before, here, after = key[:place], key[place], key[place + 1 :]
        found[before + after] = None
        found[before + after[:1] + here + after[1:]] = None
        for letter in letters:
            found[before + letter + after] = None
            found[before + letter + here + after] = None
    found.pop(key, None)
    return list(found)


def _keyed(session: Session, keys: Sequence[str], noun: str) -> list[Near]:
    marks = ", ".join(f":key{place}" for place in range(len(keys)))
    parameters: dict[str, Any] = {f"key{place}": key for place, key in enumerate(keys)}
    return [Near(*row) for row in Bulk(session).rows(KEYED[noun].format(keys=marks), **parameters)]


def _named(session: Session, questions: Iterable[Sequence[Term]], noun: str) -> list[Near]:
    """The names that answer any of these questions to the index."""
    numbers: set[int] = set()
    for terms in dict.fromkeys(map(tuple, questions)):
        numbers.update(names_with(session, terms, noun, MOST_ALIKE))
    return [Near(*row) for row in Bulk(session).rows(CLAIMANT_NAMES if noun == "claimant" else TITLES, numbers)]


def _figures(key: str) -> str:
    return "".join(character for character in key if character.isdigit())
