"""The steps in which the features are written: record, run, and read what comes back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when
from pytest_bdd.scenario import scenario_wrapper_template_registry

from claims import clock
from claims.ledger.transfer.verify import check
from tests.support.ledgers import STEP, Terminal


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `-k adding_claims` choose the scenarios of one feature file."""
    for item in items:
        template = scenario_wrapper_template_registry.get(item.obj) if isinstance(item, pytest.Function) else None
        if template is not None:
            item.extra_keyword_matches.add(Path(template.feature.filename).stem)


@pytest.fixture(autouse=True)
def _seated(terminal: Terminal) -> None:
    """Every scenario has a ledger and somebody who sits at it."""


# --- What is there ----------------------------------------------------------------------------------------------------


@given("an empty ledger")
def empty_ledger(terminal: Terminal) -> None:
    assert terminal.json("claims list")["claims"] == []


@given("no ledger yet")
def no_ledger(terminal: Terminal) -> None:
    (terminal.folder / "claims.db").unlink()


@given(parsers.re(r'the claim "(?P<words>[^"]+)" by "(?P<speaker>[^"]+)"'))
def claim_by(terminal: Terminal, words: str, speaker: str) -> None:
    terminal.ok(_spelled(f"claims add '{words}' --by '{speaker}'"))


@given(parsers.re(r'the claim "(?P<words>[^"]+)" by "(?P<speaker>[^"]+)" in "(?P<source>[^"]+)"'))
def claim_by_in(terminal: Terminal, words: str, speaker: str, source: str) -> None:
    terminal.ok(f"claims add '{words}' --by '{speaker}' --source '{source}'")


@given("these commands were run:")
def were_run(terminal: Terminal, docstring: str) -> None:
    for line in docstring.replace("\\\n", " ").splitlines():
        terminal.ok(line)


@given(parsers.parse('the file "{name}" holds:'))
def file_with(terminal: Terminal, name: str, docstring: str) -> None:
    (terminal.folder / name).write_text(docstring + "\n", encoding="utf-8")


@given(parsers.parse('a word of the file "{name}" was changed from "{old}" to "{new}"'))
def word_changed(terminal: Terminal, name: str, old: str, new: str) -> None:
    file = terminal.folder / name
    written = file.read_text(encoding="utf-8")
    assert old in written
    file.write_text(written.replace(old, new), encoding="utf-8")


@given(parsers.parse('the environment has {name}="{setting}"'))
def environment_has(monkeypatch: pytest.MonkeyPatch, name: str, setting: str) -> None:
    monkeypatch.setenv(name, setting)


@given(parsers.parse("the environment has no {name}"))
def environment_lacks(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name, raising=False)


@given(parsers.parse('the clock shows "{moment}"'))
@when(parsers.parse('the clock shows "{moment}"'))
def clock_shows(moment: str) -> Iterator[None]:
    with clock.frozen(moment, STEP):
        yield


@given(parsers.parse('I sit in the folder "{name}"'))
def sit_in(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (terminal.folder / name).mkdir(parents=True)
    monkeypatch.chdir(terminal.folder / name)


# --- What somebody types ----------------------------------------------------------------------------------------------


@when(parsers.parse('I run "{line}"'))
def run(terminal: Terminal, line: str) -> None:
    terminal.run(line)


@when("I run:")
def run_long(terminal: Terminal, docstring: str) -> None:
    terminal.run(docstring)


@when(parsers.parse('I run "{line}" on the input:'))
def run_on_input(terminal: Terminal, line: str, docstring: str) -> None:
    terminal.run(line, typed=_spelled(docstring) + "\n")


# --- What comes back --------------------------------------------------------------------------------------------------


@then("it answers:")
def answers(terminal: Terminal, docstring: str) -> None:
    assert terminal.last.code == 0, terminal.last.err
    assert terminal.last.out == f"{docstring}\n"


@then(parsers.parse('it answers "{line}"'))
def answers_line(terminal: Terminal, line: str) -> None:
    answers(terminal, line)


@then("it answers nothing")
def answers_nothing(terminal: Terminal) -> None:
    assert terminal.last.code == 0, terminal.last.err
    assert terminal.last.out == ""


@then("the answer has the lines:")
def answer_has(terminal: Terminal, docstring: str) -> None:
    assert f"\n{docstring}\n" in f"\n{terminal.last.out}\n"


@then(parsers.parse('the answer has "{words}"'))
def answer_has_words(terminal: Terminal, words: str) -> None:
    assert words in terminal.last.out


@then(parsers.parse('the answer doesn\'t have "{words}"'))
def answer_lacks_words(terminal: Terminal, words: str) -> None:
    assert words not in terminal.last.out
    assert terminal.last.out != "", "Nothing was answered at all."


@then("it says on stderr:")
def says(terminal: Terminal, docstring: str) -> None:
    assert terminal.last.err == f"{docstring}\n"


@then("it says nothing on stderr")
def says_nothing(terminal: Terminal) -> None:
    assert terminal.last.err == ""


@then("it refuses:")
def refuses(terminal: Terminal, docstring: str) -> None:
    assert terminal.last.err == f"{docstring}\n"
    assert terminal.last.out == ""
    assert terminal.last.code == 1


@then(parsers.parse("the exit code is {code:d}"))
def exit_code(terminal: Terminal, code: int) -> None:
    assert terminal.last.code == code, terminal.last.err


@then(parsers.parse('the JSON has "{path}" = {value}'))
def json_has(terminal: Terminal, path: str, value: str) -> None:
    assert _inside(terminal.last.json, path) == json.loads(value)


@then(parsers.parse('the JSON has {number:d} "{path}"'))
def json_counts(terminal: Terminal, number: int, path: str) -> None:
    assert len(_inside(terminal.last.json, path)) == number


@then(parsers.parse('the JSON has the same at "{one}" and at "{other}"'))
def json_has_same(terminal: Terminal, one: str, other: str) -> None:
    assert _inside(terminal.last.json, one) == _inside(terminal.last.json, other)


@then(parsers.parse('line {number:d} of the JSON lines has "{path}" = {value}'))
def json_line_has(terminal: Terminal, number: int, path: str, value: str) -> None:
    assert _inside(json.loads(terminal.last.lines[number - 1]), path) == json.loads(value)


@then(parsers.parse("there are {number:d} JSON lines"))
def json_lines(terminal: Terminal, number: int) -> None:
    assert len([json.loads(line) for line in terminal.last.lines]) == number


@then(parsers.parse('the file "{name}" has "{words}"'))
def file_has(terminal: Terminal, name: str, words: str) -> None:
    assert words in (terminal.folder / name).read_text(encoding="utf-8")


@then(parsers.parse('the file "{name}" doesn\'t have "{words}"'))
def file_lacks(terminal: Terminal, name: str, words: str) -> None:
    assert words not in (terminal.folder / name).read_text(encoding="utf-8")


@then(parsers.parse('the file "{name}" isn\'t there'))
def no_file(terminal: Terminal, name: str) -> None:
    assert not (terminal.folder / name).exists()


@then(parsers.parse('the files "{one}" and "{other}" are the same'))
def files_are_same(terminal: Terminal, one: str, other: str) -> None:
    assert (terminal.folder / one).read_bytes() == (terminal.folder / other).read_bytes()


def _spelled(text: str) -> str:
    """The text with `[U+202E]` and the like as the characters they name, which nobody could see in a feature file."""
    return re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda named: chr(int(named[1], 16)), text)


def _inside(found: Any, path: str) -> Any:
    """What stands at a path such as `claims.0.status.content`."""
    for name in path.split("."):
        found = found[int(name)] if isinstance(found, list) else found[name]
    return found


@then(parsers.parse('the dossier "{name}" is whole and hangs from {which}'))
def dossier_hangs(terminal: Terminal, name: str, which: str) -> None:
    head = re.search(r"Head: (\w{64})|\"head\": \"(\w{64})\"", terminal.last.out)
    assert head is not None
    said = check(terminal.folder / name, None if which == "no head" else head[1] or head[2])
    assert ("nothing shows from which head" if which == "no head" else "hangs from the head you gave") in said
