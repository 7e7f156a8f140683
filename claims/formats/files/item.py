"""What is met in a file, one thing after another, each with where it stands and how it was written."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from claims.formats.files.streams import LOOK

LONGEST_LINE = 64_000_000
"""Bytes of one line."""

LONGEST_PAGE = 16_000_000
"""Bytes of one web page."""


LARGE = 1 << 20
"""Bytes from which on the values in a piece of JSON are counted before it is read."""

MOST_VALUES = 1_000_000
"""Values in one line, or in one element of a list; each takes many times what it takes as text."""

DEEPEST = 100
"""Lists and objects that may stand in one another: the field's formats know a dozen."""


class TooMuch(ValueError):
    """JSON that would take more time or memory than one line may."""


def read_json(raw: bytes) -> Any:
    """What a piece of JSON says, within bounds."""
    opened = raw.count(b"[") + raw.count(b"{")
    if len(raw) > LARGE and opened + raw.count(b",") > MOST_VALUES:
        raise TooMuch(f"there are more than {MOST_VALUES:,} values in it")
    value = msgspec.json.decode(raw)
    if opened > DEEPEST and _deeper(value):
        raise TooMuch(f"it is nested more than {DEEPEST} deep")
    return value


def _deeper(value: Any) -> bool:
    """Whether a value is nested deeper than it may be, told level by level."""
    level = [value]
    for _ in range(DEEPEST):
        inner: list[Any] = []
        for each in level:
            parts = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
            inner.extend(part for part in parts if isinstance(part, (dict, list)))
        if not inner:
            return False
        level = inner
    return True


class Piece(Struct, frozen=True):
    """One thing met in a file: its line, its JSON path, itself, and how it was written; or why it can't be read.

    A `frame` is what stood around the elements of a document; `page` and `language` are those of the page it stands in.
    """

    line: int | None
    path: str
    value: Any = None
    raw: str | bytes | None = None
    fault: str | None = None
    frame: bool = False
    page: str | None = None
    language: str | None = None

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
