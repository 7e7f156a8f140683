"""The ways in which a language tells a date, and which date is meant."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from claims.dates import PartialDate
from claims.errors import BadInput
from claims.extraction.spans import Span
from claims.vocabulary import Precision

Found = tuple[Span, PartialDate]

NEAR = 31
"""Days before the article within which a day that it names may be the one it counts from."""

NEVER = "(?!)"
"""A pattern for a list without words."""

_GROUP = re.compile(r"\(\?P<(\w+)>")


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that count a unit back from the article's date, or from the last day that the text named before."""

    unit: str
    back: int
    phrases: list[str]
    anchor: bool = False


class WrittenDate(Struct, frozen=True, forbid_unknown_fields=True):
    """`times.toml`: the words for times, and the shapes in which they stand."""

    months: list[str]
    weekdays: list[str]
    one: list[str]
    numbers: list[str]
    from_now: list[str]
    from_then: list[str]
    shapes: list[str]
    units: dict[str, list[str]]
    group: list[Phrases]


class Times:
    """The ways of one language."""

    def __init__(self, written: WrittenDate, file: Path) -> None:
        self.months = _numbered(written.months, 1)
        self.weekdays = _numbered(written.weekdays, 0)
        self.days = self.months.keys() | self.weekdays.keys()
        self._groups = {phrase: group for group in written.group for phrase in group.phrases}
        self._numbers = dict.fromkeys(written.one, 1) | _numbered(written.numbers, 2)
        self._units = {word: unit for unit, words in written.units.items() for word in words}
        self._from_now = frozenset(written.from_now)
        self._pattern = self._compiled(written, file)

    def _compiled(self, written: WrittenDate, file: Path) -> re.Pattern[str]:
        words: dict[str, Iterable[str]] = {
            "<months>": self.months,
            "<weekdays>": self.weekdays,
            "<phrases>": sorted(self._groups, key=len, reverse=True),
            "<numbers>": self._numbers,
            "<units>": sorted(self._units, key=len, reverse=True),
            "<from>": [*written.from_now, *written.from_then],
        }
        shapes = [_shape(shape, number, words) for number, shape in enumerate(written.shapes)]
        try:
            return re.compile(rf"\b(?:{'|'.join(shapes)})\b", re.IGNORECASE)
        except re.error as error:
            raise BadInput(f"{file}: a shape is no regular expression: {error}.", "Mend it.") from error

    def within(self, text: str, start: int, end: int, published_on: date | None) -> Iterator[Found]:
        """The dates that a stretch of the text tells, with where it tells them."""
        for match in self._pattern.finditer(text, start, end):
            day = self._resolve(text, match, published_on)
            if day is not None:
                yield match.span(), day

    def _resolve(self, text: str, match: re.Match[str], published_on: date | None) -> PartialDate | None:
        part = _parts(match)
        if "iso" in part:
            return _day_of(part["iso"])
        if "month" in part:
            return _of_month(part, self.months[part["month"].lower()], published_on)
        if "year" in part:
            return PartialDate(f"{part['year']}-01-01", Precision.YEAR)
        if published_on is None:
            return None
        if "weekday" in part:
            back = (published_on.weekday() - self.weekdays[part["weekday"].lower()]) % 7
            return _exact(published_on - timedelta(days=back or (7 if "last" in part else 0)))
        if "phrase" in part:
            group = self._groups[part["phrase"].lower()]
            return self._counted(text, match.start(), group.unit, group.back, group.anchor, published_on)
        number = self._numbers.get(part["count"].lower()) or int(part["count"])
        unit, anchor = self._units[part["unit"].lower()], part["from"].lower() not in self._from_now
        return self._counted(text, match.start(), unit, number, anchor, published_on)

    def _counted(
        self, text: str, at: int, unit: str, back: int, from_anchor: bool, published_on: date
    ) -> PartialDate | None:
        start = self._day_before(text, at, published_on) if from_anchor else published_on
        if unit == "day":
            return _exact(start - timedelta(days=back))
        if unit == "month":
            months = start.year * 12 + start.month - 1 - back
            return PartialDate(date(months // 12, months % 12 + 1, 1).isoformat(), Precision.MONTH)
        return PartialDate(date(start.year - back, 1, 1).isoformat(), Precision.YEAR)

    def _day_before(self, text: str, at: int, published_on: date) -> date:
        """The last day that the text names before a place; the article's own date where it names none.

        Days far from the article's own are other stories: "before 1 July" is no day to count from in May.
        """
        named = published_on
        for match in self._pattern.finditer(text, 0, at):
            if _parts(match).keys() & {"weekday", "day", "iso"}:
                day = self._resolve(text, match, published_on)
                if day and 0 <= (published_on - date.fromisoformat(day.first)).days <= NEAR:
                    named = date.fromisoformat(day.first)
        return named


def _numbered(names: list[str], first: int) -> dict[str, int]:
    """Each name with its place; forms of one name are set apart with a slash."""
    return {form: place for place, name in enumerate(names, start=first) for form in name.split("/")}


def _shape(written: str, number: int, words: Mapping[str, Iterable[str]]) -> str:
    """One shape with its words, and with its number in the names of its groups, which may stand only once in all."""
    named = _GROUP.sub(rf"(?P<\1_{number}>", written)
    for sign, alternatives in words.items():
        named = named.replace(sign, "|".join(map(re.escape, alternatives)) or NEVER)
    return named


def _parts(match: re.Match[str]) -> dict[str, str]:
    """The groups of a match by their names, without the number of their shape."""
    return {name.rpartition("_")[0]: found for name, found in match.groupdict().items() if found}


def _of_month(part: dict[str, str], month: int, published_on: date | None) -> PartialDate | None:
    year = part.get("year")
    if "day" in part:
        return _full(int(part["day"]), month, int(year) if year else None, published_on)
    return _month(month, year, published_on)


def _exact(day: date) -> PartialDate:
    return PartialDate(day.isoformat(), Precision.DAY)


def _day_of(written: str) -> PartialDate | None:
    try:
        return _exact(date.fromisoformat(written))
    except ValueError:
        return None


def _full(day: int, month: int, year: int | None, published_on: date | None) -> PartialDate | None:
    """A day of a month; without a year the last one before the article's date."""
    if year is None:
        if published_on is None:
            return None
        year = published_on.year - ((month, day) > (published_on.month, published_on.day))
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return _exact(date(year, month, day))


def _month(month: int, year: str | None, published_on: date | None) -> PartialDate | None:
    """A month; without a year the last one that had begun by the article's date."""
    if year is None and published_on is None:
        return None
    of = int(year) if year else published_on.year - (month > published_on.month)  # type: ignore[union-attr]
    return PartialDate(date(of, month, 1).isoformat(), Precision.MONTH)
