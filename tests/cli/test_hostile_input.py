"""Whatever is typed: an exit code that says how it ended, one line that says what to do, and nothing half done."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claims.cli import main
from docs.from_commands import walk
from tests.support.ledgers import Answer, Place, Terminal
from tests.support.wild_command_lines import (
    COMMANDS,
    HALF,
    RIGHT_TO_LEFT,
    ZERO_WIDTH,
    Watch,
    mostly,
    scripts,
    sit_down,
    type_in,
    typed,
    wild_lines,
)


def refusal(answer: Answer, code: int = 1) -> str:
    """What a refused command said on its one line; it says nothing else."""
    assert (answer.code, answer.out) == (code, ""), answer
    (line,) = answer.err.splitlines()
    assert line.startswith("Error: ")
    assert len(line) < 1_100
    return line.removeprefix("Error: ")


@pytest.fixture
def desk(terminal: Terminal) -> Terminal:
    """A terminal at a ledger with one claim."""
    terminal.ok("claims add 'The bridge is closed' --by 'Mayor Ruiz' --source https://paper.example/bridge")
    return terminal


def lines_of_log(place: Place) -> int:
    ((count,),) = place.ask("SELECT count FROM head")
    return int(count)


# --- Texts ------------------------------------------------------------------------------------------------------------

EMPTY = "is empty. Give at least one visible character."
TEXTS = {
    "": EMPTY,
    " \t\n": EMPTY,
    ZERO_WIDTH: EMPTY,
    RIGHT_TO_LEFT: EMPTY,
    "a\x00b": "holds the control character U+0000 at character 2. Take it out and give the text again.",
    "a\x1b[31mb": "holds the control character U+001B at character 2. Take it out and give the text again.",
    "\ufdd0": "holds the noncharacter U+FDD0 at character 1. Take it out and give the text again.",
    f"caf{HALF}": "is not valid Unicode: half a surrogate pair at character 4."
    " Copy the text again, or save the file as UTF-8.",
}


@pytest.mark.file
@pytest.mark.parametrize(("text", "said"), TEXTS.items())
def test_a_text_that_cannot_be_kept_is_refused_wherever_it_is_given(desk: Terminal, text: str, said: str) -> None:
    for what, args in {
        "claim text": ("add", text, "--by", "Z"),
        "name": ("add", "x y", "--by", text),
        "role": ("add", "x y", "--by", "Z", "--role", text),
        "cue": ("add", "x y", "--by", "Z", "--cue", text),
        "tag": ("add", "x y", "--by", "Z", "--tag", text),
        "note": ("edit", "1", "--note", text),
        "quote": ("utterance", "add", "1", "--by", "Z", "--quote", text),
        "reason": ("verify", "1", "--because", text),
        "date": ("add", "x y", "--by", "Z", "--on", text),
        "name after --as": ("--as", text, "add", "x y", "--by", "Z"),
    }.items():
        assert refusal(type_in(args)) == f"The {what} {said}", args
    assert lines_of_log(desk.place) == 4


@pytest.mark.parametrize(
    "text", [f"x{RIGHT_TO_LEFT}y", f"mid{ZERO_WIDTH}dle", "می\u200cرود", "👨\u200d👩\u200d👧", "é" * 10_000]
)
def test_letters_of_every_script_are_kept_and_shown_safely(desk: Terminal, text: str) -> None:
    assert type_in(("add", text, "--by", text[:200])).code == 0
    assert desk.json("claims show 2")["text"] == text
    assert RIGHT_TO_LEFT not in type_in(("show", "2")).out
    assert RIGHT_TO_LEFT not in type_in(("report", "claim", "2")).out


HUGE = "a" * 10_000_000


@pytest.mark.file
def test_ten_megabytes_are_refused_in_one_short_line(desk: Terminal) -> None:
    said = "The claim text is 10,000,000 characters long; the limit is 10,000. Shorten it and give it again."
    assert refusal(type_in(("add", "-", "--by", "Z"), HUGE.encode())) == said
    assert refusal(type_in(("show", HUGE))).endswith("is no number of a claim. Give a number such as 12, or a uid.")
    assert refusal(type_in(("list", "--status", HUGE)), 2).endswith("See: claims list --help")
    assert lines_of_log(desk.place) == 4


@pytest.mark.file
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (b"", "There is no claim on standard input. Give one claim a line."),
        (b"\n \r\n\t\n", "There is no claim on standard input. Give one claim a line."),
        (b"\xff\xfeN\x00o\x00", "Standard input is not UTF-8 text (byte 0). Save it as UTF-8 first."),
        (b"Fine\n\xc3", "Standard input is not UTF-8 text (byte 5). Save it as UTF-8 first."),
        (
            b"Fine\r\n\r\n\nBroken \x07\nFine\n",
            "Line 4: The claim text holds the control character U+0007 at character 8."
            " Take it out and give the text again. Nothing was recorded.",
        ),
        (
            b"One\x1cline\nTwo\n",
            "Line 1: The claim text holds the control character U+001C at character 4."
            " Take it out and give the text again. Nothing was recorded.",
        ),
        (b"x" * 50_000_001, "Standard input is larger than 50,000,000 bytes. Give it in parts."),
    ],
    ids=["nothing", "blank", "UTF-16", "cut short", "a bell", "a separator", "too much"],
)
def test_a_bad_line_of_standard_input_is_named_and_no_line_recorded(desk: Terminal, typed: bytes, said: str) -> None:
    assert refusal(type_in(("add", "-", "--by", "Z"), typed)) == said
    assert lines_of_log(desk.place) == 4


# --- Numbers ----------------------------------------------------------------------------------------------------------

NO_NUMBER = "is no number of a claim. Give a number such as 12, or a uid."
NO_CLAIM = "claims list shows the numbers."
NUMBERS = {
    "0": f"There is no claim 0. {NO_CLAIM}",
    "#0": f"There is no claim #0. {NO_CLAIM}",
    "7": f"There is no claim 7. {NO_CLAIM}",
    "999999999999999999": f"There is no claim 999999999999999999. {NO_CLAIM}",
    "9223372036854775808": f'"9223372036854775808" {NO_NUMBER}',
    "99999999999999999999999": f'"99999999999999999999999" {NO_NUMBER}',
    "-1": f'"-1" {NO_NUMBER}',
    "#": f'"#" {NO_NUMBER}',
    "": f'"" {NO_NUMBER}',
    "1.5": f'"1.5" {NO_NUMBER}',
    "1e3": f'"1e3" {NO_NUMBER}',
    "²": f'"²" {NO_NUMBER}',
    HALF: f'"\\udcff" {NO_NUMBER}',
    "01900000-0000-7000-8000-000000000000": f"There is no claim 01900000-0000-7000-8000-000000000000. {NO_CLAIM}",
}


def test_a_claim_that_is_not_there_is_said_not_to_be(desk: Terminal) -> None:
    for number, said in NUMBERS.items():
        for args in (
            ("show", "--", number),
            ("history", "--", number),
            ("report", "claim", "--", number),
            ("edit", "--text", "Other", "--", number),
            ("verify", "--because", "why", "--", "1", number),
            ("retire", "--because", "why", "--", number),
            ("relate", "--", "1", "repeats", number),
            ("utterance", "add", "--by", "Z", "--", number),
            ("evidence", "add", "--stance", "supports", "--", number, "https://paper.example/bridge"),
        ):
            assert refusal(type_in(args)) == said, args
        assert lines_of_log(desk.place) == 4


@pytest.mark.file
@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("number", ["-1", "1000000000000001", "9223372036854775808", "1e3", "", HALF, "²"])
def test_a_count_that_is_none_is_wrong_usage(number: str) -> None:
    for args in (
        ("list", "--limit"),
        ("list", "--after"),
        ("history", "--limit"),
        ("search", "bridge", "--limit"),
        ("claimant", "list", "--after"),
        ("source", "list", "--limit"),
    ):
        said = refusal(type_in((*args, number)), 2)
        assert said.startswith("Invalid value for"), args
        assert "See: claims" in said


@pytest.mark.usefixtures("desk")
def test_the_largest_count_is_taken() -> None:
    for option in ("--limit", "--after"):
        assert type_in(("list", option, "1000000000000000")).code == 0


# --- Dates ------------------------------------------------------------------------------------------------------------

DATES = {
    "10000-01-01": '"10000-01-01" is out of range. Years run from 0001 to 9999.',
    "1 January 10000": '"1 January 10000" is out of range. Years run from 0001 to 9999.',
    "0000": '"0000" is out of range. Years run from 0001 to 9999.',
    "999999 years ago": '"999999 years ago" is out of range. Years run from 0001 to 9999.',
    "2025-02-31": '"2025-02-31" is not in the calendar. Check the day and the month.',
    "31 February 2025": '"31 February 2025" is not in the calendar. Check the day and the month.',
    "": "The date is empty. Give at least one visible character.",
    "soon": '"soon" is not a date that can be read for certain.'
    " Write 2025-04-10, 2025-04, 2025, 10 April 2025 or about April 2025.",
}


@pytest.mark.file
@pytest.mark.parametrize(("date", "said"), DATES.items())
def test_a_date_that_is_none_is_refused(desk: Terminal, date: str, said: str) -> None:
    for args in (
        ("add", "x y", "--by", "Z", "--on", date),
        ("list", "--since", date),
        ("list", "--until", date),
        ("verify", "1", "--because", "why", "--on", date),
        ("verify", "1", "--because", "why", "--recheck-on", date),
        *((("source", "add", "https://paper.example/other", "--published", date),) if date else ()),  # "" empties it
    ):
        assert refusal(type_in(args)) == said, args
    assert lines_of_log(desk.place) == 4


# --- Names ------------------------------------------------------------------------------------------------------------


@pytest.mark.file
@pytest.mark.parametrize("written", ["", "#", "supports:", "#  ", " # # "])
def test_evidence_that_names_no_source_is_refused(desk: Terminal, written: str) -> None:
    said = refusal(type_in(("verify", "1", "--because", "why", "--evidence", written)))
    assert said == "The evidence names no source. Write it as SOURCE or SOURCE#quote."
    assert lines_of_log(desk.place) == 4


@pytest.mark.usefixtures("desk")
def test_half_a_character_in_a_look_up_is_refused() -> None:
    for args in (
        ("list", "--by"),
        ("list", "--via"),
        ("list", "--source"),
        ("list", "--language"),
        ("claimant", "show"),
        ("source", "show"),
        ("claimant", "list", "--name"),
        ("report", "source"),
        ("report", "claimant"),
    ):
        assert "not valid Unicode: half a surrogate pair" in refusal(type_in((*args, f"caf{HALF}"))), args


@pytest.mark.file
@pytest.mark.usefixtures("desk")
def test_a_file_name_that_is_no_text_is_no_fault() -> None:
    path = f"caf{HALF}.db"
    assert json.loads(type_in(("db", "backup", path, "--json")).out)["backup"] == "caf\\xff.db"
    assert type_in(("list", "--db", path)).code == 0
    assert json.loads(type_in(("db", "current", "--db", path, "--json")).out)["database"] == "caf\\xff.db"
    said = "No file is called so: the name holds NUL or half a surrogate pair. Name another."
    assert refusal(type_in(("report", "summary", "-o", "\ud800"))) == said
    assert refusal(type_in(("report", "summary", "-o", "a\0b"))) == said


@pytest.mark.file
@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("nosuch",), "No such command 'nosuch'. See: claims --help"),
        ((HALF,), "No such command '\\udcff'. See: claims --help"),
        (("",), "No such command ''. See: claims --help"),
        (("ad\x1b",), "There is no command 'ad\\x1b'. Did you mean add? See: claims --help"),
        (("add", "x"), "Missing option '-b' / '--by'. See: claims add --help"),
        (("add", "x", "--by"), "Option '--by' requires an argument. See: claims --help"),
        (("show", "1", "2"), "Got unexpected extra argument (2). See: claims show --help"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_where_to_look(args: tuple[str, ...], said: str) -> None:
    assert refusal(type_in(args), 2) == said


@pytest.mark.file
@pytest.mark.usefixtures("desk")
def test_a_file_without_an_end_is_not_read_to_its_end() -> None:
    said = "/dev/zero is larger than 100,000,000 bytes, and no edition. Name the file of one."
    assert refusal(type_in(("report", "verify", "/dev/zero"))) == said
    said = "The policy /dev/zero is larger than 1,000,000 bytes. Name another with --policy."
    assert refusal(type_in(("verify", "1", "--because", "why", "--policy", "/dev/zero"))) == said


# --- Anything at all --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def anywhere(rich_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """A ledger with every kind of record in it that lasts for all examples, in a folder of its own."""
    folder = tmp_path_factory.mktemp("anywhere")
    with pytest.MonkeyPatch.context() as patch:
        yield sit_down(patch, rich_file, folder)


@given(line=mostly(st.tuples(wild_lines(slow=False), typed), st.tuples(st.just(("shell",)), scripts), 9))
@example(line=(("add", "x y", "--by", HALF, "--source", HALF), b""))
@example(line=(("add", "-", "--by", "Z"), b"\x00\n\xff"))
@example(line=(("report", "source", "1", "-o", "file\ud800"), b""))
@example(line=(("verify", "1", "--because", "x", "--evidence", "#"), b""))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_whatever_is_typed_ends_in_order(anywhere: Watch, line: tuple[tuple[str, ...], bytes]) -> None:
    args, waiting = line
    if args[:1] == ("shell",):  # its lines are commands of their own: some are kept, some refused
        type_in(args, waiting)
        anywhere.look()
    else:
        anywhere.see(args, waiting)


def test_after_all_that_the_ledger_is_sound(anywhere: Watch) -> None:
    assert type_in(("db", "check")).code == 0
    anywhere.require_whole()


def test_every_command_is_typed() -> None:
    """What the wild lines are made from is what the program offers."""
    assert {path for path, command in walk(main, ()) if not isinstance(command, click.Group)} - {*COMMANDS} == {
        ("shell",),
        ("serve", "factcheck-api"),
    }
