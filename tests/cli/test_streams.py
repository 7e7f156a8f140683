"""Streams that break, terminals that lack letters, folders that are gone: what surrounds the program is at fault."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.forked_programs import ROOT, Crew
from tests.support.ledgers import Place, Terminal

ADD = ("add", "The bridge is closed", "--by", "Mayor Ruiz")

# --- Streams that break -----------------------------------------------------------------------------------------------


def program(*args: str, environ: dict[str, str] | None = None, **how: Any) -> "subprocess.Popen[bytes]":
    """The program as a person starts it."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "CLAIMS_USER": "ana", **(environ or {})}
    return subprocess.Popen([sys.executable, "-m", "claims", *args], env=settings, stderr=subprocess.PIPE, **how)


@pytest.mark.file
@pytest.mark.parametrize("style", [[], ["--jsonl"]], ids=["table", "jsonl"])
def test_a_reader_that_leaves_early_is_no_fault(terminal: Terminal, style: list[str]) -> None:
    terminal.ok("claims add - --by 'Mayor Ruiz'", "".join(f"Statement {number} {'x' * 900}\n" for number in range(99)))
    with program("list", "-n", "0", *style, stdout=subprocess.PIPE) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        assert listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == b""
    assert listing.returncode == 0


@pytest.mark.file
def test_an_answer_that_cannot_be_written_is_said_and_the_change_with_it(crew: Crew, ledger: Place) -> None:
    ended = crew.run("--db", ledger.named, *ADD, out=Path("/dev/full"))
    assert (ended.code, ended.err) == (
        1,
        "Error: The answer can't be written: No space left on device."
        " The change was recorded all the same: claims history shows it.\n",
    )
    assert ledger.ask("SELECT count(*) FROM claim") == [(1,)]
    ended = crew.run("--db", ledger.named, "list", out=Path("/dev/full"))
    assert (ended.code, ended.err) == (
        1,
        "Error: The answer can't be written: No space left on device. Nothing was changed.\n",
    )


@pytest.mark.file
@pytest.mark.parametrize(
    ("closed", "args", "code", "said"),
    [
        ((0,), ("add", "-", "--by", "Mayor Ruiz"), 1, b"There is no claim on standard input. Give one claim a line.\n"),
        ((0, 1, 2), ADD, 0, b""),
        ((1,), ("--help",), 0, b""),
    ],
    ids=["input", "all", "output"],
)
def test_closed_streams_are_no_fault(
    terminal: Terminal, closed: tuple[int, ...], args: tuple[str, ...], code: int, said: bytes
) -> None:
    """The shell's `>&-`: what the program opens next would take the number of the stream that is closed."""

    def close() -> None:
        for number in closed:
            os.close(number)

    with program(*args, stdout=subprocess.PIPE, preexec_fn=close) as started:
        assert started.stderr is not None
        assert started.stderr.read() == (b"Error: " + said if said else b"")
    assert started.returncode == code
    terminal.ok("claims db check")


@pytest.mark.file
@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("charset", ["latin-1", "cp1251", "utf-8"])
def test_what_a_character_set_lacks_is_spelled_out_and_json_stays_json(crew: Crew, charset: str) -> None:
    said = "Café Стамбул 😀"
    assert crew.run("--db", "claims.db", "add", said, "--by", "Zoë").code == 0
    for args in (("show", "1", "--json"), ("list", "--jsonl"), ("report", "claim", "1", "-f", "json")):
        ended = crew.run("--db", "claims.db", *args, charset=charset)
        assert (ended.code, ended.err) == (0, "")
        document = json.loads(ended.out)
        assert document.get("claim", document)["text"] == said
    ended = crew.run("--db", "claims.db", "list", charset=charset)
    assert ended.code == 0
    assert ended.out.splitlines()[1].endswith(said.encode(charset, "backslashreplace").decode(charset))


@pytest.mark.file
def test_a_terminal_without_unicode_is_no_fault(terminal: Terminal) -> None:
    terminal.ok("claims add 'Стамбул' --by Zoë")
    environ = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    with program("show", "1", "--json", stdout=subprocess.PIPE, environ=environ) as shown:
        out, err = shown.communicate()
    assert (shown.returncode, err) == (0, b"")
    assert out.isascii()
    assert json.loads(out)["text"] == "Стамбул"


# --- Places that are missing ------------------------------------------------------------------------------------------


@pytest.mark.file
def test_a_folder_that_is_gone_is_said_to_be_gone(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = terminal.folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.delenv("CLAIMS_DB")
    assert terminal.refused("claims list") == (
        "Error: The folder you are in is gone. Change to another, or name a ledger with --db."
    )
    assert terminal.refused("claims list --db x.db") == (
        "Error: The folder you are in is gone. Change to another, or give the ledger's path in full."
    )
    terminal.ok(f"claims add 'x y' --by Z --db '{terminal.folder}/claims.db'")
    assert terminal.refused(f"claims report summary -o x.html --db '{terminal.folder}/claims.db'") == (
        "Error: x.html can't be written: No such file or directory. Name another file, or free some space."
    )


@pytest.mark.file
def test_a_home_that_cannot_be_written_to_is_named(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    (terminal.folder / "claims.db").unlink()
    (terminal.folder / "not-a-folder").touch()
    monkeypatch.delenv("CLAIMS_DB")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(terminal.folder / "not-a-folder"))
    said = terminal.refused("claims add 'x y' --by Z")
    assert said.startswith(f"Error: {terminal.folder}/not-a-folder/.local/share/claims/claims.db can't be")
    assert said.endswith("Not a directory. Name another place with --db.")


@pytest.mark.file
def test_without_a_home_the_nearest_ledger_is_still_found(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("CLAIMS_DB")
    assert terminal.ok("claims list").out == "No claims.\n"
