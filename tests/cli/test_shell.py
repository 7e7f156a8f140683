"""The shell answers the same commands line by line, from a file and at a real terminal."""

import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from prompt_toolkit.document import Document

from claims.cli import main
from claims.cli.keep.shell import whole_lines, words_of
from claims.cli.terminal.prompt import CommandCompleter, KeptHistory, history
from claims.errors import BadInput
from tests.support.ledgers import Terminal

ADD = "add 'The bridge is closed' --by 'Mayor Ruiz'"
PATIENCE = 30  # seconds


# --- From a file ------------------------------------------------------------------------------------------------------


@pytest.mark.file
def test_lines_from_a_file_are_answered_as_outside(terminal: Terminal) -> None:
    answer = terminal.run("claims shell", f"{ADD}\nclaims list\n")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [
        "#1 The bridge is closed",
        "    content: unverified · attribution: unverified",
        "    Mayor Ruiz",
        "ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM",
        "#1  unverified  unverified   Mayor Ruiz  The bridge is closed",
    ]


@pytest.mark.file
def test_a_line_that_fails_stops_no_other_and_shows_in_the_exit_code(terminal: Terminal) -> None:
    answer = terminal.run("claims shell", f"show 7\n# a remark\n\n{ADD} \\\n  --on 2025\nadd \"It's\nnosuch\n")
    assert answer.code == 1
    assert answer.lines[0] == "#1 The bridge is closed"
    assert answer.lines[2] == "    Mayor Ruiz · 2025"
    assert answer.err.splitlines() == [
        "Error: There is no claim 7. claims list shows the numbers.",
        """Error: A quotation mark isn't closed. An apostrophe goes between double ones: "the mayor's car".""",
        "Error: No such command 'nosuch'. See: claims --help",
        "note: Of 4 commands 3 failed: line 1, 6, 7.",
    ]


@pytest.mark.file
@pytest.mark.parametrize("word", ["exit", "quit", "  exit  "])
def test_exit_and_quit_leave(terminal: Terminal, word: str) -> None:
    answer = terminal.run("claims shell", f"{word}\nnosuch\n")
    assert (answer.code, answer.out, answer.err) == (0, "", "")


@pytest.mark.file
def test_options_of_one_line_are_forgotten_by_the_next(terminal: Terminal) -> None:
    lines = [f"{ADD} --as Bo --db other.db", "--db other.db list --json", "list", ADD, "history -n 1"]
    answer = terminal.run("claims shell --as Cleo", "\n".join(lines))
    assert answer.code == 0
    assert '"recorded_by": "Bo"' in answer.out
    assert "No claims." in answer.lines
    assert answer.lines[-1] == "3  2025-04-11 09:00  Cleo  add utterance #1 (claim #1)"


@pytest.mark.file
def test_a_ledger_named_for_the_shell_serves_every_line(terminal: Terminal) -> None:
    assert terminal.run("claims shell --db other.db", f"{ADD}\nlist\n").code == 0
    assert terminal.run("claims list").out == "No claims.\n"
    assert (terminal.folder / "other.db").exists()


@pytest.mark.file
def test_help_is_a_line_too(terminal: Terminal) -> None:
    answer = terminal.run("claims shell", "help\nhelp source add\nclaims\n")
    assert answer.code == 0
    assert answer.out.count("Usage: claims [OPTIONS]") == 2
    assert "Usage: claims source add" in answer.out


@pytest.mark.file
def test_no_command_swallows_the_lines_that_follow(terminal: Terminal) -> None:
    answer = terminal.run("claims shell", "add - --by Ana\nlist\n")
    assert answer.out == "No claims.\n"
    assert answer.err.startswith("Error: There is no claim on standard input.")


@pytest.mark.file
def test_a_shell_opens_no_shell(terminal: Terminal) -> None:
    assert terminal.run("claims shell", "shell\n").err.startswith("Error: This is the shell already. exit leaves it.")


@pytest.mark.file
def test_bytes_that_are_no_text_cost_their_own_line_only(terminal: Terminal) -> None:
    answer = terminal.run("claims shell", b"\xef\xbb\xbflist\nadd 'caf\xe9' --by Ana\nlist\n")
    assert (answer.code, answer.out) == (1, "No claims.\nNo claims.\n")
    assert answer.err.startswith("Error: The claim text is not valid Unicode")


def test_lines_that_go_on_are_counted_from_where_they_began() -> None:
    raw = ["one\r\n", "# no\n", "two \\\n", "  three\n", " \n", "four\\\n"]
    assert list(whole_lines(raw)) == [(1, "one"), (3, "two   three"), (6, "four")]


def test_a_line_with_or_without_the_programs_name_is_the_same() -> None:
    assert words_of("claims show 1") == words_of("show 1") == ["show", "1"]
    assert words_of("claims") == ["help"]
    with pytest.raises(BadInput):
        words_of("show 1 \\")


# --- At a terminal ----------------------------------------------------------------------------------------------------


class Screen:
    """A program at a terminal of its own."""

    def __init__(self, *command: str, folder: Path) -> None:
        own = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        own |= {"CLAIMS_DB": str(folder / "claims.db"), "CLAIMS_USER": "ana", "LANG": "C.UTF-8"}
        self.near, far = pty.openpty()
        self.program = subprocess.Popen(
            [sys.executable, "-m", "claims", *command],
            stdin=far, stdout=far, stderr=far, env=own, cwd=folder, start_new_session=True,
        )  # fmt: skip
        os.close(far)
        self.shown = ""

    def type(self, keys: str) -> None:
        """Type, and forget what was shown before."""
        self.shown = ""
        os.write(self.near, keys.encode())

    def wait_for(self, *words: str) -> None:
        """Wait until each of these was shown, one after the other, since the last key."""
        end = time.monotonic() + PATIENCE
        while not re.search(".*?".join(map(re.escape, words)), self.shown, re.DOTALL):
            assert time.monotonic() < end, f"{words} never came; there is {self.shown!r}"
            if select.select([self.near], [], [], 0.2)[0]:
                with suppress(OSError):
                    raw = os.read(self.near, 65536).decode(errors="replace")
                    self.shown += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", raw)

    def left(self) -> int:
        """The exit code with which the program ends."""
        return self.program.wait(PATIENCE)


@pytest.fixture
def screen(tmp_path: Path, template_file: Path) -> Iterator[Screen]:
    """The shell at a terminal, on an empty ledger."""
    (tmp_path / "claims.db").write_bytes(template_file.read_bytes())
    opened = Screen("shell", folder=tmp_path)
    opened.wait_for("claims>")
    yield opened
    with suppress(ProcessLookupError):
        os.killpg(opened.program.pid, signal.SIGKILL)
    opened.program.wait(PATIENCE)
    os.close(opened.near)


def test_a_person_is_asked_at_which_place_a_quote_stands(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("The owner said no. Later the owner said yes. Then the owner said nothing.")
    screen.type("source add talks.txt --archive\r")
    screen.wait_for("source #1", "claims>")
    add = "add 'The owner agreed' --by 'The owner' --source 1 --quote 'the owner said'\r"
    screen.type(add)
    screen.wait_for("2  ...", "Which is it? (1 to 2, 0 for none)")
    screen.type("0\r")
    screen.wait_for("Error:", "stands 2 times", "claims>")
    screen.type(add)
    screen.wait_for("Which is it?")
    screen.type("2\r")
    screen.wait_for("#1 The owner agreed", "claims>")
    screen.type("exit\r")
    assert screen.left() == 0
    with closing(sqlite3.connect(tmp_path / "claims.db")) as ledger:
        assert ledger.execute("SELECT quote_start, quote_state FROM utterance").fetchall() == [(50, "anchored")]


def test_at_a_terminal_lines_are_completed_answered_dropped_and_kept(screen: Screen, tmp_path: Path) -> None:
    screen.type(ADD + "\r")
    screen.wait_for("content: unverified", "claims>")
    screen.type("nosuch\r")
    screen.wait_for("Error: No such command 'nosuch'.", "claims>")
    screen.type("show 1 \x03")  # Ctrl-C drops the line
    screen.wait_for("claims>")
    screen.type("sea\t")
    screen.wait_for("rch")
    screen.type(" bridge \\\r")
    screen.wait_for("...>")
    screen.type("--limit 1\r")
    screen.wait_for("The bridge is closed", "claims>")
    screen.type("\x04")  # Ctrl-D leaves
    assert screen.left() == 0
    kept = next(tmp_path.rglob("shell-history"))
    assert f"+{ADD}" in kept.read_text(encoding="utf-8").splitlines()
    assert kept.stat().st_mode & 0o077 == 0


def test_exit_leaves_a_terminal(screen: Screen) -> None:
    screen.type("exit\r")
    assert screen.left() == 0


# --- History and completion -------------------------------------------------------------------------------------------


def test_a_history_that_cannot_be_kept_lasts_for_the_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claims").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    kept = history()
    kept.append_string("list")
    assert kept.get_strings() == ["list"]
    lost = KeptHistory(str(tmp_path))  # a folder can't be appended to
    lost.append_string("list")
    assert lost.get_strings() == ["list"]
    assert lost.load_history_strings() == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sea", ["search"]),
        ("claims sea", ["search"]),
        ("ed", ["edit", "editions"]),
        ("help disp", ["dispute"]),
        ("source ret", ["retract"]),
        ("relate 1 con", ["contradicts"]),
        ("list --stat", ["--status"]),
        ("list --status ver", ["verified"]),
        ("list --status=ver", ["verified"]),
        ("report source 1 -f h", ["html"]),
        ("add 'sea", []),
    ],
)
def test_commands_options_and_choices_are_completed(typed: str, offered: list[str]) -> None:
    found = CommandCompleter(main).get_completions(Document(typed), None)  # type: ignore[arg-type]  # not looked at
    assert [each.text for each in found] == offered


def test_files_are_completed(tmp_path: Path) -> None:
    (tmp_path / "report.html").touch()
    typed = Document(f"report source 1 -o {tmp_path}/rep")
    found = CommandCompleter(main).get_completions(typed, None)  # type: ignore[arg-type]  # not looked at
    assert [each.text for each in found] == ["ort.html"]
