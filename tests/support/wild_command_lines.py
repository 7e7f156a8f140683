"""Wild command lines: every command and option that the program has, with values that fit and values that nothing fits.

What there is to type comes from the commands themselves, so that a new one is tried without anybody thinking of it.
"""

import shlex
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import strategies as st

from claims.cli import main
from claims.ledger.audit.run import audit
from claims.ledger.log.witness import witness_path
from docs.from_commands import walk
from tests.support.ledgers import SQLITE, Answer, Place
from tests.support.random_commands import CLAIMANTS, DAYS, SOURCES, TAGS, TEXTS, TITLES

RIGHT_TO_LEFT, ZERO_WIDTH, HALF = "\u202e", "\u200b", "\udcff"

Words = tuple[str, ...]

# fmt: off
ODD = [
    "", " ", "-", "--", "#", "#1", "0", "-1", "1", "2", "99", "9223372036854775808", HALF, "\ud800", "\x00", "\x1b[2J",
    RIGHT_TO_LEFT, ZERO_WIDTH, "\u2028", "\r\n", "a" * 20_000, "é" * 400, "'; DROP TABLE claim; --", "%s%n", "{0}",
    "\\", '"', '"a', "a*", "*", "a AND", "NEAR(", "^", "=1+1", "<script>", "1e400", "nan", "٣", "²", "null", "🙂",
    "https://paper.example/bridge", "https://[", "http://a b", "javascript:x", "file:///x", "//", "x://y", "?",
    "Mayor Ruiz", "mayor ruis", "Ana", "Agency", "yesterday", "10000-01-01", "2025-02-31", "about 2025", "a|b|c|d",
    "verified", "content", "attribution", "repeats", "quotes", "supports", "en", "xx-", "text", "html", "~", "..", ".",
    "supports:x", "https://paper.example/bridge#open", "#1#open", "@1", "@0", "@-1", "0" * 64, "abcdef012345",
    "2025-04-11T09:00", "2025-04-11T25:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00+14:00",
]
# fmt: on


def mostly(usual: st.SearchStrategy[Any], rare: st.SearchStrategy[Any], times: int = 6) -> st.SearchStrategy[Any]:
    """The one, so many times as often as the other."""
    return st.integers(0, times).flatmap(lambda luck: usual if luck < times else rare)


anything = st.one_of(
    st.sampled_from(ODD), st.text(st.characters(exclude_characters="/~", exclude_categories=()), max_size=12)
)
# Files are written to: their names stay in the test's folder, or are those of devices.
files = st.one_of(
    anything.filter(lambda name: "/" not in name).map(lambda name: f"file{name}"),
    st.sampled_from(("claims.db", "claims.db.head", "/dev/full", "/dev/null", "nowhere/x.html", "report.html", "")),
)
databases = st.one_of(files, st.sampled_from(("postgresql://127.0.0.1:1/x", "claims.db")))

COMMON = st.sampled_from(
    (*CLAIMANTS, *SOURCES, *TEXTS, *TITLES, *TAGS, *DAYS, "1", "2", "#3", "4", "en", "@5", "today")
)
FITTING: dict[str, Sequence[str]] = {
    "ID": ("1", "2", "3", "#1", "4", "17"),
    "NAME": CLAIMANTS,
    "INTO": (*CLAIMANTS, *SOURCES),
    "URL": SOURCES,
    "TITLE": TITLES,
    "DATE": (*DAYS, "today"),
    "@LINE": ("@1", "@20", "2025-04-11T09:00"),
    "TAG": (*TAGS, "en", "de-AT"),
    "N": ("0", "1", "3"),
    "WORDS": ("bridge", "voss*", '"night ferry"', "-pier"),
    "SOURCE": SOURCES,
    "SOURCE[#QUOTE]": (*SOURCES, "refutes:Survey", "Survey#It is shut"),
}
"""Values that fit, by the words of an option's metavar; whatever has another metavar gets any of them."""

OPENED_BY_PEOPLE = {"shell", "serve"}  # they stay until somebody ends them
SLOW = {"demo"}
COMMANDS = {
    path: command
    for path, command in walk(main, ())
    if not isinstance(command, click.Group) and not OPENED_BY_PEOPLE & set(path)
}


def fitting(parameter: click.Parameter) -> st.SearchStrategy[str]:
    """Values as somebody gives them who has read the help."""
    if isinstance(parameter.type, click.Choice):
        return st.sampled_from([str(getattr(each, "value", each)) for each in parameter.type.choices])
    if isinstance(parameter.type, click.Path):
        return files
    if parameter.name == "db":
        return databases
    words = (parameter.metavar or "").strip("[].").upper().replace("...", "").split("|")
    known = [value for word in words for value in FITTING.get(word, ())]
    return st.sampled_from(known) if known else COMMON


def written(parameter: click.Parameter) -> st.SearchStrategy[Words]:
    """A parameter with a value; mostly one that fits."""
    careful = isinstance(parameter.type, click.Path) or parameter.name == "db"  # what is written to stays here
    values = fitting(parameter) if careful else mostly(fitting(parameter), anything)
    if isinstance(parameter, click.Argument):
        most = 3 if parameter.nargs == -1 else 1
        return st.lists(values, min_size=1, max_size=most).map(tuple)
    names = st.sampled_from([*parameter.opts, *parameter.secondary_opts])
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return names.map(lambda name: (name,))
    return st.tuples(names, values)


@st.composite
def knowing(draw: st.DrawFn, paths: Sequence[Words]) -> Words:
    """A command as its help describes it: mostly what it needs, some of what it takes."""
    path = draw(st.sampled_from(paths))
    parts: list[Words] = []
    for parameter in COMMANDS[path].params:
        if draw(st.integers(0, 10)) < (10 if parameter.required else 2):
            parts.append(draw(written(parameter)))
    return (*path, *(word for part in parts for word in part))


@st.composite
def careless(draw: st.DrawFn, paths: Sequence[Words]) -> Words:
    """A command with any of its options, and anything beside them."""
    path = draw(st.sampled_from(paths))
    parameters = [each for each in COMMANDS[path].params if not isinstance(each.type, click.Path) and each.name != "db"]
    options = [name for each in parameters if isinstance(each, click.Option) for name in each.opts]
    words = st.one_of(anything, st.sampled_from(options)) if options else anything
    if any(isinstance(each.type, click.Path) for each in COMMANDS[path].params):
        words = st.one_of(files, st.sampled_from(options)) if options else files
    return (*path, *draw(st.lists(words, max_size=6)))


def wild_lines(*, slow: bool) -> st.SearchStrategy[Words]:
    """Command lines for any command; the slow ones only where there is time."""
    paths = sorted(path for path in COMMANDS if slow or not SLOW & set(path))
    actors = mostly(st.just(()), st.tuples(st.just("--as"), anything))
    lines = mostly(knowing(paths), careless(paths))
    named = st.tuples(actors, lines).map(lambda drawn: (*drawn[0], *drawn[1]))
    return mostly(named, st.lists(anything, max_size=4).map(tuple), 20)


typed = st.one_of(
    st.just(b""),
    st.binary(max_size=40),
    st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(lambda lines: "\n".join(lines).encode()),
)
"""What waits on standard input."""

scripts = st.lists(wild_lines(slow=False).map(shlex.join), max_size=4).map(
    lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass")
)
"""Lines for the shell."""


def type_in(args: Sequence[str], typed: bytes = b"") -> Answer:
    """Run a command line given as it arrives, with bytes on standard input."""
    result = CliRunner().invoke(main, list(args), input=typed, prog_name="claims")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.stdout, result.stderr, result.exit_code)


def require_good_manners(answer: Answer) -> None:
    """Whatever was typed: an exit code that says how it ended, and on standard error lines that a person can act on."""
    assert answer.code in (0, 1, 2), answer
    assert "Traceback" not in answer.err
    assert "A fault of this program" not in answer.err, answer.err
    assert not {"\x1b", RIGHT_TO_LEFT} & set(answer.err)
    if answer.code and answer.err.startswith("Usage: "):  # a group by itself shows its help
        return
    errors = [line for line in answer.err.splitlines() if not line.startswith("note: ")]
    if answer.code == 0 or (answer.code == 1 and answer.out):  # a command that judges may have found something
        assert errors == [], answer
    else:
        assert [line.startswith("Error: ") for line in errors] == [True], answer


def sit_down(patch: pytest.MonkeyPatch, ledger: Path, folder: Path) -> "Watch":
    """Sit down in a folder with a copy of a ledger; nothing that is typed reaches beyond it."""
    for name in ("HOME", "XDG_DATA_HOME"):
        patch.setenv(name, str(folder))
    patch.setenv("CLAIMS_USER", "ana")
    patch.setenv("CLAIMS_DB", "claims.db")
    patch.delenv("CLAIMS_DEBUG", raising=False)
    patch.chdir(folder)
    for name in ("claims.db", "claims.db.head"):
        shutil.copyfile(ledger.with_name(name), folder / name)
    return Watch(Place(SQLITE, str(folder / "claims.db")))


class Watch:
    """Looks at a ledger's folder before and after: what was refused leaves nothing, what was done leaves it whole."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._folder = Path(place.named).parent
        self._before = self._seen()
        self._first = self._before[0]

    def see(self, args: Sequence[str], typed: bytes) -> Answer:
        """Run a line, and require that it ends in order."""
        before = self._before
        answer = type_in(args, typed)
        self.look()
        require_good_manners(answer)
        if answer.code == 2 or (answer.code == 1 and not answer.out):
            assert self._before[0] == before[0], f"It was refused, and the ledger changed: {answer.err}"
            created = self._before[1] - before[1] - _named_ledgers(args)
            assert not created, f"It was refused, and left {created}: {answer.err}"
        return answer

    def look(self) -> None:
        """Take what is there now for what was there before."""
        self._before = self._seen()

    @property
    def changed(self) -> bool:
        """Whether the ledger isn't any more what it was when this began."""
        return self._before[0] != self._first

    def require_whole(self) -> None:
        """Audit the ledger."""
        with self.place.reading() as session:
            found = audit(session, witness_path(Path(self.place.named), ""))
        assert [fault for check in found.checks for fault in check.faults] == []

    def _seen(self) -> tuple[list[Any], set[str]]:
        with closing(sqlite3.connect(self.place.named)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            rows = [connection.execute(f'SELECT * FROM "{table}"').fetchall() for (table,) in tables]
        return rows, {path.name for path in self._folder.iterdir() if not path.name.endswith(("-wal", "-shm"))}


def _named_ledgers(args: Sequence[str]) -> set[str]:
    """What stands where a ledger may have been named: one that isn't there is made, even if its command is refused."""
    return {each.removeprefix("--db=").partition("/")[0] for each in args}
