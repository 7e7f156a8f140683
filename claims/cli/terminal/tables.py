"""Tables for a terminal, without rules: columns two spaces apart, as wide as the characters in them are."""

from collections.abc import Callable, Sequence

import click

GAP = 2
NARROWEST = 20
"""Columns of a terminal that the last column of a table needs before it is worth wrapping."""


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, paint: Callable[[str], str] = str
) -> str:
    """A table; where a width is given, the last column wraps to it, elsewhere every row is one line."""
    widths = [max(map(cells, column)) for column in zip(head, *rows, strict=True)]
    left = sum(widths[:-1]) + GAP * (len(widths) - 1)
    room = width - left if width and width - left >= NARROWEST else None
    lines = [_line([click.style(name, bold=True) for name in head], head, widths)]
    for row in rows:
        first, *more = wrapped(row[-1], room) if room else [row[-1]]
        lines.append(_line([*map(paint, row[:-1]), paint(first)], [*row[:-1], first], widths))
        lines += [" " * left + each for each in more]
    return "\n".join(lines)


def _line(shown: Sequence[str], plain: Sequence[str], widths: Sequence[int]) -> str:
    padded = [text + " " * (width - cells(bare) + GAP) for text, bare, width in zip(shown, plain, widths, strict=True)]
    return "".join([*padded[:-1], shown[-1]]).rstrip()


def cells(text: str) -> int:
    """How many columns of a terminal a text takes up."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # a table of all wide characters, which plain text needn't load

    return cell_len(text)


def wrapped(text: str, room: int) -> list[str]:
    """A text in lines of so many columns, broken between words, and inside one only where it is longer than a line."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
        while cells(line) > room:
            fits = _fitting(line, room)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line]


def _fitting(text: str, room: int) -> int:
    """How many characters of a text fit, one at the least."""
    fits = min(len(text), room)
    while fits > 1 and cells(text[:fits]) > room:
        fits -= 1
    return fits
