"""Anchoring: where a quote stands in a stored text, in code points, or why it can't be said."""

from msgspec import Struct

from claims.quotes.quoting import IDLE_SPACE, SETTING, StoredText, fold, parts_of, splits
from claims.text import joins

AROUND = 160
"""Code points of the text kept before and after a quote: a sentence's worth, so that a report can show the quote in it
when the text itself is out of reach, and two places whose nearest words are the same are still told apart.

It is several times what annotation tools are used to keep; the standard (W3C TextQuoteSelector) names no length.
"""

LONGEST_CHARACTER = 32
"""Code points by which that is shortened at most so as to cut no character: one of stream-safe text has fewer."""

CUT = " [...] "
"""How a cut between two parts of a quote is written."""

MOST_PLACES = 50


class Place(Struct, frozen=True):
    """Where a quote stands: its words as the text has them, what is around them, and the offsets, end exclusive."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class Nowhere(Struct, frozen=True):
    """The quote doesn't stand in the text; the passage that comes nearest, and whether a cut was left unmarked."""

    nearest: str
    share: float
    unmarked_cut: bool


class Folded:
    """A text as quotes are compared with it, each character with its place in the text itself.

    What differs only in how it is set is folded away: quotation marks, dashes, white space, soft hyphens, a space
    inside guillemets. No letter and no digit is.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        chars: list[str] = []
        places: list[int] = []
        idle = {place for found in IDLE_SPACE.finditer(text) for place in range(*found.span())}
        for place, char in enumerate(text):
            if place in idle:
                continue
            plain = char.translate(SETTING)
            if not plain:
                continue
            if plain.isspace():
                if chars and chars[-1] != " ":
                    chars.append(" ")
                    places.append(place)
                continue
            chars.append(plain)
            places.append(place)
        self.folded = "".join(chars)
        self._places = places

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """The stretch of the text itself that a stretch of the folded text is."""
        return self._places[start], self._places[stop - 1] + 1

    def find_all(self, wanted: str, opens: bool, ends: bool, start: int = 0) -> list[int]:
        """Every place from `start` on where the words stand whole."""
        found: list[int] = []
        place = self.folded.find(wanted, start) if wanted else -1
        while place >= 0 and len(found) < MOST_PLACES:
            stop = place + len(wanted)
            if not (opens and splits(self.folded, place)) and not (ends and splits(self.folded, stop)):
                found.append(place)
            place = self.folded.find(wanted, place + 1)
        return found


def places(text: str, quote: str) -> list[Place]:
    """Every place where a quote stands: all of it, or its parts in order where it is openly cut."""
    folded = Folded(text)
    wanted = fold(quote)
    whole = [[(at, at + len(wanted))] for at in folded.find_all(wanted, opens=True, ends=True)]
    return [_place(folded, spans) for spans in whole or _in_order(folded, parts_of(wanted))]


def _in_order(folded: Folded, parts: list[tuple[str, bool, bool]]) -> list[list[tuple[int, int]]]:
    """The places of openly cut parts: each first part with the nearest ones that follow it."""
    if not parts:
        return []
    (first, opens, ends), *rest = parts
    found = []
    for at in folded.find_all(first, opens, ends):
        spans = [(at, at + len(first))]
        for words, part_opens, part_ends in rest:
            following = folded.find_all(words, part_opens, part_ends, spans[-1][1])
            if not following:
                break
            spans.append((following[0], following[0] + len(words)))
        if len(spans) == len(parts):
            found.append(spans)
    return found


def _place(folded: Folded, spans: list[tuple[int, int]]) -> Place:
    text = folded.text
    stretches = [folded.span(*span) for span in spans]
    start, end = stretches[0][0], stretches[-1][1]
    prefix, suffix = around(text, start, end)
    return Place(
        exact=CUT.join(text[first:last] for first, last in stretches),
        prefix=prefix,
        suffix=suffix,
        start=start,
        end=end,
    )


def around(text: str, start: int, end: int, most: int = AROUND) -> tuple[str, str]:
    """What stands before and after a stretch, cut so that it neither begins nor ends within a character."""
    first = max(0, start - most)
    first = next((at for at in range(first, min(first + LONGEST_CHARACTER, start)) if not joins(text, at)), first)
    last = min(len(text), end + most)
    last = next((at for at in range(last, max(last - LONGEST_CHARACTER, end), -1) if not joins(text, at)), last)
    return text[first:start], text[end:last]


def fitting(found: list[Place], prefix: str | None, suffix: str | None) -> list[Place]:
    """Of several places those with this text before and after; all of them where none is given."""
    least = AROUND - LONGEST_CHARACTER  # what is kept of every place, however its characters fell
    before = fold(around(prefix or "", len(prefix or ""), 0, least)[0])
    after = fold(around(suffix or "", 0, 0, least)[1])
    return [place for place in found if fold(place.prefix).endswith(before) and fold(place.suffix).startswith(after)]


def nowhere(text: str, quote: str) -> Nowhere:
    """Why a quote wasn't found: the nearest passage, and whether words were left out without a mark."""
    stored = StoredText(text)
    share, nearest = stored.nearest(quote)
    return Nowhere(nearest, share, stored.is_cut(quote))
