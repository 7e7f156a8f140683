"""Paper for the terminal: lines wrapped by the columns that their characters take up, in any script."""

import io

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text
from wcwidth import wcswidth

from claims.text import printable
from claims.traits import STATUSES

STATUS_STYLES = {status.value: traits.colour for status, traits in STATUSES.items()}
"""The style of each status on a terminal."""

_TABLE_WIDTH = 78
_LEAST_ROOM = 16
"""The columns that a table needs, and a text beside its mark; with fewer it goes below."""


class Sheet:
    """Lines as they are written; text from outside is never read as markup."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self._out = io.StringIO()
        self._colour = colour
        self._lines: list[Text] = []
        self._console = Console(
            file=self._out,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},
        )

    def text(self) -> str:
        """All that was written, without spaces at the ends of lines and with one line break at the end."""
        self._write()
        return "\n".join(line.rstrip() for line in self._out.getvalue().split("\n")).rstrip("\n") + "\n"

    def _write(self) -> None:
        """The lines so far, put on paper in one go, which is many times faster than one by one."""
        if self._colour and self._lines:
            self._console.print(Text("\n").join(self._lines), soft_wrap=True)
        else:
            self._out.writelines(f"{line.plain}\n" for line in self._lines)
        self._lines.clear()

    def title(self, title: str) -> None:
        """The title, underlined."""
        self.line(title, style="bold")
        self.line("═" * min(self.width, cell_len(_plain(title))))
        self.gap()

    def heading(self, heading: str, style: str = "bold") -> None:
        """A heading, underlined."""
        self.line(heading, style=style)
        self.line("─" * min(self.width, cell_len(_plain(heading))))

    def paragraph(self, text: str, style: str = "") -> None:
        """A paragraph and an empty line."""
        self.line(text, style=style)
        self.gap()

    def gap(self) -> None:
        """An empty line."""
        self._lines.append(Text())

    def rule(self) -> None:
        """A line across the sheet."""
        self.line("─" * self.width)

    def unbroken(self, text: str) -> None:
        """A line that is never wrapped, because a program reads it, too."""
        self._lines.append(Text(_plain(text)))

    def entry(self, label: str, text: str, *, label_width: int) -> None:
        """A label and, in the next column, what it says; on a narrow sheet below it."""
        if label_width + 2 > self.width // 2:
            self.line(f"{label}:")
            self.line(text, indent=2)
        else:
            self.line(text, mark=f"{label:<{label_width}}  ")

    def line(
        self, text: str, *, indent: int = 0, hang: int = 0, mark: str = "", style: str = "", styled: int | None = None
    ) -> None:
        """Text after a mark, wrapped, later lines hanging under the first; `styled` limits the style to a start."""
        if self.width - indent - cell_len(mark) < _LEAST_ROOM:
            self._lines.append(Text(" " * indent + mark.rstrip()))
            indent, mark = indent + 2, ""
        margin = indent + cell_len(mark)
        body = Text(_plain(text))
        body.stylize(style, 0, styled)
        for place, line in enumerate(self._wrapped(body, self.width - margin - hang)):
            line.rstrip()
            lead = " " * indent + mark if place == 0 else " " * (margin + hang)
            self._lines.append(Text(lead).append_text(line))

    def _wrapped(self, body: Text, room: int) -> list[Text]:
        """The text in lines; one that rich takes for narrower than terminals do, as in Tamil, is wrapped again."""
        if max(body.cell_len, wcswidth(" " + body.plain) - 1) <= room:
            return [body]
        lines = []
        for line in body.wrap(self._console, room, overflow="fold"):
            wide = wcswidth(" " + line.plain.rstrip()) - 1
            lines.extend(self._wrapped(line, room * room // wide) if wide > room > 1 else [line])
        return lines

    def has_room(self, rows: list[list[str]]) -> bool:
        """Whether rows can stand in columns: the sheet is wide, and all agree on how wide the letters are."""
        plain = [_plain(cell) for row in rows for cell in row]
        return self.width >= _TABLE_WIDTH and all(cell_len(cell) == wcswidth(cell) for cell in plain)

    def columns(self, names: list[str], rows: list[list[str]]) -> None:
        """A table; its cells wrap."""
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), width=None)
        for place, name in enumerate(names):
            figures = place > 0 and all(row[place].replace(",", "").isdigit() for row in rows)
            table.add_column(Text(name), justify="right" if figures else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(_plain(cell)) for cell in row))
        self._write()
        self._console.print(table)


def _plain(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey."""
    return " ".join(printable(text).split())
