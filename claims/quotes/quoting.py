"""Looking for a quote in a text: what may differ is how it is set, never a letter, a digit, a sign or the order."""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cached_property

SETTING = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u02bc\uff07`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
        **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", None),
    }
)
"""Quotation marks and dashes as a typewriter has them; soft hyphens, breaks and marks of direction that nobody sees
left out."""

_SPACES = re.compile(r"\s+")
IDLE_SPACE = re.compile(
    r"(?:(?<=^[\u00ab\u2039])|(?<=[\s(\[][\u00ab\u2039]))\s+"
    r"|\s+(?=[\u00bb\u203a](?:[\s.,;:!?)\]\u2026]|\Z))"
    r"|(?<=[\u20ac$\u00a3\u00a5])\s+(?=\d)|(?<=\d)\s+(?=[\u20ac$\u00a3\u00a5%\u2030])"
    r"|(?<=[^\W\d_])\s+(?=[!?;:](?:\s|\Z))"
)
"""White space that one house sets and another doesn't: inside guillemets, beside a sign of money or per cent, and
before a mark that ends a clause, as French has it."""
_MARK = re.compile(r"\[[^\[\]]{0,300}\]|\((?:\.{3}|\u2026)\)|\.{3,}|\u2026|\.(?: \.){2,}")
"""Where a quote says openly that it leaves out or puts in words: an ellipsis, or brackets."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_PUNCTUATION = ".,;:!?\"'()[]{}\u2026\u3002\u3001\uff0c\u060c\u061b\u061f\u0964"

_WIDEST_CUT = 80
_WIDEST_SMALL_CUT = 3
_FEW_WORDS, _WORDS_A_CUT = 4, 3
_ALIKE = 0.6
"""The share of its words that an altered quote still has in common with some passage; a paraphrase has less."""


def fold(text: str) -> str:
    """A text in NFC on one line, with typewriter quotation marks and dashes."""
    plain = IDLE_SPACE.sub("", unicodedata.normalize("NFC", text)).translate(SETTING)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", plain)).strip()


def words(folded: str) -> list[str]:
    """The words of a folded text without the punctuation around them; a sign before a number stays."""
    return [word for each in _WORD.findall(folded) if any(map(str.isalnum, word := each.strip(_PUNCTUATION)))]


class StoredText:
    """A stored text, folded once, in which quotes are looked for."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)

    @cached_property
    def words(self) -> list[str]:
        """Its words in order."""
        return words(self.folded)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            places[word].append(place)
        return places

    def has(self, quote: str) -> bool:
        """Whether a quote stands there: all of it, or its parts in order where it is openly cut."""
        folded = fold(quote)
        return self._find(folded, 0, True, True) >= 0 or self._has_in_order(parts_of(folded))

    def has_parts(self, quote: str) -> bool:
        """Whether each part of an openly cut quote stands there, in whatever order."""
        parts = parts_of(fold(quote))
        return bool(parts) and all(self._find(text, 0, opens, ends) >= 0 for text, opens, ends in parts)

    def is_cut(self, quote: str) -> bool:
        """Whether the words stand there in order, but with others between them that no mark stands for."""
        missing = [text for text, opens, ends in parts_of(fold(quote)) if self._find(text, 0, opens, ends) < 0]
        return bool(missing) and all(self._in_order_with_gaps(words(text)) for text in missing)

    def nearest(self, quote: str) -> tuple[float, str]:
        """The share of a quote's words that some passage of its length has, and the passage."""
        wanted = [word.casefold() for word in words(_MARK.sub(" ", fold(quote)))]
        size, here = len(wanted), [word.casefold() for word in self.words]
        if not wanted or not here:
            return 0.0, ""
        need, window = Counter(wanted), Counter(here[:size])
        shared = sum((need & window).values())
        best, where = shared, 0
        for start in range(1, len(here) - size + 1):
            gone, come = here[start - 1], here[start + size - 1]
            shared -= window[gone] <= need[gone]
            window[gone] -= 1
            window[come] += 1
            shared += window[come] <= need[come]
            if shared > best:
                best, where = shared, start
        return best / size, " ".join(self.words[where : where + size])

    def altered(self, quote: str) -> str | None:
        """The passage that is the quote but for a word or a few."""
        size = len(words(_MARK.sub(" ", fold(quote))))
        share, passage = self.nearest(quote)
        return passage if share >= _ALIKE or (size > 1 and share >= (size - 1) / size) else None

    def _has_in_order(self, parts: list[tuple[str, bool, bool]]) -> bool:
        start = 0
        for text, opens, ends in parts:
            place = self._find(text, start, opens, ends)
            if place < 0:
                return False
            start = place + len(text)
        return bool(parts)

    def _find(self, wanted: str, start: int, opens: bool, ends: bool) -> int:
        """The first place from `start` where the words stand whole, at the open and the closed end as asked; or -1."""
        place = self.folded.find(wanted, start) if wanted else -1
        while place >= 0:
            stop = place + len(wanted)
            if not (opens and splits(self.folded, place)) and not (ends and splits(self.folded, stop)):
                return place
            place = self.folded.find(wanted, place + 1)
        return -1

    def _in_order_with_gaps(self, wanted: list[str]) -> bool:
        """Whether words stand in order with a few gaps between runs of them: at most one gap for each three words."""
        most = max(1, len(wanted) // _WORDS_A_CUT)
        widest = _WIDEST_CUT if len(wanted) >= _FEW_WORDS else _WIDEST_SMALL_CUT
        gaps = dict.fromkeys(self._places.get(wanted[0], []), 0) if len(wanted) > 1 else {}
        for word in wanted[1:]:
            following: dict[int, int] = {}
            for place in self._places.get(word, []):
                jumps = [gaps[each] + 1 for each in range(place - widest - 1, place - 1) if each in gaps]
                fewest = min([*jumps, gaps[place - 1]] if place - 1 in gaps else jumps, default=most + 1)
                if fewest <= most:
                    following[place] = fewest
            gaps = following
        return bool(gaps) and min(gaps.values()) > 0


def parts_of(folded: str) -> list[tuple[str, bool, bool]]:
    """The parts of an openly cut quote, and whether each begins and ends with a whole word; `[T]he` does not."""
    parts, start, opens = [], 0, True
    for mark in [*_MARK.finditer(folded), None]:
        stop = mark.start() if mark else len(folded)
        raw = folded[start:stop]
        glued = mark is not None and mark[0].startswith("[") and raw[-1:].isalnum()
        if any(map(str.isalnum, raw)):
            parts.append((raw.strip(), opens or not raw[:1].isalnum(), not glued))
        start, opens = (mark.end(), not mark[0].startswith("[")) if mark else (stop, True)
    return parts


def splits(text: str, place: int) -> bool:
    """Whether a cut at this place goes through a word or a number, or parts a number from its sign."""
    before, after = text[max(0, place - 2) : place], text[place : place + 2]
    if not before or not after or _IS_UNSPACED.match(before[-1]) or _IS_UNSPACED.match(after[0]):
        return False
    if _joins(before[-1]) and _joins(after[0]):
        return True
    if before[-1] == "n" and after == "'t":
        return True
    if before[-1] in ".,'" and len(before) > 1 and before[0].isdigit() and after[0].isdigit():
        return True
    if after[0] in ".,'" and len(after) > 1 and before[-1].isdigit() and after[1].isdigit():
        return True
    return before[-1] in "-+" and after[0].isdigit() and not before[:-1].isalnum()


def _joins(char: str) -> bool:
    """Whether a character is part of a word: a letter, a digit, or a mark on a letter."""
    return char.isalnum() or unicodedata.combining(char) != 0 or unicodedata.category(char) in ("Mn", "Mc")
