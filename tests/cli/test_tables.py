"""Tables line up in every script, and wrap where a terminal is narrow."""

from collections.abc import Sequence

import click
from hypothesis import given
from hypothesis import strategies as st

from claims.cli.terminal.tables import cells, wrapped
from claims.cli.terminal.tables import table as painted

HEAD = ("ID", "NAME", "CLAIM")


def table(head: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    """A table without its colours."""
    return click.unstyle(painted(head, rows, width))


def test_columns_stand_two_spaces_apart_and_rows_keep_to_one_line() -> None:
    shown = table(HEAD, [("#1", "Ana Ruiz", "a " * 60 + "b"), ("#12", "Bo", "c")], None)
    assert [line[:17] for line in shown.splitlines()] == ["ID   NAME      CL", "#1   Ana Ruiz  a ", "#12  Bo        c"]
    assert len(shown.splitlines()) == 3


def test_the_last_column_wraps_between_words() -> None:
    shown = table(HEAD, [("#1", "Ana", "The bridge is closed until further notice")], 34)
    assert shown.splitlines() == [
        "ID  NAME  CLAIM",
        "#1  Ana   The bridge is closed",
        "          until further notice",
    ]


def test_a_terminal_too_narrow_for_a_table_gets_whole_lines() -> None:
    assert len(table(HEAD, [("#1", "Ana", "one two three four")], 24).splitlines()) == 2


def test_wide_characters_take_two_columns() -> None:
    shown = table(HEAD, [("#1", "東京", "x"), ("#2", "Ana", "y")], None)
    assert shown.splitlines()[1:] == ["#1  東京  x", "#2  Ana   y"]


@given(st.text(alphabet="ab c東é\u0301", max_size=60), st.integers(2, 30))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert all(cells(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
