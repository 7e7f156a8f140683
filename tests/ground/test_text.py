"""Text is kept letter for letter, found whatever its case or quotes, and never drives a terminal or a spreadsheet."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import BadInput
from claims.text import (
    clean_line,
    clean_name,
    clean_passage,
    joins,
    name_key,
    printable,
    quoted,
    shorten,
    spreadsheet_cell,
    text_key,
)

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from(
        "aßİΣ é\u0301\u200b\u200c\u200d\u200f\u202e\ufeff\u00ad\u0d4d\n\r\t\x1b\x85\u2028\ud800\ufffe=-'\u2019“\u00b4ﷺ¨"
    ),
    max_size=20,
)


def line(raw: str) -> str:
    return clean_line(raw, "claim text", 500)


def passage(raw: str) -> str:
    return clean_passage(raw, "rationale", 500)


CLEANERS = pytest.mark.parametrize("clean", [line, passage, clean_name])


def test_a_line_has_single_spaces_and_composed_letters() -> None:
    assert line("  The\u00a0cafe\u0301\r\n\tis \u2003 open ") == "The café is open"


def test_a_passage_keeps_its_lines_and_tabs() -> None:
    assert passage("\r\n first\r\n\tsecond\rthird\u2028fourth \n") == "first\n\tsecond\nthird\nfourth"


def test_a_line_loses_the_byte_order_mark_at_its_start_and_no_other_letter() -> None:
    assert line("\ufeff می\u200cروم \U0001f469\u200d\U0001f52c \u202eabc") == "می\u200cروم 👩\u200d🔬 \u202eabc"
    assert line("a\ufeffb") == "a\ufeffb"


@CLEANERS
@pytest.mark.parametrize("raw", ["", " \n\t", "\ufeff", "\u200b\u2060", "\u202e\u200f ", "\u3164", "\ufe0f\u2800"])
def test_a_text_with_nothing_visible_is_empty(clean: Callable[[str], str], raw: str) -> None:
    with pytest.raises(BadInput, match="is empty"):
        clean(raw)


@CLEANERS
@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("ab\ud800", "is not valid Unicode: half a surrogate pair at character 3"),
        ("a\x1b[31m", r"holds the control character U\+001B at character 2"),
        ("\u200b\x1b", r"holds the control character U\+001B at character 2"),
        ("a\x00", r"holds the control character U\+0000 at character 2"),
        ("\x9bx", r"holds the control character U\+009B at character 1"),
        ("a\ufffe", r"holds the noncharacter U\+FFFE at character 2"),
        ("\ufdd0", r"holds the noncharacter U\+FDD0 at character 1"),
        ("\U0010ffff", r"holds the noncharacter U\+10FFFF at character 1"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name_and_place(clean: Callable[[str], str], raw: str, problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        clean(raw)


def test_a_text_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert clean_line("  abc ", "title", 3) == "abc"
    with pytest.raises(BadInput) as refusal:
        clean_line("x" * 1234, "title", 1000)
    assert refusal.value.message == "The title is 1,234 characters long; the limit is 1,000."


@CLEANERS
@given(raw=ANY_TEXT)
def test_cleaning_refuses_or_settles(clean: Callable[[str], str], raw: str) -> None:
    try:
        kept = clean(raw)
    except BadInput:
        return
    assert clean(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    kept.encode("utf-8")


def test_cleaning_a_long_run_of_spaces_takes_no_time() -> None:
    assert clean_passage("a" + " " * 1_000_000 + "b", "note", 2_000_000).startswith("a ")
    assert clean_name("a" + "\u200f" * 1_000_000 + "b", limit=2_000_000).endswith("b")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("\u200fSergei\u200b Lav\u00adrov\u202c ", "Sergei Lavrov"),
        ("\ufeff\u2060Ann\u2060", "Ann"),
        ("نیک\u200cبین\u200c", "نیک\u200cبین"),
        ("മോഹന\u0d4d\u200d", "മോഹന\u0d4d\u200d"),
    ],
)
def test_a_name_loses_what_nobody_sees(raw: str, name: str) -> None:
    assert clean_name(raw) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O\u2019Brien", "O'BRIEN"),
        ("Jean\u2013Luc", "jean-luc"),
        ("Straße", "STRASSE"),
        ("\uff34\uff21\uff33\uff33", "tass"),
        ("Ann \u00a0 Lee", "ann lee"),
        ("نیک\u200cبین", "نیکبین"),
        ("O\u00b4Brien", "o'brien"),
    ],
)
def test_names_that_look_the_same_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_diacritic_makes_another_name() -> None:
    assert name_key("Müller") != name_key("Muller")


@given(ANY_TEXT)
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(max_size=40))
def test_case_and_spacing_do_not_change_a_key(name: str) -> None:
    assert name_key(f"  {name.casefold()}\n") == name_key(name)
    assert text_key(name.replace(" ", " \t ")) == text_key(name)


@given(ANY_TEXT)
def test_a_name_that_is_kept_can_be_found(raw: str) -> None:
    try:
        name = clean_name(raw)
    except BadInput:
        return
    assert name_key(name)


def test_a_text_key_is_32_hexadecimal_digits_that_ignore_quote_style() -> None:
    assert text_key("He said “no” \u2013  twice") == text_key('he said "NO" - twice')
    assert text_key("a") != text_key("b")
    assert len(text_key("\ud800")) == 32
    assert int(text_key("a"), 16)


def test_controls_and_bidi_overrides_are_spelled_out() -> None:
    assert printable("a\x1b[2J\u202eb\u2066\ud800\r\n\tc\x9b") == "a\\x1b[2J\\u202eb\\u2066\\ud800\\x0d\n\tc\\x9b"
    assert printable("می\u200cروم \U0001f469\u200d\U0001f52c") == "می\u200cروم 👩\u200d🔬"


@given(ANY_TEXT)
def test_what_is_shown_never_drives_the_terminal(text: str) -> None:
    shown = printable(text)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert printable(shown) == shown


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("The sides agreed", 16, "The sides agreed"),
        ("The sides agreed", 15, "The sides…"),
        ("The sides agreed", 10, "The sides…"),
        ("The sides agreed", 9, "The…"),
        ("Donaudampfschiff", 6, "Donau…"),
        ("cafe\u0301s", 5, "caf…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_a_text_is_shortened_at_the_end_of_a_word(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short


@given(ANY_TEXT, st.integers(-2, 80))
def test_a_shortened_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= max(width, 0)


@given(ANY_TEXT)
def test_a_quoted_text_is_one_printable_line(text: str) -> None:
    shown = quoted(text)
    assert shown.startswith('"')
    assert shown.endswith('"')
    assert len(shown.splitlines()) == 1
    assert printable(shown) == shown


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        " =1",
        "\u00a0\ufeff=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
        "\u200b=cmd|' /C calc'!A0",
    ],
)
def test_a_formula_becomes_plain_text(value: str) -> None:
    assert spreadsheet_cell(value) == "'" + value


@pytest.mark.parametrize("value", ["", "a=b", "1-2", "'=1", "state media", " x"])
def test_any_other_cell_stays_as_it_is(value: str) -> None:
    assert spreadsheet_cell(value) == value


@given(ANY_TEXT)
def test_no_cell_begins_like_a_formula(value: str) -> None:
    assert spreadsheet_cell(value).lstrip()[:1] not in tuple("=+-@\uff1d\uff0b\uff0d\uff20")
    assert spreadsheet_cell(value).endswith(value)


@pytest.mark.parametrize(
    "characters",
    [
        ["a", "b", "港", "口"],
        ["e\u0301", "c", "o\u0302\u0323"],
        ["👩\u200d👩\u200d👧", "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "🙂"],
        ["🇩🇪", "🇫🇷", "🇺🇦"],
        ["🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "."],
        ["क्षि", "ति"],
        ["நி", "த"],
        ["น้ำ", "ก"],
        ["\u1112\u1161\u11ab", "\u1100\u1173\u11af", "한", "글"],
        ["は\u3099", "ん"],
        ["a", "\r\n", "\n", "b"],
    ],
)
def test_a_cut_goes_through_no_character_that_a_person_sees(characters: list[str]) -> None:
    text = "".join(characters)
    ends = [len("".join(characters[:count])) for count in range(1, len(characters))]
    assert [place for place in range(1, len(text)) if not joins(text, place)] == ends
