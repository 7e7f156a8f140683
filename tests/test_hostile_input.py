"""Whatever is typed: an exit code that says how it ended, one line that says what to do, and nothing half done."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claims.cli import main
from docs.from_commands import walk
from tests.ledgers import SQLITE, Answer, Place, Terminal

RIGHT_TO_LEFT, ZERO_WIDTH, HALF = "\u202e", "\u200b", "\udcff"


def type_in(args: Sequence[str], typed: bytes = b"") -> Answer:
    """Run a command line given as it arrives, with bytes on standard input."""
    result = CliRunner().invoke(main, list(args), input=typed, prog_name="claims")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.stdout, result.stderr, result.exit_code)


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


@pytest.mark.parametrize(("number", "said"), NUMBERS.items())
def test_a_claim_that_is_not_there_is_said_not_to_be(desk: Terminal, number: str, said: str) -> None:
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
        ("source", "add", "https://paper.example/other", "--published", date),
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


# --- Anything at all --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def anywhere(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A ledger with some claims that lasts for all examples, in a folder of its own."""
    folder = tmp_path_factory.mktemp("anywhere")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(folder))
        patch.setenv("CLAIMS_USER", "ana")
        patch.setenv("CLAIMS_DB", "claims.db")
        patch.delenv("CLAIMS_DEBUG", raising=False)
        patch.chdir(folder)
        (folder / "claims.db").write_bytes(template_file.read_bytes())
        for args in (
            ("add", "The bridge is closed", "--by", "Mayor Ruiz", "--source", "https://paper.example/bridge"),
            ("add", "The bridge is open", "--by", "Ana", "--via", "Agency", "--quote", "open", "--on", "2025"),
            ("verify", "1", "--because", "seen", "--evidence", "https://paper.example/bridge"),
        ):
            assert type_in(args).code == 0
        yield Place(SQLITE, str(folder / "claims.db"))


# fmt: off
ODD = [
    "", " ", "-", "--", "#", "#1", "0", "-1", "1", "2", "99", "9223372036854775808", HALF, "\ud800", "\x00", "\x1b[2J",
    RIGHT_TO_LEFT, ZERO_WIDTH, "\u2028", "\r\n", "a" * 20_000, "é" * 400, "'; DROP TABLE claim; --", "%s%n", "{0}",
    "\\", '"', '"a', "a*", "*", "a AND", "NEAR(", "^", "=1+1", "<script>", "1e400", "nan", "٣", "²", "null", "🙂",
    "https://paper.example/bridge", "https://[", "http://a b", "javascript:x", "file:///x", "//", "x://y", "?",
    "Mayor Ruiz", "mayor ruis", "Ana", "Agency", "yesterday", "10000-01-01", "2025-02-31", "about 2025", "a|b|c|d",
    "verified", "content", "attribution", "repeats", "quotes", "supports", "en", "xx-", "text", "html", "~", "..", ".",
    "supports:x", "https://paper.example/bridge#open", "#1#open",
]
# fmt: on
anything = st.one_of(
    st.sampled_from(ODD), st.text(st.characters(exclude_characters="/~", exclude_categories=()), max_size=12)
)
# Files are written to: their names stay in the test's folder.
files = anything.filter(lambda name: "/" not in name).map(lambda name: f"file{name}")

WRITE_FILES = {"--output", "-o", "--db"}
WAIT_FOR_PEOPLE_OR_MAKE_FILES = {"shell", "demo", "backup"}
COMMANDS = {
    path[1:]: [option for each in command.params for option in each.opts if option.startswith("-")]
    for path, command in walk(main, ("claims",))
    if path[1:] and not WAIT_FOR_PEOPLE_OR_MAKE_FILES & set(path)
}

whole = st.one_of(
    st.tuples(st.just("add"), anything, st.just("--by"), anything),
    st.tuples(st.just("add"), anything, st.just("--by"), anything, st.sampled_from(["--via", "--on", "-s"]), anything),
    st.tuples(st.just("edit"), anything, st.sampled_from(["--text", "--tag", "--untag", "--note", "-l"]), anything),
    st.tuples(
        st.just("list"), st.sampled_from(["--by", "--via", "--source", "--tag", "--since", "--search"]), anything
    ),
    st.tuples(st.just("search"), anything, anything),
    st.tuples(st.just("verify"), anything, st.just("--because"), anything, st.just("--evidence"), anything),
    st.tuples(st.just("claimant"), st.sampled_from(["show", "add", "merge", "alias"]), anything, anything),
    st.tuples(st.just("source"), st.just("link"), anything, st.sampled_from(["quotes", "syndicates"]), anything),
    st.tuples(st.just("report"), st.sampled_from(["source", "claimant", "claim"]), anything, st.just("-o"), files),
    st.tuples(st.just("list"), st.just("--db"), st.one_of(files, st.just("postgresql://127.0.0.1:1/x"))),
    st.tuples(st.just("--as"), anything, st.just("retire"), anything, st.just("--because"), anything),
    st.tuples(st.just("db"), st.just("backup"), files),
)


@st.composite
def loose(draw: st.DrawFn) -> tuple[str, ...]:
    """A command with any of its options, and anything beside them."""
    command = draw(st.sampled_from(sorted(COMMANDS)))
    options = sorted(set(COMMANDS[command]) - WRITE_FILES)
    words = st.one_of(anything, st.sampled_from(options)) if options else anything
    return (*command, *draw(st.lists(words, max_size=6)))


@given(args=st.one_of(whole, loose()), typed=st.one_of(st.binary(max_size=40), st.text(max_size=40).map(str.encode)))
@example(args=("add", "x y", "--by", HALF, "--source", HALF), typed=b"")
@example(args=("add", "-", "--by", "Z"), typed=b"\x00\n\xff")
@example(args=("report", "source", "1", "-o", "file\ud800"), typed=b"")
@example(args=("verify", "1", "--because", "x", "--evidence", "#"), typed=b"")
@settings(
    max_examples=3 * settings().max_examples,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_whatever_is_typed_ends_in_order(anywhere: Place, args: tuple[str, ...], typed: bytes) -> None:
    before = lines_of_log(anywhere)
    answer = type_in(args, typed)
    assert answer.code in (0, 1, 2), answer
    assert "Traceback" not in answer.err
    assert "A fault of this program" not in answer.err
    assert not {"\x1b", RIGHT_TO_LEFT} & set(answer.err)
    if answer.code:
        assert lines_of_log(anywhere) == before
        if answer.err.startswith("Usage: "):  # a group by itself shows its help
            return
        errors = [line for line in answer.err.splitlines() if not line.startswith("note: ")]
        if answer.code == 1 and answer.out:  # a command that judges, such as db check, has found something
            assert errors == []
        else:
            assert [line.startswith("Error: ") for line in errors] == [True], answer
    assert all(line.startswith(("Error: ", "note: ")) for line in answer.err.splitlines()), answer


def test_after_all_that_the_ledger_is_sound(anywhere: Place) -> None:
    assert type_in(("db", "check")).code == 0
    assert anywhere.ask("PRAGMA integrity_check") == [("ok",)]
