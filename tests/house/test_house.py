"""The rules of the house, so that nobody has to remember them."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from hatchling.builders.wheel import WheelBuilder
from importlinter.cli import lint_imports

import claims
from claims import vocabulary
from claims.cli import ENTRIES, main
from claims.cli.lazy import LazyGroup
from docs.from_commands import walk

ROOT = Path(__file__).parents[2]
COMMANDS = dict(walk(main, ("claims",)))

# --- Light imports ----------------------------------------------------------------------------------------------------

HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "alembic",
    "rich",
    "msgspec",
    "jinja2",
    "dateparser",
    "prompt_toolkit",
    "spacy",
)
LOOK = """
import json, sys
from claims.cli import main
try:
    main(sys.argv[1:])
finally:
    print("\\n" + json.dumps([name for name in {heavy} if name in sys.modules]), file=sys.stderr)
"""


def loaded(*args: str, **settings: str) -> tuple[str, list[str]]:
    """What a command prints in a fresh interpreter, and which heavy libraries it loads for that."""
    script = LOOK.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script, *args],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": "/nowhere"} | settings,
        cwd=ROOT,
        check=False,
        timeout=60,
    )
    return done.stdout + done.stderr, json.loads(done.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (("--help",), "Usage: claims [OPTIONS]"),
        (("--version",), f"claims {claims.__version__}"),
        (("add", "--help"), "--via NAME"),
        (("report", "source", "--help"), "--format"),
        (("extract", "--help"), "--own-voice"),
        (("serch",), "Did you mean search?"),
        (("list", "--status", "perhaps"), "is not one of"),
        (("add",), "Missing"),
    ],
)
def test_help_and_usage_errors_load_nothing_heavy(args: tuple[str, ...], answer: str) -> None:
    printed, heavy = loaded(*args)
    assert answer in printed
    assert heavy == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("claims se", "search"),
        ("claims report so", "source"),
        ("claims list --sta", "--status"),
        ("claims relate 1 con", "contradicts"),
    ],
)
def test_completion_loads_nothing_heavy(typed: str, offered: str) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    printed, heavy = loaded(_CLAIMS_COMPLETE="bash_complete", **words)
    assert f"plain,{offered}" in printed
    assert [name for name in heavy if name != "msgspec"] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_completion(shell: str) -> None:
    printed, heavy = loaded(_CLAIMS_COMPLETE=f"{shell}_source")
    assert f"_CLAIMS_COMPLETE={shell}_complete" in printed
    assert heavy == []


# --- Commands ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_and_an_example(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert command.help
    assert f"  {' '.join(path)}" in (command.epilog or "")
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{path} {option.opts} has no help"


def entries(group: LazyGroup, path: tuple[str, ...] = ("claims",)) -> Iterator[tuple[tuple[str, ...], str]]:
    """The short texts by which help lists commands without loading them."""
    for name, entry in group.entries.items():
        yield (*path, name), entry.help
        command = COMMANDS[*path, name]
        if isinstance(command, LazyGroup):
            yield from entries(command, (*path, name))


def test_help_says_of_a_command_what_the_command_says_of_itself() -> None:
    said = {path: " ".join((command.help or "").split("\n\n")[0].split()) for path, command in COMMANDS.items()}
    assert {path: short for path, short in entries(main) if said[path] != short} == {}


def test_every_status_but_the_start_has_a_command() -> None:
    verbs = {"verified": "verify", "disputed": "dispute", "refuted": "refute", "withdrawn": "withdraw"}
    verbs |= {"unverifiable": "unverifiable", "unverified": "reopen"}
    assert set(verbs) == {status.value for status in vocabulary.Status}
    assert set(verbs.values()) <= ENTRIES.keys()


def test_an_example_can_be_read() -> None:
    """Options that an example names exist."""
    for path, command in COMMANDS.items():
        known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
        if not isinstance(command, LazyGroup):
            named = set(re.findall(r"(?<=\s)--[a-z-]+", command.epilog or ""))
            assert named <= known, f"{' '.join(path)}: {named - known}"


# --- Code -------------------------------------------------------------------------------------------------------------


def test_every_layer_keeps_to_its_place(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, no_logo=True) == 0, capsys.readouterr().out


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in code()}
    assert {str(file.relative_to(ROOT)): length for file, length in lengths.items() if length > 400} == {}


def code() -> Iterator[Path]:
    """The program's own modules, and those that write its documentation and measure it."""
    for folder in ("claims", "docs", "benchmarks", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def test_every_module_of_the_program_says_what_it_is_for() -> None:
    silent = [file for file in code() if not file.read_text(encoding="utf-8").startswith('"""')]
    assert [str(file.relative_to(ROOT)) for file in silent] == []


# --- What is shipped --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel that `pip install .` installs."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(built)


def test_the_wheel_holds_what_the_program_reads(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    for folder, into in (("migrations", "claims/migrations"), ("claims", "claims")):
        wanted = {
            f"{into}/{file.relative_to(ROOT / folder)}"
            for file in (ROOT / folder).rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        assert wanted <= held, wanted - held
    assert {"claims/py.typed", "claims/migrations/env.py", "claims/samples/ferry-talks.toml"} <= held
    assert any(name.startswith("claims/reports/templates/") for name in held)


def test_the_wheel_installs_one_package(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"claims", f"claims_desk-{claims.__version__}.dist-info"}


# --- Every file -------------------------------------------------------------------------------------------------------

REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "artifact" + "ory")
HOMES = re.compile(r"(?<![\w.])/(?:home/(?!me\b)|root/|Users/|work/)\w")  # /home/me is anybody's, in examples


@cache
def tracked() -> list[Path]:
    """Every file under version control or about to be; in an unpacked archive, every file."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = listed.stdout.splitlines() if (ROOT / ".git").exists() else map(str, ROOT.rglob("*"))
    return [file for name in names if (file := ROOT / name).is_file() and ".venv" not in file.parts]


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = []
    for file in tracked():
        if file.suffix in (".png", ".db"):
            continue
        text = file.read_text(encoding="utf-8")
        if any(host in text for host in REGISTRIES) or HOMES.search(text):
            found.append(str(file.relative_to(ROOT)))
    assert found == []


def test_pictures_are_small() -> None:
    assert [file.name for file in tracked() if file.suffix == ".png" and file.stat().st_size > 300_000] == []
