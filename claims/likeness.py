"""Names that may well be one: a surname alone, turned round, abbreviated, with or without article or country."""

import re
from collections import Counter
from collections.abc import Sequence

from claims.words import index_words

ARTICLES = frozenset("the a an of for and le la les der die das el los".split())
HONORIFICS = frozenset("mr mrs ms dr prof sir".split())
COUNTRIES = frozenset(
    "us usa american uk british eu european russian rf french german chinese ukrainian turkish israeli".split()
)
"""Words that say only whose a body is: what is the State Department at home is the US State Department abroad."""

SHORT = {
    "dept": "department",
    "govt": "government",
    "gov": "government",
    "min": "ministry",
    "natl": "national",
    "intl": "international",
    "univ": "university",
    "assn": "association",
    "assoc": "association",
    "cttee": "committee",
    "comm": "commission",
    "inst": "institute",
    "corp": "corporation",
    "co": "company",
    "st": "saint",
}
_SHORT_OF = {long: short for short, long in SHORT.items()}

_UNITED = re.compile(r"\b(?:u\.\s?s\.(?:\s?a\.)?|united states(?: of america)?)(?!\w)", re.IGNORECASE)
_KINGDOM = re.compile(r"\b(?:u\.\s?k\.|united kingdom)(?!\w)", re.IGNORECASE)

LEAST_SURNAME = 3
"""Letters of a word that can stand for a whole name."""

MOST_WORDS = 12
"""Words of a name; what is longer is a sentence, and no name is like it."""


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, in the order in which it is spoken, none abbreviated."""
    last, comma, first = name.partition(",")
    spoken = f"{first} {last}" if comma and "," not in first else name
    plain = _KINGDOM.sub("UK", _UNITED.sub("US", spoken))
    words = [SHORT.get(word, word) for word in index_words(plain).split()]
    return tuple(word for word in words if word not in ARTICLES | HONORIFICS)


def are_alike(one: str, other: str) -> bool:
    """Whether two different names may well be one person's or one body's; names with other figures are others'."""
    first, second = name_words(one), name_words(other)
    if not (0 < len(first) <= MOST_WORDS and 0 < len(second) <= MOST_WORDS):
        return False
    if _figures(first) != _figures(second):
        return False
    if Counter(first) == Counter(second) or _same_but_for_country(first, second):
        return True
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return len(short[0]) >= LEAST_SURNAME and short[0].isalpha() and len(long) <= 4 and long[-1] == short[0]
    return _same_person(short, long)


def _same_but_for_country(first: Sequence[str], second: Sequence[str]) -> bool:
    bare, also_bare = (Counter(word for word in words if word not in COUNTRIES) for words in (first, second))
    countries, others = (frozenset(words) & COUNTRIES for words in (first, second))
    return bool(bare) and bare == also_bare and not (countries and others)


def _same_person(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether surnames agree, and the first names as far as they are given: A. for Alexander."""
    return short[-1] == long[-1] and _given(short[0], long[0]) and _in_order(short[1:-1], long[1:-1])


def _given(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _in_order(few: Sequence[str], many: Sequence[str]) -> bool:
    rest = iter(many)
    return all(any(_given(word, other) for other in rest) for word in few)


def _figures(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if any(letter.isdigit() for letter in word))


def asked_by(name: str) -> list[list[str]]:
    """The words by which to ask an index for names like this one, all of a list together, the narrowest first."""
    words = [word for word in name_words(name) if word not in COUNTRIES]
    whole = [list(dict.fromkeys(words))] if len(words) > 1 else []
    told = [word for word in dict.fromkeys(reversed(words)) if len(word) >= LEAST_SURNAME and not word.isdigit()]
    return [*whole, *([word] for word in told[:4]), *([_SHORT_OF[word]] for word in told[:4] if word in _SHORT_OF)]
