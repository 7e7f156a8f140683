"""Text on a part of the screen, broken between words, with its marked stretches exactly where they are."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout.controls import UIContent, UIControl
from prompt_toolkit.utils import get_cwidth

from claims.text import joins, printable

_IDEOGRAPH = (
    "\u2e80-\u3000\u3003-\u3007\u3012-\u3098\u309b-\u30fb\u30fd-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_CLOSING = (
    "\u2019\u201d\u2026\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u30fc\u3099\u309a\ufe00-\ufe0f"
    "\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\U000e0100-\U000e01ef"
)
_PIECE = re.compile(rf"[{_IDEOGRAPH}][{_CLOSING}]*[ \t]*|[^ \t{_IDEOGRAPH}]+[ \t]*|[ \t]+")
"""What a row can't be broken in: a word with the spaces behind it, or an ideograph with the marks that close it."""


class Marked(NamedTuple):
    """A text with its marked stretches in order: where each begins and ends, and its style."""

    text: str
    stretches: list[tuple[int, int, str]] = []  # noqa: RUF012  (nobody adds to it)


class ScreenRow(NamedTuple):
    """One row of the screen: which part of the text it shows, and by how many columns it is moved in."""

    start: int
    end: int
    indent: int


def cells(text: str) -> int:
    """The columns that a text takes: two for an ideograph, none for a combining mark."""
    return get_cwidth(shown(text))


def shown(text: str) -> str:
    """Text from outside with nothing in it that a terminal would obey."""
    return printable(text).replace("\t", " ").replace("\xa0", " ")


@lru_cache(maxsize=8)
def rows(text: str, width: int) -> tuple[ScreenRow, ...]:
    """The rows of a text on so many columns; a line that is moved in goes on as far in."""
    found: list[ScreenRow] = []
    at = 0
    for line in text.split("\n"):
        found += _rows_of_line(text, at, at + len(line), max(width, 2))
        at += len(line) + 1
    return tuple(found)


def _rows_of_line(text: str, start: int, end: int, width: int) -> Iterator[ScreenRow]:
    spaces = len(text[start:end]) - len(text[start:end].lstrip(" "))
    hang = spaces if spaces < width // 2 else 0
    indent, begun, used = 0, start, 0
    for piece in _pieces(text, start, end, width - hang):
        long = cells(text[piece[0] : piece[1]].rstrip())
        if used and indent + used + long > width:
            yield ScreenRow(begun, begun + len(text[begun : piece[0]].rstrip(" \t")), indent)
            indent, begun, used = hang, piece[0], 0
        used += cells(text[piece[0] : piece[1]])
    yield ScreenRow(begun, end, indent)


def _pieces(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The pieces of a line; what is longer than a row in parts that no character is cut in."""
    for match in _PIECE.finditer(text, start, end):
        first, last = match.span()
        if cells(match[0].rstrip()) <= width:
            yield first, last
            continue
        at, used = first, 0
        for begin, end in _characters(text, first, last):
            wide = cells(text[begin:end])
            if used + wide > width and begin > at:
                yield at, begin
                at, used = begin, 0
            used += wide
        yield at, last


def _characters(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The characters of a stretch as a person sees them."""
    begin = first
    for end in range(first + 1, last + 1):
        if end == last or not joins(text, end):
            yield begin, end
            begin = end


class Wrapped(UIControl):
    """Shows a marked text; of its `count` rows the first marked stretch begins in the `first`."""

    def __init__(self, asked: Callable[[], Marked], focusable: bool = False) -> None:
        self._asked = asked
        self._focusable = focusable
        self.first = 0
        self.count = 0

    def is_focusable(self) -> bool:
        """Whether keys can go to it."""
        return self._focusable

    def preferred_height(self, width: int, max_available_height: int, *_asked: Any) -> int | None:
        """The rows it takes."""
        return min(len(rows(self._asked().text, width)), max_available_height)

    def create_content(self, width: int, height: int | None) -> UIContent:  # noqa: ARG002
        """The rows as they are drawn, each only when it is."""
        marked = self._asked()
        laid = rows(marked.text, width)
        begin = marked.stretches[0][0] if marked.stretches else 0
        self.count = len(laid)
        self.first = next((i for i, row in enumerate(laid) if row.end > begin), 0)
        return UIContent(
            get_line=lambda i: _drawn(marked, laid[i]), line_count=len(laid), cursor_position=Point(0, self.first)
        )


def _drawn(marked: Marked, row: ScreenRow) -> StyleAndTextTuples:
    """A row with the parts of the marked stretches that lie in it."""
    parts: StyleAndTextTuples = [("", " " * row.indent)]
    at = row.start
    for start, end, style in marked.stretches:
        first, last = max(start, at), min(end, row.end)
        if first < last:
            parts += [("", shown(marked.text[at:first])), (style, shown(marked.text[first:last]))]
            at = last
    return [*parts, ("", shown(marked.text[at : row.end]))]
