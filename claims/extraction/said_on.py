"""When a statement was made, as far as its sentence and the article's date tell."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from claims.dates import PartialDate
from claims.extraction.frame import frame_of, text_of
from claims.extraction.spans import Attribution, Span
from claims.vocabulary import Precision

if TYPE_CHECKING:
    from spacy.tokens import Doc

Found = tuple[Span, PartialDate]

NEAR = 31
"""Days before the article within which a day that it names may be the one it counts from."""


def said_on(doc: Doc, found: Attribution, published_on: date | None) -> PartialDate | None:
    """The date on which the statement was made, or None where the text doesn't tell.

    Only the words that attribute are read, never what was said: "she said the talks on Friday would fail" has no date.
    """
    times = Times.of("en")
    frame = frame_of(doc, found)
    near = found.cue or (found.source if found.source else found.content[0])
    dated = [each for start, end in frame for each in times.within(text_of(doc), start, end, published_on)]
    if not dated:
        return None
    # What follows the verb says when it was said; what stands before it may say when something else happened.
    dated.sort(key=lambda each: each[0][0] - near[1] if each[0][0] >= near[1] else 3 * (near[0] - each[0][1]))
    return dated[0][1]


class Times:
    """The ways in which a language tells a date."""

    def __init__(self, written: dict[str, Any]) -> None:
        self._months = {name: number for number, name in enumerate(written["months"].split(), start=1)}
        self._weekdays = {name: number for number, name in enumerate(written["weekdays"].split())}
        months, weekdays = "|".join(self._months), "|".join(self._weekdays)
        self._groups = {phrase: group for group in written["group"] for phrase in group["phrases"]}
        phrases = "|".join(sorted(self._groups, key=len, reverse=True))
        self._numbers = {word: max(1, place - 1) for place, word in enumerate(written["numbers"].split())}
        count = "|".join([*self._numbers, "[0-9]{1,3}"])
        self._pattern = re.compile(
            rf"\b(?:(?P<phrase>{phrases})"
            rf"|(?P<count>{count}) (?P<unit>day|month|year)s? (?P<from>ago|earlier|before)"
            rf"|(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{months})(?:,? (?P<y1>[0-9]{{4}}))?"
            rf"|(?P<m2>{months})\.? (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9])(?:, ?(?P<y2>[0-9]{{4}}))?"
            rf"|(?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
            rf"|in (?:early |late |mid-)?(?P<m3>{months})(?:,? (?P<y3>[0-9]{{4}}))?"
            rf"|in (?P<y4>(?:19|20)[0-9]{{2}})(?!-?s)"
            rf"|(?P<last>last )?(?P<weekday>{weekdays}))\b",
            re.IGNORECASE,
        )

    @classmethod
    @cache
    def of(cls, language: str) -> Times:
        """The ways of one language."""
        return cls(tomllib.loads(files("claims.extraction").joinpath(language, "times.toml").read_text("utf-8")))

    def within(self, text: str, start: int, end: int, published_on: date | None) -> Iterator[Found]:
        """The dates that a stretch of the text tells, with where it tells them."""
        for match in self._pattern.finditer(text, start, end):
            day = self._resolve(text, match, published_on)
            if day is not None:
                yield match.span(), day

    def _resolve(self, text: str, match: re.Match[str], published_on: date | None) -> PartialDate | None:
        part = match.groupdict()
        if part["iso"]:
            return _day_of(part["iso"])
        month = part["m1"] or part["m2"]
        if month:
            number, year = self._months[month.lower()], part["y1"] or part["y2"]
            return _full(int(part["d1"] or part["d2"]), number, int(year) if year else None, published_on)
        if part["m3"]:
            return _month(self._months[part["m3"].lower()], part["y3"], published_on)
        if part["y4"]:
            return PartialDate(f"{part['y4']}-01-01", Precision.YEAR)
        if published_on is None:
            return None
        if part["weekday"]:
            back = (published_on.weekday() - self._weekdays[part["weekday"].lower()]) % 7
            return _exact(published_on - timedelta(days=back or (7 if part["last"] else 0)))
        if part["phrase"]:
            group = self._groups[part["phrase"].lower()]
            return self._counted(text, match.start(), group["unit"], group["back"], group.get("anchor"), published_on)
        number = self._numbers.get(part["count"].lower()) or int(part["count"])
        return self._counted(text, match.start(), part["unit"].lower(), number, part["from"] != "ago", published_on)

    def _counted(
        self, text: str, at: int, unit: str, back: int, from_anchor: bool | None, published_on: date
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
            part = match.groupdict()
            if part["weekday"] or part["d1"] or part["d2"] or part["iso"]:
                day = self._resolve(text, match, published_on)
                if day and 0 <= (published_on - date.fromisoformat(day.first)).days <= NEAR:
                    named = date.fromisoformat(day.first)
        return named


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
