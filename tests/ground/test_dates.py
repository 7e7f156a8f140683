"""A date is what the text says, as exactly as it says it, or it is refused with the way to write it."""

import contextlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.dates import MONTHS, PartialDate, parse_date, parse_day, since, spoken, until
from claims.errors import BadInput
from claims.vocabulary import Precision

MONDAY = date(2026, 11, 23)
PIECES = st.sampled_from(
    [
        *("about", "c.", "~", "2025", "0000", "10000", "10", "31", "1st", "3", "12", "-", "/", ".", ",", ":", "April"),
        *("apr", "may", "Feb", "Thursday", "of", "the", "10:00", "pm", "UTC", "T", "Z", "+0200", "a", "in", "days"),
        *("ago", "last", "month", "year", "weeks", "today", "٣", "\uff12", "\u2013", "\u202e", "\x1b", "\ud800"),
    ]
)
FOREIGN_PIECES = st.sampled_from(["avril", "mars", "a", "m", "mar", "中", "月", "4月", "juin", "le", "et"])


def partial_dates() -> st.SearchStrategy[PartialDate]:
    starts = {Precision.DAY: {}, Precision.MONTH: {"day": 1}, Precision.YEAR: {"month": 1, "day": 1}}
    return st.builds(
        lambda day, precision, circa: PartialDate(day.replace(**starts[precision]).isoformat(), precision, circa),
        st.dates(),
        st.sampled_from(Precision),
        st.booleans(),
    )


def refusal_of(raw: str, *languages: str) -> BadInput:
    with pytest.raises(BadInput) as refusal:
        parse_date(raw, MONDAY, languages or ("en",))
    return refusal.value


@pytest.mark.parametrize(
    ("raw", "edtf"),
    [
        ("2025-04-10", "2025-04-10"),
        ("2025-04", "2025-04"),
        ("2025", "2025"),
        ("0099", "0099"),
        ("2025-04~", "2025-04~"),
        ("about 2025", "2025~"),
        ("Circa April 2025", "2025-04~"),
        ("c. 1900", "1900~"),
        ("c.1900", "1900~"),
        ("around 10 April 2025", "2025-04-10~"),
        ("2025-04-10T10:00:00Z", "2025-04-10"),
        ("2025-04-10T23:30:00.123456-05:00", "2025-04-10"),
        ("2025-04-10 23:30", "2025-04-10"),
        ("2025/4/5", "2025-04-05"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("5.5.2025", "2025-05-05"),
        ("04/2025", "2025-04"),
        ("2025\u201104\u201110", "2025-04-10"),
        ("\u0661\u0660 April \u0662\u0660\u0662\u0665", "2025-04-10"),
        ("October 22, 2019", "2019-10-22"),
        ("Apr. 3, 2025", "2025-04-03"),
        ("Sept 2024", "2024-09"),
        ("12 March 2025", "2025-03-12"),
        ("the 12th of March 2025", "2025-03-12"),
        ("10-Apr-2025", "2025-04-10"),
        ("in April 2025", "2025-04"),
        ("29 Feb 2024", "2024-02-29"),
        ("4 July 1776", "1776-07-04"),
    ],
)
def test_a_date_named_in_full_is_read(raw: str, edtf: str) -> None:
    assert str(parse_date(raw, MONDAY)) == edtf


@pytest.mark.parametrize(
    "raw",
    [
        "Thu, 10 Apr 2025 23:30:00 -0500",
        "Thu, 10 Apr 2025 00:30:00 GMT",
        "Thu Apr 10 10:00:00 2025",
        "April 10, 2025 at 11:30 p.m. EDT",
        "10 April 2025, 9 pm",
        "10:15, 10 April 2025",
    ],
)
def test_time_and_time_zone_never_move_the_day(raw: str) -> None:
    assert str(parse_date(raw, MONDAY)) == "2025-04-10"


@pytest.mark.parametrize(
    ("raw", "edtf"),
    [
        ("today", "2026-11-23"),
        ("Yesterday", "2026-11-22"),
        ("the day before yesterday", "2026-11-21"),
        ("3 days ago", "2026-11-20"),
        ("a day ago", "2026-11-22"),
        ("Thursday", "2026-11-19"),
        ("on thu", "2026-11-19"),
        ("last Monday", "2026-11-16"),
        ("this month", "2026-11"),
        ("last month", "2026-10"),
        ("11 months ago", "2025-12"),
        ("last year", "2025"),
        ("2 years ago", "2024"),
        ("about 3 months ago", "2026-08~"),
    ],
)
def test_a_relative_date_counts_from_today(raw: str, edtf: str) -> None:
    assert str(parse_date(raw, MONDAY)) == edtf


@pytest.mark.parametrize(
    "raw", ["10 Apr", "may", "12th of March", "April '25", "1/2/25", "10", "10 April 25", "10 avril"]
)
def test_a_date_without_its_year_is_refused(raw: str) -> None:
    assert "names no four-digit year" in refusal_of(raw).message
    assert "Add the year" in refusal_of(raw).hint


def test_figures_that_can_be_read_both_ways_are_refused_with_both_readings() -> None:
    refusal = refusal_of("04/05/2025")
    assert str(refusal) == '"04/05/2025" could be 4 May or 5 April. Write 2025-05-04 or 2025-04-05.'
    assert "1 February or 2 January" in refusal_of("1.2.2025").message


@pytest.mark.parametrize(
    "raw", ["31 February 2025", "2025-02-29", "2025-13", "2025-00-10", "13/13/2025", "32 May 2025"]
)
def test_a_date_the_calendar_lacks_is_refused(raw: str) -> None:
    assert "is not in the calendar" in refusal_of(raw).message


@pytest.mark.parametrize("raw", ["0000", "10000", "10000-01-01", "10 April 10000", "1 May 0000", "99999 years ago"])
def test_a_year_out_of_range_is_refused(raw: str) -> None:
    assert "is out of range" in refusal_of(raw).message


@pytest.mark.parametrize("raw", ["2 weeks ago", "last week", "3 hours ago", "now", "week 12 2025"])
def test_weeks_and_hours_are_refused(raw: str) -> None:
    assert "names no day, month or year" in refusal_of(raw).message


@pytest.mark.parametrize(
    "raw",
    [
        *("a", "foo", "~", "about", "a 2025", "10 2025", "Q1 2025", "spring 2025", "early 2025", "by April 2025"),
        *(
            "before 2025",
            "10-12 April 2025",
            "10\u201312 April 2025",
            "April May 2025",
            "April 2025 2024",
            "10 April 2025 BC",
        ),
        *("2025 years", "April 10:00 2025", "2025 10:00", "tomorrow", "-0044", "2025-W15-4", "Monday April 2025"),
        *("2025-04-10T25:00", "10 avril 2025", "x" * 81),
    ],
)
def test_nothing_is_guessed(raw: str) -> None:
    assert refusal_of(raw).hint


def test_an_empty_date_is_refused_as_empty() -> None:
    assert refusal_of(" ").message == "The date is empty."


def test_a_weekday_that_contradicts_its_date_is_refused() -> None:
    assert str(parse_date("Thursday, 10 April 2025", MONDAY)) == "2025-04-10"
    assert refusal_of("Friday, 10 April 2025").message == "10 April 2025 is a Thursday."


def test_the_name_of_todays_weekday_could_be_today_or_a_week_ago() -> None:
    assert str(refusal_of("Monday")) == '"Monday" could be today or a week ago. Write "today" or "last Monday".'


@pytest.mark.parametrize(
    ("raw", "language", "edtf"),
    [
        ("10 avril 2025", "fr", "2025-04-10"),
        ("10. März 2025, 23:30", "de", "2025-03-10"),
        ("около", "ru", None),
        ("10 апреля 2025 года", "ru", "2025-04-10"),
        ("10/4/2025 года", "ru", None),
        ("\u06f1\u06f0 آوریل \u06f2\u06f0\u06f2\u06f5", "fa", "2025-04-10"),
        ("2025年4月10日", "zh-Hans", "2025-04-10"),
        ("abril 2025", "pt-BR", "2025-04"),
        ("10-12 avril 2025", "fr", None),
        ("fin avril 2025", "fr", None),
        ("2025 foo", "xx", None),
    ],
)
def test_other_languages_are_read_if_every_number_is_accounted_for(raw: str, language: str, edtf: str | None) -> None:
    if edtf is None:
        assert refusal_of(raw, "en", language).hint
    else:
        assert str(parse_date(raw, MONDAY, ("en", language))) == edtf


@given(partial_dates())
@example(PartialDate("0001-01-01", Precision.YEAR))
@example(PartialDate("9999-12-31", Precision.DAY))
def test_a_date_is_read_back_from_its_edtf(when: PartialDate) -> None:
    assert parse_date(str(when), MONDAY) == when


@given(partial_dates())
def test_a_date_of_our_time_is_read_back_from_its_spoken_form(when: PartialDate) -> None:
    if when.first >= "1000":
        assert parse_date(spoken(when), MONDAY) == when


@given(partial_dates())
def test_a_period_ends_on_its_last_day(when: PartialDate) -> None:
    last = date.fromisoformat(when.last)
    assert when.first <= when.last
    if last < date.max and when.precision is not Precision.DAY:
        assert (last + timedelta(days=1)).day == 1
    assert since(str(when), MONDAY) == when.first
    assert until(str(when), MONDAY) == when.last


@pytest.mark.parametrize("read", [parse_date, parse_day])
@given(raw=st.text(max_size=30) | st.builds(str.join, st.sampled_from(["", " "]), st.lists(PIECES, max_size=6)))
def test_any_text_is_a_date_or_is_refused(read: Callable[[str, date], object], raw: str) -> None:
    with contextlib.suppress(BadInput):
        assert str(read(raw, MONDAY))


@given(st.lists(PIECES | FOREIGN_PIECES, max_size=6).map(" ".join))
def test_any_text_in_another_language_is_a_date_or_is_refused(raw: str) -> None:
    with contextlib.suppress(BadInput):
        when = parse_date(raw, MONDAY, ("fr", "zh"))
        assert date.fromisoformat(when.first) <= date.fromisoformat(when.last)


def test_a_period_is_bounded_by_its_first_and_last_day() -> None:
    assert (since("2024", MONDAY), until("2024", MONDAY)) == ("2024-01-01", "2024-12-31")
    assert (since("Feb 2024", MONDAY), until("Feb 2024", MONDAY)) == ("2024-02-01", "2024-02-29")
    assert (since("yesterday", MONDAY), until("yesterday", MONDAY)) == ("2026-11-22", "2026-11-22")


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2027-01-15", "2027-01-15"),
        ("tomorrow", "2026-02-01"),
        ("in 30 days", "2026-03-02"),
        ("in 2 weeks", "2026-02-14"),
        ("in a month", "2026-02-28"),
        ("in 6 months", "2026-07-31"),
        ("In 1 year", "2027-01-31"),
        ("15 March 2026", "2026-03-15"),
    ],
)
def test_a_recheck_day_may_be_counted_ahead(raw: str, day: str) -> None:
    assert parse_day(raw, date(2026, 1, 31)) == day


@pytest.mark.parametrize(
    "raw", ["2026", "March 2026", "about 2026-03-01", "Thursday", "next Thursday", "in 9999 years"]
)
def test_a_recheck_day_must_be_exact(raw: str) -> None:
    with pytest.raises(BadInput):
        parse_day(raw, MONDAY)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (PartialDate("2025-04-10", Precision.DAY), "10 April 2025"),
        (PartialDate("2025-04-01", Precision.MONTH), "April 2025"),
        (PartialDate("2025-01-01", Precision.YEAR), "2025"),
        (PartialDate("2025-04-01", Precision.MONTH, circa=True), "about April 2025"),
    ],
)
def test_a_date_is_spoken_as_a_sentence_says_it(when: PartialDate, words: str) -> None:
    assert spoken(when) == words


@pytest.mark.parametrize("month", MONTHS)
def test_every_month_is_known_by_its_name_and_its_first_three_letters(month: str) -> None:
    assert parse_date(f"{month} 2025", MONDAY) == parse_date(f"{month[:3]}. 2025", MONDAY)
