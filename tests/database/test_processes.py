"""Many processes at one ledger, and what befalls a single one: Ctrl-C, a kill, a full disk, streams that break."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from claims import revisions
from claims.ledger.log.chain import stored_lines
from claims.ledger.store.canonical import fingerprint, genesis
from tests.support.forked_programs import ROOT, Crew, Order
from tests.support.ledgers import POSTGRESQL, SQLITE, Place, Terminal
from tests.support.postgres import PostgresServer

MANY = {SQLITE: 32, POSTGRESQL: 12}
"""Writers at one moment: on a file they wait by our own doing, on a server by its."""

ADD = ("add", "The bridge is closed", "--by", "Mayor Ruiz")
BATCH = b"".join(b"The statement number %d\n" % number for number in range(1_000))
"""What takes some seconds to record."""

ROOM = 33_000
"""Bytes to which a file may grow on a disk that is nearly full: what SQLite needs beside a ledger, and no more."""

INTERRUPTED = "Error: Interrupted. A change is kept whole or not at all: claims history shows which.\n"


def require_whole_log(place: Place) -> int:
    """Recompute the chain from its beginning; returns the number of lines."""
    with place.reading() as session:
        lines = list(stored_lines(session))
    ((uid, count, head),) = place.ask("SELECT ledger_uid, count, hash FROM head")
    previous = genesis(str(uid))
    for number, line in enumerate(lines, start=1):
        assert line["seq"] == number
        assert line["previous_hash"] == previous
        said = {name: value for name, value in line.items() if name != "hash"}
        said |= {name: said[name] and json.loads(said[name]) for name in ("before", "after")}
        previous = fingerprint(said)
        assert line["hash"] == previous
    assert (count, head) == (len(lines), previous)
    return len(lines)


# --- Many at once -----------------------------------------------------------------------------------------------------


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.postgres)])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place at which there is no ledger yet."""
    if request.param == SQLITE:
        yield Place(SQLITE, str(tmp_path / "new" / "claims.db"))
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    yield Place(POSTGRESQL, server.create("nowhere"))
    server.drop("nowhere")


def test_many_processes_create_a_ledger_and_add_to_it_at_the_same_moment(crew: Crew, nowhere: Place) -> None:
    """All name one speaker, one relay and one source that nobody knows yet: there is one of each in the end."""
    many = MANY[nowhere.kind]
    naming = ("--by", "Mayor Ruiz", "--via", "City Desk", "--source", "https://paper.example/bridge", "--tag", "roads")
    ended = crew.together(
        [Order(("--db", nowhere.named, "add", f"Bridge {number} is closed", *naming)) for number in range(many)]
    )
    assert [each.code for each in ended] == [0] * many, {each.err for each in ended}
    shown = {each.out.splitlines()[0] for each in ended}
    assert sorted(int(line.split()[0].removeprefix("#")) for line in shown) == list(range(1, many + 1))
    assert nowhere.ask("SELECT name FROM claimant ORDER BY name") == [("City Desk",), ("Mayor Ruiz",)]
    assert nowhere.ask("SELECT count(*), min(id), max(id), count(DISTINCT uid) FROM claim") == [(many, 1, many, many)]
    assert nowhere.ask("SELECT count(*), max(id) FROM utterance") == [(many, many)]
    assert nowhere.ask("SELECT count(*) FROM source") == [(1,)]
    assert require_whole_log(nowhere) == 2 * many + 3
    assert crew.run("--db", nowhere.named, "db", "check").code == 0
    if nowhere.kind == SQLITE:
        assert {path.name for path in Path(nowhere.named).parent.iterdir()} == {"claims.db", "claims.db.head"}


def test_those_who_find_an_empty_file_agree_on_one_ledger(crew: Crew, tmp_path: Path) -> None:
    place = Place(SQLITE, str(tmp_path / "claims.db"))
    (tmp_path / "claims.db").touch()
    ended = crew.together([Order(("--db", place.named, *ADD)) for _ in range(6)])
    assert [each.code for each in ended] == [0] * 6
    assert place.ask("SELECT count(*) FROM claim") == [(6,)]
    require_whole_log(place)


@pytest.mark.postgres
def test_writers_see_each_other_whatever_isolation_the_server_prefers(crew: Crew, ledger: Place) -> None:
    with psycopg.connect(ledger.named) as owner:
        owner.execute(f"ALTER DATABASE {ledger.database} SET default_transaction_isolation = 'serializable'")
    ended = crew.together([Order(("--db", ledger.named, *ADD)) for _ in range(6)])
    assert [each.code for each in ended] == [0] * 6, {each.err for each in ended}
    assert ledger.ask("SELECT count(*), count(DISTINCT id) FROM claim") == [(6, 6)]
    assert ledger.ask("SELECT count(*) FROM claimant") == [(1,)]


def test_upgrades_at_the_same_moment_are_one_upgrade(crew: Crew, nowhere: Place) -> None:
    ended = crew.together([Order(("--db", nowhere.named, "db", "upgrade", "--json")) for _ in range(4)])
    assert [each.code for each in ended] == [0] * 4, {each.err for each in ended}
    before = [json.loads(each.out)["before"] for each in ended]
    assert before.count(revisions.HEAD) + before.count(None) == 4
    assert crew.run("--db", nowhere.named, *ADD).code == 0


@pytest.mark.file
@pytest.mark.usefixtures("ledger")
def test_a_backup_made_while_others_write_is_whole(crew: Crew) -> None:
    batch = b"".join(BATCH.splitlines(keepends=True)[:20])
    writers = [Order(("add", "-", "--by", "Mayor Ruiz"), typed=batch) for _ in range(5)]
    copies = [Order(("db", "backup", f"copy-{number}.db")) for number in range(5)]
    ended = crew.together([each for pair in zip(writers, copies, strict=True) for each in pair])
    assert [each.code for each in ended] == [0] * 10, {each.err for each in ended}
    for number in range(5):
        copy = Place(SQLITE, f"copy-{number}.db")
        assert copy.ask("PRAGMA integrity_check") == [("ok",)]
        lines = require_whole_log(copy)
        assert lines == 0 or (lines - 1) % (2 * 20) == 0  # the speaker once; a batch is there whole or not at all
    assert not list(Path.cwd().glob(".claims-*"))


@pytest.mark.postgres
def test_a_writer_waits_for_an_upgrade_and_then_looks_again(crew: Crew, ledger: Place) -> None:
    with psycopg.connect(ledger.named) as upgrade:
        upgrade.execute("SELECT count FROM head FOR UPDATE")
        upgrade.execute("UPDATE alembic_version SET version_num = '9999'")
        writer = crew.start(Order(("--db", ledger.named, *ADD)))
        wait_until_somebody_waits(ledger)
        upgrade.commit()
        said = writer.end().refusal
    assert "has schema 9999, newer than this program knows" in said
    assert ledger.ask("SELECT count(*) FROM claim") == [(0,)]


def wait_until_somebody_waits(ledger: Place) -> None:
    """Look at the server's locks until a transaction waits for another."""
    with psycopg.connect(ledger.named, autocommit=True) as watch:
        while not watch.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
            pass


# --- Stopped in the middle --------------------------------------------------------------------------------------------


@contextmanager
def held(ledger: Place) -> Iterator[Any]:
    """The ledger held by another writer."""
    if ledger.kind == POSTGRESQL:
        with psycopg.connect(ledger.named) as other:
            yield other.execute("SELECT count FROM head FOR UPDATE")
    else:
        with closing(sqlite3.connect(ledger.named, isolation_level=None)) as writer:
            yield writer.execute("BEGIN IMMEDIATE")


def wait_until_it_waits(ledger: Place, pid: int) -> None:
    """Look at a process until it has the ledger open, which another holds."""
    if ledger.kind == POSTGRESQL:
        wait_until_somebody_waits(ledger)
        return
    while ledger.named not in files_of(pid):
        pass


def files_of(pid: int) -> Iterator[str]:
    """The files that a process has open."""
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        try:
            yield str(handle.readlink())
        except FileNotFoundError:  # closed meanwhile
            continue


def test_ctrl_c_ends_the_wait_for_another_writer(crew: Crew, ledger: Place) -> None:
    """It would last a minute: the test takes that long where Ctrl-C isn't heard."""
    with held(ledger):
        writer = crew.start(Order(("--db", ledger.named, *ADD)))
        wait_until_it_waits(ledger, writer.pid)
        os.kill(writer.pid, signal.SIGINT)
        ended = writer.end()
    assert (ended.code, ended.out, ended.err) == (130, "", INTERRUPTED)
    assert crew.run("--db", ledger.named, *ADD).code == 0
    assert require_whole_log(ledger) == 3


def wait_until_it_writes(ledger: Place) -> None:
    """Ask for the ledger, without waiting for it, until it is refused because somebody writes."""
    with closing(sqlite3.connect(ledger.named, timeout=0, isolation_level=None)) as asking:
        while True:
            try:
                asking.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return
            asking.execute("ROLLBACK")


@pytest.mark.file
@pytest.mark.parametrize(("blow", "code", "said"), [(signal.SIGINT, 130, INTERRUPTED), (signal.SIGKILL, -9, "")])
def test_a_writer_stopped_in_the_middle_leaves_nothing_half_written(
    crew: Crew, ledger: Place, blow: signal.Signals, code: int, said: str
) -> None:
    assert crew.run("--db", ledger.named, *ADD).code == 0
    writer = crew.start(Order(("--db", ledger.named, "add", "-", "--by", "Somebody New"), typed=BATCH))
    wait_until_it_writes(ledger)
    os.kill(writer.pid, blow)
    ended = writer.end()
    assert (ended.code, ended.out, ended.err) == (code, "", said)
    assert require_whole_log(ledger) == 3
    assert ledger.ask("PRAGMA integrity_check") == [("ok",)]
    assert ledger.ask("SELECT name FROM claimant") == [("Mayor Ruiz",)]
    assert crew.run("--db", ledger.named, "add", "It is open", "--by", "Mayor Ruiz").code == 0


# --- An import that is killed -----------------------------------------------------------------------------------------

IN_SMALL_STEPS = """
import claims.cli.exchange.importing as importing
importing.BATCH, importing.KEPT = 5, 20
from claims.cli import main
main()
"""
REVIEW = {
    "@type": "ClaimReview",
    "datePublished": "2025-04-10",
    "author": {"@type": "Organization", "name": "The Desk", "url": "https://desk.example/"},
    "reviewRating": {"@type": "Rating", "alternateName": "False"},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Mayor Ruiz"}},
}
PASSAGE = "word " * 4_500
"""What makes fifty reviews longer than what is read in one go, so that the writer waits for more."""


@pytest.mark.file
def test_an_import_killed_half_way_and_run_again_leaves_what_an_undisturbed_one_leaves(terminal: Terminal) -> None:
    told = [
        json.dumps(
            REVIEW | {"url": f"https://desk.example/{n}", "claimReviewed": f"Claim {n % 70}", "reviewBody": PASSAGE}
        )
        for n in range(80)
    ]
    file = terminal.folder / "all.jsonl"
    file.write_text("\n".join(told) + "\n", encoding="utf-8")
    how = [sys.executable, "-c", IN_SMALL_STEPS, "--db", terminal.place.named, "import", "-"]
    with subprocess.Popen(how, stdin=subprocess.PIPE, cwd=ROOT, env={**os.environ, "CLAIMS_USER": "ana"}) as writer:
        assert writer.stdin is not None
        writer.stdin.write(file.read_bytes()[: file.stat().st_size * 3 // 4])  # ends within a line
        writer.stdin.flush()
        while terminal.place.ask("SELECT count(*) FROM claim")[0][0] < 40:
            assert writer.poll() is None
        os.kill(writer.pid, signal.SIGKILL)
    kept = terminal.place.ask("SELECT count(*) FROM claim")[0][0]
    assert 40 <= kept < 60
    assert terminal.json("claims import all.jsonl")["unchanged"] == kept
    terminal.ok("claims import all.jsonl --db undisturbed.db")
    # The clock of the killed process wasn't that of the test, by which the rulings on one claim are in order.
    exported = [sorted(terminal.ok(f"claims export -f claimreview {db}").lines) for db in ("", "--db undisturbed.db")]
    assert exported[0] == exported[1]
    assert len(exported[0]) == 80
    assert require_whole_log(terminal.place) == len(terminal.json("claims history --limit 0")["events"])


# --- Full disks -------------------------------------------------------------------------------------------------------


@pytest.mark.file
def test_a_full_disk_refuses_the_change_and_keeps_the_ledger(crew: Crew, ledger: Place) -> None:
    said = crew.run("--db", ledger.named, "add", "-", "--by", "Mayor Ruiz", typed=BATCH[:1_500], room=ROOM).refusal
    assert said.startswith(f"{ledger.named} can't be read or written (disk I/O error); nothing was changed.")
    assert require_whole_log(ledger) == 0
    assert ledger.ask("PRAGMA integrity_check") == [("ok",)]
    assert crew.run("--db", ledger.named, *ADD).code == 0


@pytest.mark.file
@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    "args",
    [
        ("--db", "new.db", *ADD),
        ("db", "backup", "new.db"),
        ("report", "claimant", "Mayor Ruiz", "-o", "new.html"),
    ],
)
def test_a_full_disk_leaves_no_half_made_file(crew: Crew, args: tuple[str, ...]) -> None:
    texts = "".join(f"Statement {number} {'x' * 1_000}\n" for number in range(40))
    assert crew.run("add", "-", "--by", "Mayor Ruiz", typed=texts.encode()).code == 0
    before = {path.name for path in Path.cwd().iterdir()}
    assert " space" in crew.run(*args, room=ROOM).refusal
    assert {path.name for path in Path.cwd().iterdir()} == before


# --- Files to write to ------------------------------------------------------------------------------------------------


@pytest.mark.file
@pytest.mark.usefixtures("ledger")
def test_a_report_never_takes_the_place_of_a_device_a_link_or_the_ledger(crew: Crew) -> None:
    Path("full").symlink_to("/dev/full")
    assert crew.run("report", "summary", "-o", "full").refusal == (
        "full can't be written: No space left on device. Name another file, or free some space."
    )
    assert Path("full").is_symlink()
    assert Path("/dev/full").is_char_device()
    Path("latest.html").symlink_to("kept.html")
    assert crew.run("report", "summary", "-o", "latest.html").code == 0
    assert Path("latest.html").is_symlink()
    assert "</html>" in Path("kept.html").read_text()
    assert crew.run("report", "summary", "-o", "claims.db").refusal == (
        "claims.db is the ledger itself. Name another file."
    )
    assert crew.run("db", "check").code == 0


@pytest.mark.file
@pytest.mark.usefixtures("ledger")
def test_a_report_keeps_a_files_permissions_and_minds_them(crew: Crew) -> None:
    Path("mine.html").touch()
    Path("mine.html").chmod(0o600)
    assert crew.run("report", "summary", "-o", "mine.html").code == 0
    assert Path("mine.html").stat().st_mode & 0o777 == 0o600
    Path("mine.html").chmod(0o444)
    assert crew.run("report", "summary", "-o", "mine.html", humble=True).refusal == (
        "mine.html can't be written: Permission denied. Name another file, or free some space."
    )
