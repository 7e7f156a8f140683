"""Faults that a machine and its people come up with: whatever was answered is there, and nothing is half done.

The long versions are in benchmarks/faults.py; full disks, Ctrl-C and crowds of writers are in test_processes.py.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from benchmarks.kills import WORKS, Target, documents, play
from claims import revisions
from claims.ledger.audit import run as auditing
from claims.ledger.log.witness import Reach, move_on, read_witness
from tests.database.test_processes import wait_until_somebody_waits
from tests.support import old_ledgers
from tests.support.forked_programs import Crew, Order
from tests.support.ledgers import POSTGRESQL, SQLITE, Place, Terminal
from tests.support.postgres import PostgresServer, running_server

ADD = ("add", "The bridge is closed", "--by", "Mayor Ruiz")


# --- Killed -----------------------------------------------------------------------------------------------------------


def test_whoever_is_killed_loses_nothing_that_was_answered(crew: Crew, tmp_path: Path) -> None:
    """A kill comes at a random moment; an unlucky one is told by its seed."""
    seed = int.from_bytes(os.urandom(4))
    works = [WORKS[name] for name in ("merge", "upgrade", "backup")]
    targets = play(crew, tmp_path / "desks", 6, Target.killed_round, seed, works)
    assert [trouble for target in targets for trouble in target.tally.troubles] == [], f"seed {seed}"
    assert sum(target.tally.rounds for target in targets) == 6


def test_an_answer_that_was_cut_off_is_none() -> None:
    assert list(documents('{"a": 1}\n{"b": [2]}\n{"c": ')) == [{"a": 1}, {"b": [2]}]


def test_the_witness_is_whole_at_every_moment(tmp_path: Path) -> None:
    """Whoever is killed while moving it on must not leave a ledger without one."""
    path, hashes = tmp_path / "claims.db.head", "0" * 64
    move_on(path, Reach(1, hashes))

    def move_far() -> None:
        for count in range(2, 1_500):
            move_on(path, Reach(count, hashes))

    moving = threading.Thread(target=move_far)
    moving.start()
    while moving.is_alive():
        assert read_witness(path) is not None
    moving.join()
    assert read_witness(path) == Reach(1_499, hashes)


def test_a_witness_that_somebody_scribbled_over_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "claims.db.head"
    path.write_text("no witness, but a long note that somebody left " * 20)
    move_on(path, Reach(7, "0" * 64))
    assert read_witness(path) == Reach(7, "0" * 64)


def test_an_audit_while_somebody_writes_sees_no_end_cut_off(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that is kept just before the witness is read is no sign that the log was cut off."""
    terminal.ok("claims add 'The bridge is closed' --by 'Mayor Ruiz'")

    def read_late(path: Path) -> Reach | None:
        terminal.ok("claims add 'The bridge is open' --by 'Mayor Ruiz'")
        return read_witness(path)

    monkeypatch.setattr(auditing, "read_witness", read_late)
    assert terminal.ok("claims audit").lines[-1].startswith("The ledger is what its log says.")


# --- Upgrades ---------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.postgres)])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A ledger of the oldest schema."""
    if request.param == SQLITE:
        place = Place(SQLITE, str(tmp_path / "old.db"))
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        server.drop("old")
        place = Place(POSTGRESQL, server.create("old"))
    old_ledgers.make(place, revisions.KNOWN[0])
    return place


def test_upgrades_of_an_old_ledger_at_the_same_moment_are_one_upgrade(crew: Crew, old: Place) -> None:
    ended = crew.together([Order(("--db", old.named, "db", "upgrade", "--json")) for _ in range(3)])
    assert [each.code for each in ended] == [0] * 3, {each.err for each in ended}
    told = sorted(each.out.count(f'"before": "{revisions.HEAD}"') for each in ended)
    assert told == [0, 1, 1]
    assert crew.run("--db", old.named, "audit").code == 0
    assert crew.run("--db", old.named, *ADD).code == 0


# --- Files that change their minds ------------------------------------------------------------------------------------


@contextmanager
def conversation(crew: Crew, place: Place, *, humble: bool = False) -> Iterator[Callable[[str], str]]:
    """A shell to which lines are typed one by one; each gives what the shell said to it, answer or refusal."""
    lines = crew.folder / "lines"
    os.mkfifo(lines)
    shell = crew.start(Order(("--db", place.named, "shell"), typed=lines, humble=humble))
    with lines.open("w") as typing:

        def say(line: str) -> str:
            out, err = shell.so_far
            print(line, file=typing, flush=True)
            while True:
                more_out, more_err = shell.so_far
                said = more_out.removeprefix(out) + more_err.removeprefix(err)
                if said.endswith("\n"):
                    return said

        yield say
    assert shell.end().code == 1


def add(text: str) -> str:
    return f"add '{text}' --by 'Mayor Ruiz'"


def texts(place: Place) -> list[str]:
    return [text for (text,) in place.ask("SELECT text FROM claim ORDER BY id")]


@pytest.mark.file
def test_a_ledger_made_read_only_in_the_middle_of_a_shell_refuses_and_loses_nothing(crew: Crew, ledger: Place) -> None:
    with conversation(crew, ledger, humble=True) as say:
        assert say(add("It is closed")).startswith("#1 It is closed")
        Path(ledger.named).chmod(0o444)
        assert say(add("It is open")) == (
            f"Error: {ledger.named} can't be changed: the file or its folder is read-only."
            " Change the permissions, or copy the ledger elsewhere and name the copy with --db.\n"
        )
        assert "It is closed" in say("show 1")
        Path(ledger.named).chmod(0o644)
        assert say(add("It is shut")).startswith("#2 It is shut")
    assert texts(ledger) == ["It is closed", "It is shut"]
    assert crew.run("--db", ledger.named, "audit").code == 0


@pytest.mark.file
def test_a_seal_that_cannot_be_written_is_refused_and_none_is_left(crew: Crew, terminal: Terminal) -> None:
    terminal.ok("claims add 'The bridge is closed' --by 'Mayor Ruiz'")
    said = terminal.refused("claims audit --seal nowhere/seal.json")
    assert said == "Error: nowhere/seal.json: No such file or directory. Check the place and its free space."
    archive = terminal.folder / "archive"
    archive.mkdir()
    Path("claims.db").rename(archive / "claims.db")
    (archive / "claims.db").chmod(0o444)
    full = crew.run("--db", "archive/claims.db", "audit", "--seal", "seal.json", room=150, humble=True)
    assert full.refusal == "File too large. Check the place and its free space."
    assert not Path("seal.json").exists()


# --- Servers ----------------------------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_a_server_stopped_between_and_during_commands_loses_nothing(crew: Crew) -> None:
    with running_server() as server:
        place = Place(POSTGRESQL, server.create("desk"))
        with conversation(crew, place) as say:
            assert say(add("It is closed")).startswith("#1 It is closed")
            server.stop()
            refused = say(add("It is open"))
            assert "doesn't answer: connection is bad" in refused
            assert refused.endswith("Nothing was changed; check that it runs and that the URL is right.\n")
            server.start()
            assert say(add("It is shut")).startswith("#2 It is shut")
            with suppress(psycopg.OperationalError), psycopg.connect(place.named) as other:
                other.execute("SELECT count FROM head FOR UPDATE")
                writer = crew.start(Order(("--db", place.named, *ADD)))
                wait_until_somebody_waits(place)
                server.stop()
                said = writer.end().refusal
            assert "broke off: terminating connection due to administrator command" in said
            assert said.endswith("claims history shows whether the change was kept.")
            server.start()
            assert say(add("It is gone")).startswith("#3 It is gone")
        assert texts(place) == ["It is closed", "It is shut", "It is gone"]
        assert crew.run("--db", place.named, "audit").code == 0
