"""Reading an object of somebody else's: what is taken has a place, and what stays is left over, nested as it was."""

from collections.abc import Mapping
from typing import Any

from claims.formats.claimreview.drafts import Leftover

SHALLOW = 100
"""Levels of nesting beyond which nothing is looked at."""


class Taken:
    """An object that is being read; `left` is what nobody has taken yet."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.left: Leftover = {name: value for name, value in known.items() if not is_empty(value)}

    def any(self, name: str) -> Any:
        """A value as it stands."""
        return self.left.pop(name, None)

    def text(self, *names: str) -> str | None:
        """The first of these that says something, as text; where it says more than that, it stays, too."""
        for name in names:
            written = self.left.get(name)
            found = text_of(written)
            if found is not None:
                if isinstance(written, str | int | float) or only_text(written):
                    del self.left[name]
                return found
        return None

    def keep(self, name: str, value: Any) -> None:
        """Leave something over under a name."""
        if not is_empty(value):
            self.left[name] = value


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: null, white space, or a list or object of nothing."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value == [] or value == {}


def text_of(value: Any, depth: int = 0) -> str | None:
    """The text of a value: itself, its `@value`, its `name`, or that of the first in a list."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None or depth > SHALLOW:
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dict):
        for name in ("@value", "name", "text", "url", "@id"):
            if (found := text_of(value.get(name), depth + 1)) is not None:
                return found
        return None
    return next((found for each in value if (found := text_of(each, depth + 1)) is not None), None)


def only_text(value: Any) -> bool:
    """Whether nothing is lost when a value is read as one text: a `@value` without a language, or a list of one."""
    if isinstance(value, list):
        return len(value) == 1 and (not isinstance(value[0], dict | list) or only_text(value[0]))
    return isinstance(value, dict) and set(value) <= {"@value", "@type"} and "@value" in value


def listed(value: Any) -> list[Any]:
    """A value that may be one or many, as a list."""
    if is_empty(value):
        return []
    return [each for each in value if not is_empty(each)] if isinstance(value, list) else [value]
