"""The article on a part of the screen: broken between words, every character there, the marked words exactly those."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.cli.terminal.wrapped import Marked, Wrapped, cells, rows

COMBINED = "e\u0301clair"
FAMILY = "👩\u200d👩\u200d👧"


def lines(text: str, width: int) -> list[str]:
    return [" " * row.indent + text[row.start : row.end] for row in rows(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("The harbour bridge is closed", 12, ["The harbour", "bridge is", "closed"]),
        ("one\n\ntwo three", 5, ["one", "", "two", "three"]),
        ("  moved in, and on", 10, ["  moved", "  in, and", "  on"]),
        ("an unbreakableword", 8, ["an", "unbreaka", "bleword"]),
        ("港口大橋將關閉。好", 6, ["港口大", "橋將關", "閉。好"]),
        ("港口大橋。", 8, ["港口大", "橋。"]),
        (f"one {COMBINED} two", 10, [f"one {COMBINED}", "two"]),
        (f"{COMBINED}{COMBINED}", 3, ["e\u0301cl", "air", "e\u0301cl", "air"]),
        (f"ab{FAMILY}c", 4, ["ab", f"{FAMILY}", "c"]),
        ("a\x1b[2Jb", 20, ["a\x1b[2Jb"]),
    ],
)
def test_rows_end_between_words(text: str, width: int, shown: list[str]) -> None:
    assert lines(text, width) == shown


@settings(max_examples=60)
@given(st.text(alphabet="ab \n.,港。e\u0301\u200d👩", max_size=60), st.integers(8, 20), st.data())
def test_nothing_is_lost_and_the_marked_words_are_exactly_those(text: str, width: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    drawn = Wrapped(lambda: Marked(text, [(start, end, "said")])).create_content(width, 10)
    shown = [drawn.get_line(i) for i in range(drawn.line_count)]
    assert squeezed("".join(each[1] for row in shown for each in row)) == squeezed(text)
    assert squeezed("".join(each[1] for row in shown for each in row if each[0])) == squeezed(text[start:end])
    assert all(cells("".join(each[1] for each in row).rstrip()) <= width for row in shown if "\u200d" not in text)


def squeezed(text: str) -> str:
    return "".join(text.split())
