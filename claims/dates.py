"""Dates as newsrooms give them: a day, a month or a year, exact or about, and never a guess.

English is read here by a closed grammar, at no cost; other languages by dateparser, whose answer is taken only if every
number in the text is accounted for. The day is the one that was written: times and time zones never move it.
"""

import calendar
import re
import unicodedata
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from claims.errors import BadInput
from claims.text import clean_line, quoted
from claims.vocabulary import Absence, Precision

LONGEST_DATE = 80
# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH_NUMBER = {name[:n].lower(): i for i, name in enumerate(MONTHS, start=1) for n in (3, len(name))} | {"sept": 9}
_WEEKDAY_NUMBER = {name[:n].lower(): i for i, name in enumerate(WEEKDAYS) for n in (3, len(name))} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_SMALL_WORDS = {"the", "of", "on", "in", "at"}
_ENGLISH_ORDERS = {"DMY", "MDY", "YMD", "MY", "YM", "WDMY", "WMDY", "DMYW", "MDYW"}
_WRITTEN_LENGTH = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_ABOUT = re.compile(r"(?:about|around|circa|ca\.?|approx\.?|approximately) |c\. ?")
_HALF = r"[ap]\.?m(?![a-z])\.?"
_ZONE = r"(?:utc|gmt|z|bst|ist|jst|msk|[ecmp][sd]?t|[cew]es?t)(?![a-z])"
_OFFSET = r"[+-][0-9]{2}:?[0-9]{2}(?![0-9])"
_TIME = re.compile(
    r"(?:(?<=[0-9])t|(?<![0-9:]))"
    rf"(?:(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?(?: ?{_HALF})?|(?:0?[1-9]|1[0-2]) ?{_HALF})"
    r"(?![0-9:])"
    rf" ?(?:\(?{_ZONE}\)?(?:{_OFFSET})?|{_OFFSET})?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})(?: ?([./-]) ?([0-9]{1,2})(?: ?\2 ?([0-9]{1,2}))?)?\.?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})( | ?[./-] ?)([0-9]{1,2})\2([0-9]{4})\.?")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2}) ?[./-] ?([0-9]{4})")
_AGO = re.compile(r"(an?|one|[0-9]{1,6}) (day|month|year)s? ago")
_AHEAD = re.compile(r"in (an?|one|[0-9]{1,6}) (day|week|month|year)s?")
_NAMED_WEEKDAY = re.compile(r"(?:on )?(last )?([a-z]+)")
_TOO_VAGUE = re.compile(r"\b(?:seconds|minutes?|hours?|weeks?|weekend|now)\b")


_spoken_here: ContextVar[tuple[str, ...]] = ContextVar("spoken here", default=("en",))


def speak(language: str) -> None:
    """Read dates in this language, besides English, wherever none is named; `und` means English alone."""
    _spoken_here.set(("en",) if language == "und" else (language, "en"))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, only the month or only the year is known, exactly or about."""

    first: str
    precision: Precision
    circa: bool = False

    def __str__(self) -> str:
        """The date in EDTF: `2025-04-10`, `2025-04`, `2025`; about April 2025 is `2025-04~`."""
        return self.first[: _WRITTEN_LENGTH[self.precision]] + ("~" if self.circa else "")

    @property
    def last(self) -> str:
        """The last day of the period, in ISO 8601."""
        if self.precision is Precision.DAY:
            return self.first
        day = date.fromisoformat(self.first)
        month = 12 if self.precision is Precision.YEAR else day.month
        return date(day.year, month, calendar.monthrange(day.year, month)[1]).isoformat()


_UNKNOWN_DATE = re.compile(r"XXXX(-XX(-XX)?)?", re.IGNORECASE)
"""How EDTF writes a date of which nothing is known."""


def date_absence(written: str | None) -> Absence | None:
    """Whether a text says that a date is unknown, in EDTF too, or that there is none."""
    told = (written or "").strip().casefold()
    if _UNKNOWN_DATE.fullmatch(told):
        return Absence.UNKNOWN
    return Absence(told) if told in list(Absence) else None


def parse_date(raw: str, today: date, languages: Sequence[str] = ()) -> PartialDate:
    """The date that a text names in full, or BadInput; "3 days ago" and "last Thursday" count from `today`."""
    text = _plain(raw)
    circa = text.endswith("~") or _ABOUT.match(text) is not None
    text = _ABOUT.sub("", text.removesuffix("~"), count=1) if circa else text
    text = text.strip()
    dated = _TIME.sub(" ", text, count=1).strip(" ,")
    found = _relative(text, today, raw) or _numeric(dated, raw) or _worded(dated, raw, languages)
    if dated != text and found.precision is not Precision.DAY:
        raise _not_a_date(raw)
    return replace(found, circa=circa)


def parse_day(raw: str, today: date, languages: Sequence[str] = ()) -> str:
    """The exact day that a text names, in ISO 8601; "tomorrow" and "in 6 months" count from `today`."""
    text = _plain(raw)
    if text == "tomorrow":
        return _shifted(today, 1, "day", raw).isoformat()
    if ahead := _AHEAD.fullmatch(text):
        return _shifted(today, _count(ahead[1]), ahead[2], raw).isoformat()
    if text.removeprefix("on ").removeprefix("next ") in _WEEKDAY_NUMBER:
        raise BadInput(f"{quoted(raw)} could be this week's or another's.", "Write the date, as in 2025-04-10.")
    found = parse_date(raw, today, languages)
    if found.precision is not Precision.DAY or found.circa:
        raise BadInput(f"{quoted(raw)} is not an exact day.", 'Give a day, as in 2025-04-10 or "in 30 days".')
    return found.first


def since(raw: str, today: date, languages: Sequence[str] = ()) -> str:
    """The first day of the period that a text names, in ISO 8601."""
    return parse_date(raw, today, languages).first


def until(raw: str, today: date, languages: Sequence[str] = ()) -> str:
    """The last day of the period that a text names, in ISO 8601."""
    return parse_date(raw, today, languages).last


def spoken(when: PartialDate) -> str:
    """The date as a sentence says it: `10 April 2025`, `April 2025`, `about 2025`."""
    day = date.fromisoformat(when.first)
    words = [str(day.day), MONTHS[day.month - 1], str(day.year)]
    known = {Precision.DAY: words, Precision.MONTH: words[1:], Precision.YEAR: words[2:]}[when.precision]
    return " ".join(["about", *known] if when.circa else known)


def _plain(raw: str) -> str:
    """The text in lower case on one line, with ASCII digits and hyphens."""
    line = unicodedata.normalize("NFKC", clean_line(raw, "date", LONGEST_DATE)).translate(_DASHES)
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in line.lower())


def _relative(text: str, today: date, raw: str) -> PartialDate | None:
    """A period counted back from today: a day, or the calendar month or year that many months or years ago."""
    if text in ("today", "yesterday", "the day before yesterday"):
        days = {"today": 0, "yesterday": 1}.get(text, 2)
        return _period(_shifted(today, -days, "day", raw), "day")
    if text in ("this month", "this year", "last month", "last year"):
        which, unit = text.split()
        return _period(_shifted(today, -1 if which == "last" else 0, unit, raw), unit)
    if ago := _AGO.fullmatch(text):
        return _period(_shifted(today, -_count(ago[1]), ago[2], raw), ago[2])
    if (named := _NAMED_WEEKDAY.fullmatch(text)) and named[2] in _WEEKDAY_NUMBER:
        weekday = _WEEKDAY_NUMBER[named[2]]
        days = (today.weekday() - weekday) % 7
        if days == 0 and not named[1]:
            hint = f'Write "today" or "last {WEEKDAYS[weekday]}".'
            raise BadInput(f"{quoted(raw)} could be today or a week ago.", hint)
        return _period(_shifted(today, -(days or 7), "day", raw), "day")
    if _TOO_VAGUE.search(text):
        raise BadInput(f"{quoted(raw)} names no day, month or year.", 'Write the date, or for example "14 days ago".')
    return None


def _numeric(text: str, raw: str) -> PartialDate | None:
    """A date in figures, taken only if it can be read in one way; a year that comes first is read as ISO 8601."""
    if first := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = first.groups()
        return _dated(raw, year, month, day)
    if two := _MONTH_AND_YEAR.fullmatch(text):
        return _dated(raw, two[2], two[1])
    if three := _YEAR_LAST.fullmatch(text):
        return _dated(raw, three[4], *_day_and_month(three, raw))
    return None


def _day_and_month(figures: re.Match[str], raw: str) -> tuple[str, str]:
    """Month and day of a date whose year comes last, or BadInput if either could be the other."""
    one, other = figures[1], figures[3]
    if int(one) > 12 or one.zfill(2) == other.zfill(2):
        return other, one
    if int(other) > 12 or int(other) == 0 or int(one) == 0:
        return one, other
    either = f"{int(one)} {MONTHS[int(other) - 1]} or {int(other)} {MONTHS[int(one) - 1]}"
    iso = f"{figures[4]}-{other:0>2}-{one:0>2} or {figures[4]}-{one:0>2}-{other:0>2}"
    raise BadInput(f"{quoted(raw)} could be {either}.", f"Write {iso}.")


def _worded(text: str, raw: str, languages: Sequence[str]) -> PartialDate:
    """A date with a month in words, in English or one of the other languages."""
    if re.search(r"(?<![0-9])[0-9]{5}(?![0-9])", text):
        raise _out_of_range(raw)
    if not re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", text):
        if any(char.isdigit() for char in text) or any(word in _MONTH_NUMBER for word in re.findall(r"\w+", text)):
            hint = "Add the year in four digits, as in 10 April 2025 or 2025-04-10."
            raise BadInput(f"{quoted(raw)} names no four-digit year.", hint)
        raise _not_a_date(raw)
    others = [language for language in languages or _spoken_here.get() if language.partition("-")[0] != "en"]
    found = _english(text, raw) or (_foreign(text, others) if others else None)
    if found is None:
        raise _not_a_date(raw)
    return found


def _english(text: str, raw: str) -> PartialDate | None:
    """A date in English in any usual order, each of its words and numbers understood."""
    shape, year, month, day, weekday = "", "", "", "", ""
    for token in re.findall(r"[^\s,./-]+", text):
        if token in _SMALL_WORDS:
            continue
        if token in _MONTH_NUMBER:
            shape, month = shape + "M", str(_MONTH_NUMBER[token])
        elif token in _WEEKDAY_NUMBER:
            shape, weekday = shape + "W", token
        elif re.fullmatch(r"[0-9]{4}", token):
            shape, year = shape + "Y", token
        elif number := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?", token):
            shape, day = shape + "D", number[1]
        else:
            return None
    if shape not in _ENGLISH_ORDERS:
        return None
    found = _dated(raw, year, month, day or None)
    if weekday and (true := date.fromisoformat(found.first).weekday()) != _WEEKDAY_NUMBER[weekday]:
        hint = "Check the day, and leave the weekday out if the source has it wrong."
        raise BadInput(f"{spoken(found)} is a {WEEKDAYS[true]}.", hint)
    return found


def _foreign(text: str, languages: Sequence[str]) -> PartialDate | None:
    """What dateparser reads, if the numbers in the text are exactly those of the date it found."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from dateparser.date import DateDataParser

        known = [language.partition("-")[0] for language in languages]
        settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["month", "year"], "PREFER_DAY_OF_MONTH": "first"}
        try:
            read = DateDataParser(languages=known, settings=settings).get_date_data(text)
        except (ValueError, OverflowError):
            raise BadInput(f"Dates in {', '.join(known)} can't be read.", "Write the date as 2025-04-10.") from None
    moment: datetime | None = read.date_obj
    if moment is None or read.period not in ("day", "month"):
        return None
    found = _period(moment.date(), read.period)
    numbers = [int(figures) for figures in re.findall(r"[0-9]+", text)]
    in_full = [moment.year, moment.month, moment.day][: 3 if read.period == "day" else 2]
    in_words = sorted([moment.year, moment.day] if read.period == "day" else [moment.year])
    return found if numbers == in_full or sorted(numbers) == in_words else None


def _dated(raw: str, year: str, month: str | None = None, day: str | None = None) -> PartialDate:
    """The date with these figures, or BadInput if the calendar has no such date."""
    if int(year) < MINYEAR:
        raise _out_of_range(raw)
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise BadInput(f"{quoted(raw)} is not in the calendar.", "Check the day and the month.") from None
    return _period(first, "day" if day else "month" if month else "year")


def _period(day: date, unit: str) -> PartialDate:
    """The day itself, or the month or year it lies in."""
    precision = Precision(unit)
    if precision is Precision.DAY:
        return PartialDate(day.isoformat(), precision)
    return PartialDate(day.replace(month=1 if unit == "year" else day.month, day=1).isoformat(), precision)


def _shifted(day: date, count: int, unit: str, raw: str) -> date:
    """The day so many days, weeks, months or years away; the 31st becomes the last day of a shorter month."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        raise _out_of_range(raw) from None


def _count(word: str) -> int:
    """The number in "3 days ago"; "a day" is one."""
    return int(word) if word.isdigit() else 1


def _out_of_range(raw: str) -> BadInput:
    """The refusal of a year that the calendar does not reach."""
    return BadInput(f"{quoted(raw)} is out of range.", f"Years run from {MINYEAR:04} to {MAXYEAR}.")


def _not_a_date(raw: str) -> BadInput:
    """The refusal of a text in which no date can be read for certain."""
    hint = "Write 2025-04-10, 2025-04, 2025, 10 April 2025 or about April 2025."
    return BadInput(f"{quoted(raw)} is not a date that can be read for certain.", hint)
