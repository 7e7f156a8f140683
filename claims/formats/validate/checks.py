"""The grammar of the format rules: small checks that combine, each saying where in the document a fault is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from claims.text import quoted

Path = tuple[str | int, ...]
"""The keys and places that lead to a value, from the document inwards."""


class FormatFault(Struct, frozen=True):
    """What is wrong, and where."""

    keys: Path
    said: str

    @property
    def path(self) -> str:
        """Where, as a JSON path: `$.reviewRating.alternateName`."""
        return "$" + "".join(map(_step, self.keys))


Check = Callable[[Any, Path], Iterator[FormatFault]]
"""What is wrong with a value that stands at a path; nothing where nothing is."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PARTIAL = re.compile(r"\d{4}(-\d\d)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_PLAIN_KEY = re.compile(r"[A-Za-z_]\w*")


def at(path: Path, key: str | int) -> Path:
    """The path of what stands under a key or a number."""
    return (*path, key)


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if _PLAIN_KEY.fullmatch(key) else f"[{quoted(key)}]"


def text(value: Any, path: Path) -> Iterator[FormatFault]:
    """Text that says something."""
    if not isinstance(value, str):
        yield FormatFault(path, f"must be text, is {_kind(value)}")
    elif not value.strip():
        yield FormatFault(path, "must not be empty")


def url(value: Any, path: Path) -> Iterator[FormatFault]:
    """A web address, whole."""
    if not isinstance(value, str):
        yield FormatFault(path, f"must be an address, is {_kind(value)}")
    elif not _is_url(value):
        yield FormatFault(path, f"must be a whole web address, is {quoted(value)}")


def day(value: Any, path: Path) -> Iterator[FormatFault]:
    """A day, without a time."""
    if not (isinstance(value, str) and _DAY.fullmatch(value) and _reads(date.fromisoformat, value)):
        yield FormatFault(path, f"must be a day such as 2025-04-10, is {_shown(value)}")


def day_or_moment(value: Any, path: Path) -> Iterator[FormatFault]:
    """An ISO 8601 date, as much of it as is known, or a date and time."""
    filled = f"{value}{'0000-01-01'[len(value) :]}" if isinstance(value, str) and _PARTIAL.fullmatch(value) else value
    whole = isinstance(filled, str) and (
        (_DAY.fullmatch(filled) and _reads(date.fromisoformat, filled))
        or (_MOMENT.fullmatch(filled) and _reads(datetime.fromisoformat, filled))
    )
    if not whole:
        yield FormatFault(path, f"must be an ISO 8601 date or date and time, is {_shown(value)}")


def moment(value: Any, path: Path) -> Iterator[FormatFault]:
    """A date and time with its zone, RFC 3339."""
    if not (isinstance(value, str) and _RFC3339.fullmatch(value) and _reads(datetime.fromisoformat, value)):
        yield FormatFault(path, f"must be a moment such as 2025-04-10T00:00:00Z, is {_shown(value)}")


def number(value: Any, path: Path) -> Iterator[FormatFault]:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield FormatFault(path, f"must be a number, is {_shown(value)}")


def whole_number(value: Any, path: Path) -> Iterator[FormatFault]:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        yield FormatFault(path, f"must be a whole number, is {_shown(value)}")


def anything(_value: Any, _path: Path) -> Iterator[FormatFault]:
    """Whatever there is."""
    return iter(())


def exactly(*wanted: str) -> Check:
    """One of these words."""

    def check(value: Any, path: Path) -> Iterator[FormatFault]:
        if not (isinstance(value, str) and value in wanted):
            yield FormatFault(path, f"must be {' or '.join(map(quoted, wanted))}, is {_shown(value)}")

    return check


def many(each: Check, *, at_least: int = 0) -> Check:
    """A list, each of whose entries meets a check."""

    def check(value: Any, path: Path) -> Iterator[FormatFault]:
        if not isinstance(value, list):
            yield FormatFault(path, f"must be a list, is {_kind(value)}")
            return
        if len(value) < at_least:
            yield FormatFault(path, f"must have at least {at_least}, has {len(value)}")
        for place, entry in enumerate(value):
            yield from each(entry, at(path, place))

    return check


def one_or_many(each: Check) -> Check:
    """A value that meets a check, or a list of such values."""

    def check(value: Any, path: Path) -> Iterator[FormatFault]:
        yield from (many(each) if isinstance(value, list) else each)(value, path)

    return check


def or_null(each: Check) -> Check:
    """Nothing, or a value that meets a check."""

    def check(value: Any, path: Path) -> Iterator[FormatFault]:
        if value is not None:
            yield from each(value, path)

    return check


def url_or(each: Check) -> Check:
    """An address alone, or an object that meets a check."""

    def check(value: Any, path: Path) -> Iterator[FormatFault]:
        yield from (each if isinstance(value, dict) else url)(value, path)

    return check


def thing(fields: Mapping[str, Check], required: Iterable[str] = (), *, closed: bool = False) -> Check:
    """An object: what it must have, what its keys must hold, and whether it may have others."""
    needed = tuple(required)

    def check(value: Any, path: Path) -> Iterator[FormatFault]:
        if not isinstance(value, dict):
            yield FormatFault(path, f"must be an object, is {_kind(value)}")
            return
        yield from (FormatFault(at(path, name), "is missing") for name in needed if name not in value)
        for name, held in value.items():
            if name in fields:
                yield from fields[name](held, at(path, name))
            elif closed:
                yield FormatFault(at(path, name), "is a key that isn't allowed here")

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """An object that its `@type` says how to check."""

    def check(value: Any, path: Path) -> Iterator[FormatFault]:
        if not isinstance(value, dict):
            yield FormatFault(path, f"must be an object, is {_kind(value)}")
        elif "@type" not in value:
            yield FormatFault(at(path, "@type"), "is missing")
        elif not (isinstance(value["@type"], str) and value["@type"] in kinds):
            yield from exactly(*kinds)(value["@type"], at(path, "@type"))
        else:
            yield from kinds[value["@type"]](value, path)

    return check


def without_faults(document: Any, check: Check) -> Any:
    """The document without what a check finds fault with, where leaving it out mends it."""
    while wrong := {fault.keys for fault in check(document, ()) if fault.keys}:
        before = document
        for keys in sorted(wrong, key=_last_first):
            document = _without(document, keys)
        if document == before:
            break
    return document


def _last_first(keys: Path) -> tuple[int, int]:
    """Inner values before outer ones, and in a list the last before the first, so that no place moves too early."""
    return -len(keys), -keys[-1] if isinstance(keys[-1], int) else 0


def _without(document: Any, keys: Path) -> Any:
    key, inner = keys[0], keys[1:]
    if isinstance(document, dict) and key in document:
        if inner:
            return document | {key: _without(document[key], inner)}
        return {name: value for name, value in document.items() if name != key}
    if isinstance(document, list) and isinstance(key, int) and key < len(document):
        kept = [_without(document[key], inner)] if inner else []
        return document[:key] + kept + document[key + 1 :]
    return document


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _shown(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else str(value) if type(value) in (int, float) else _kind(value)
