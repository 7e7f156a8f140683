"""The words that search goes by: how text is folded for the index, and how a person's query is read."""

import re
import unicodedata
from dataclasses import dataclass

from claims.errors import BadInput

STOP_WORDS = frozenset(
    "a an and are as at be been but by did do does for from had has have he her his i if in into is it its not of on or"
    " our she so than that the their them then there these they this to was we were what when which who will with you"
    " your".split()
)
"""English words too common to search by, unless a query has nothing else."""

# Scripts written without spaces; each character is a word of its own, and a run of them a phrase. Compiled when needed:
# so wide a class takes 3 ms, and most text has none of them.
_UNSPACED = r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff])"
_LATIN_MARKS = re.compile(r"[\u0300-\u036f]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SIGN = re.compile(r"[^\w\s]|_")
_ASCII_GAPS = {code: " " for code in range(128) if _SIGN.match(chr(code))}
_JOINING = ("Mn", "Mc", "Co")  # marks that belong to a letter, and private letters
_QUERY_PART = re.compile(r'"([^"]*)"|(\S+)')

MOST_TERMS = 100
"""Words or phrases of one query; PostgreSQL gives up a little beyond a thousand."""


def index_words(raw: str) -> str:
    """Text as the index holds it: case, compatibility forms and Latin accents folded, unspaced scripts split.

    Signs between words become spaces, because each database has its own idea of what "10:30" or "A/B" is.
    """
    if raw.isascii():
        return raw.lower().translate(_ASCII_GAPS)
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", raw))
    plain = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", decomposed)).casefold()
    spaced = _SIGN.sub(_gap, plain)
    return spaced if spaced.isascii() else re.sub(_UNSPACED, r" \1 ", spaced)


def _gap(sign: re.Match[str]) -> str:
    return sign[0] if unicodedata.category(sign[0]) in _JOINING else " "


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a query asks for: words that stand side by side, the last of which may be only a beginning."""

    text: str
    prefix: bool


def read_query(raw: str) -> tuple[Term, ...]:
    """A query as terms that must all be found: words, "quoted phrases", and beginnings marked by a star."""
    terms = []
    for phrase, word in _QUERY_PART.findall(raw):
        text = " ".join(index_words(phrase or word).split())
        if any(character.isalnum() for character in text):
            terms.append(Term(text, prefix=not phrase and word.endswith("*")))
    if not terms:
        raise BadInput("There is no word to search for.", "Give one or more words.")
    telling = tuple(dict.fromkeys(term for term in terms if term.text not in STOP_WORDS)) or tuple(dict.fromkeys(terms))
    if len(telling) > MOST_TERMS:
        raise BadInput(f"Those are {len(telling):,} words to search for; the limit is {MOST_TERMS}.", "Give fewer.")
    return telling
