"""Reading a policy file: what can't be understood is refused by its key, with what to write instead."""

import re
import tomllib
from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import Any

from claims.errors import BadInput
from claims.policy.rules.codes import Code
from claims.policy.rules.requirements import REASONED, Policy, Requirement
from claims.text import clean_line, name_key, quoted
from claims.vocabulary import Axis, Status

__all__ = ["Policy", "Requirement", "read_policy"]

_MOST = 1_000
_MOST_CHARACTERS = 10_000
_MOST_DAYS = 36_500
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")

Reader = Callable[[str, object], Any]


def read_policy(text: str) -> Policy:
    """The policy that a TOML text describes, or BadInput."""
    try:
        found = tomllib.loads(text.removeprefix("\ufeff"))
    except ValueError as error:  # also for a number of more digits than Python reads
        raise BadInput(f"The policy is not valid TOML: {error}.", "Mend that line, or start from a preset.") from None
    except RecursionError:
        raise BadInput("The policy is nested too deeply.", "Start from a preset.") from None
    _known("", found, ["name", "description", "allow", "reasons_for", "ratings", *Axis])
    if "name" not in found:
        raise BadInput("The policy has no name.", 'Write: name = "our desk"')
    return Policy(
        name=_words("name", found["name"]),
        description=_text("description", found.get("description", "")),
        allow=_codes("allow", found.get("allow", [])),
        reasons_for=_changes("reasons_for", found.get("reasons_for", [])),
        ratings=_ratings("ratings", found.get("ratings", {})),
        content=_requirements(Axis.CONTENT, found.get(Axis.CONTENT, {})),
        attribution=_requirements(Axis.ATTRIBUTION, found.get(Axis.ATTRIBUTION, {})),
    )


def _requirements(axis: str, given: object) -> dict[Status, Requirement]:
    """The requirements of one axis, by status."""
    table = _table(axis, given, f"Write a table for each status, as in [{axis}.verified].")
    _known(axis, table, list(Status))
    return {Status(status): _requirement(f"{axis}.{status}", asked) for status, asked in table.items()}


def _requirement(key: str, given: object) -> Requirement:
    """What one status takes."""
    table = _table(key, given, f"Write it as a table: [{key}]")
    _known(key, table, _READERS)
    read = Requirement(**{name: _READERS[name](f"{key}.{name}", value) for name, value in table.items()})
    if read.either and not (read.primary and read.independent):
        hint = "Give both `primary` and `independent`, or leave `either` out."
        raise BadInput(f"{key}.either needs two numbers to choose between.", hint)
    return read


def _number(most: int, least: int = 0) -> Reader:
    """A reader of whole numbers."""

    def read(key: str, given: object) -> int:
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            raise _wrong(key, given, f"Write a whole number from {least} to {most:,}.")
        return given

    return read


def _flag(key: str, given: object) -> bool:
    """Yes or no."""
    if not isinstance(given, bool):
        raise _wrong(key, given, "Write true or false.")
    return given


def _text(key: str, given: object) -> str:
    """Any text."""
    if not isinstance(given, str):
        raise _wrong(key, given, "Write a text in quotation marks.")
    return given.strip()


def _words(key: str, given: object) -> str:
    """A text of one line that says something."""
    return clean_line(_text(key, given), f"policy's {key}", 200)


def _principle(key: str, given: object) -> str | dict[str, str]:
    """One duty for all keys of a requirement, or one for each."""
    if not isinstance(given, dict):
        return _text(key, given)
    _known(key, given, [name for name in _READERS if name != "principle"])
    return {name: _text(f"{key}.{name}", each) for name, each in given.items()}


def _codes(key: str, given: object) -> frozenset[Code]:
    """Codes of findings."""
    if not isinstance(given, list):
        raise _wrong(key, given, 'Write a list of codes, as in ["Q405"].')
    for each in given:
        if each not in list(Code):
            raise _wrong(key, each, f"Codes are {', '.join(Code)}.", "no code")
    return frozenset(map(Code, given))


def _changes(key: str, given: object) -> frozenset[str]:
    """Kinds of changes."""
    if not isinstance(given, list):
        raise _wrong(key, given, 'Write a list, as in ["edit", "merge"].')
    for each in given:
        if each not in REASONED:
            raise _wrong(key, each, f"Write some of {', '.join(REASONED)}.", "no change that it can ask a reason for")
    return frozenset(given)


def _ratings(key: str, given: object) -> dict[str, Status]:
    """What the desk's own labels stand for."""
    table = _table(key, given, 'Write it as a table of labels, as in "Mostly true" = "verified".')
    seen: dict[str, str] = {}
    for label, status in table.items():
        if status not in list(Status):
            raise _wrong(_join(key, label), status, f"Write one of {', '.join(Status)}.", "no status")
        if other := seen.get(name_key(label)):
            hint = "Write it once: case and spacing make no difference."
            raise BadInput(f"The policy's {_join(key, label)} stands there twice, also as {quoted(other)}.", hint)
        seen[name_key(label)] = label
    return {label: Status(status) for label, status in table.items()}


_READERS: dict[str, Reader] = {
    "primary": _number(_MOST),
    "independent": _number(_MOST),
    "either": _flag,
    "snapshot": _flag,
    "rationale": _number(_MOST_CHARACTERS),
    "both_sides": _flag,
    "approvals": _number(1),
    "recheck_days": _number(_MOST_DAYS, least=1),
    "principle": _principle,
}


def _table(key: str, given: object, hint: str) -> dict[str, Any]:
    """A TOML table."""
    if not isinstance(given, dict):
        raise _wrong(key, given, hint)
    return given


def _known(where: str, table: Collection[str], names: Collection[str]) -> None:
    """A key that nobody knows is a slip of the pen that would switch a rule off unseen."""
    for name in table:
        if name not in names:
            near = get_close_matches(name.casefold(), names, n=1)
            meant = f"Did you mean {near[0]}? " if near else ""
            raise BadInput(f"The policy has no key {_join(where, name)}.", f"{meant}Keys are {', '.join(names)}.")


def _wrong(key: str, given: object, hint: str, what: str = "not what belongs there") -> BadInput:
    """The refusal of a value."""
    return BadInput(f"The policy's {key} is {_shown(given)}, which is {what}.", hint)


def _shown(given: object) -> str:
    """A value as a message names it."""
    if isinstance(given, str):
        return quoted(given)
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, int):
        return str(given) if abs(given) < 10**15 else "a very large number"
    return "a list" if isinstance(given, list) else "a table" if isinstance(given, dict) else quoted(str(given))


def _join(where: str, name: str) -> str:
    """A key with the tables it stands in, as TOML writes it."""
    bare = name if _BARE_KEY.fullmatch(name) else quoted(name)
    return f"{where}.{bare}" if where else bare
