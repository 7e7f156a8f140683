"""What is met in a file, one thing after another, each with where it stands and how it was written."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from claims.formats.streams import LOOK

LONGEST_LINE = 64_000_000
"""Bytes of one line, or of one page."""


class Piece(Struct, frozen=True):
    """One thing met in a file: its line, its JSON path, itself, and how it was written; or why it can't be read.

    A `frame` is what stood around the elements of a document.
    """

    line: int | None
    path: str
    value: Any = None
    raw: str | bytes | None = None
    fault: str | None = None
    frame: bool = False

    @property
    def length(self) -> int:
        """How much was written, in characters or bytes; of a table's row, in its cells."""
        if self.raw is None:
            return sum(map(len, filter(None, self.value.values()))) if isinstance(self.value, dict) else 0
        return len(self.raw)

    def as_written(self, path: str = "") -> Any:
        """The piece, or what stands in it at a path, as it came; of what is cut from a long one, its JSON."""
        steps = _STEPS.findall(path.removeprefix(self.path))
        if self.raw is None or (steps and len(self.raw) > LOOK):
            return _at(self.value, steps)
        return _text_at(self.raw, steps)


_STEPS = re.compile(r"\.([@\w]+)|\[(\d+)\]")
Steps = Sequence[tuple[str, str]]


def _at(value: Any, steps: Steps) -> Any:
    """What stands at a path; what it leads through is known to be there."""
    for name, number in steps:
        value = value[name] if name else value[int(number)] if isinstance(value, list) else value
    return value


def _text_at(raw: str | bytes, steps: Steps) -> str:
    """The same as text, as it was written."""
    part = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    for name, number in steps:
        if name:
            part = bytes(msgspec.json.decode(part, type=dict[str, msgspec.Raw])[name])
        elif part.lstrip().startswith(b"["):
            part = bytes(msgspec.json.decode(part, type=list[msgspec.Raw])[int(number)])
    return part.strip(b"\r\n").decode("utf-8", "backslashreplace")
