"""Ledgers where nothing may be written: they are read, nothing is left beside them, and a change is refused."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.forked_programs import Crew
from tests.support.ledgers import Terminal

ADD = "claims add 'The bridge is closed' --by 'Mayor Ruiz'"
LOOKS = ("list", "show 1", "history", "report summary", "db check", "db current")


@pytest.fixture
def archive(terminal: Terminal) -> Iterator[Path]:
    """A folder with a ledger in which nothing may be written."""
    folder = terminal.folder / "archive"
    folder.mkdir()
    terminal.ok(f"{ADD} --db archive/claims.db")
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


READ_ONLY = (
    "Error: archive/claims.db can't be changed: the file or its folder is read-only."
    " Change the permissions, or copy the ledger elsewhere and name the copy with --db.\n"
)


@pytest.mark.file
@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o555, 0o444), (0o755, 0o444), (0o555, 0o644)], ids=["both", "file", "folder"]
)
def test_a_read_only_ledger_is_read_and_not_changed(
    crew: Crew, archive: Path, folder_mode: int, file_mode: int
) -> None:
    (archive / "claims.db").chmod(file_mode)
    archive.chmod(folder_mode)
    before = sorted(path.name for path in archive.iterdir())
    for look in LOOKS:
        ended = crew.run("--db", "archive/claims.db", *look.split(), humble=True)
        assert (ended.code, ended.err) == (0, ""), look
    ended = crew.run("--db", "archive/claims.db", "add", "x y", "--by", "Z", humble=True)
    assert (ended.code, ended.out, ended.err) == (1, "", READ_ONLY)
    assert sorted(path.name for path in archive.iterdir()) == before


@pytest.mark.file
def test_a_ledger_that_may_not_be_read_is_refused(crew: Crew, archive: Path) -> None:
    (archive / "claims.db").chmod(0)
    ended = crew.run("--db", "archive/claims.db", "list", humble=True)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "Error: archive/claims.db can't be read: no permission. Change its permissions.\n"


@pytest.mark.file
@pytest.mark.usefixtures("archive")
def test_nothing_is_created_where_nothing_may_be_written(crew: Crew) -> None:
    for name in ("new.db", "new/folder/x.db"):
        ended = crew.run("--db", f"archive/{name}", "add", "x y", "--by", "Z", humble=True)
        assert (ended.code, ended.out) == (1, "")
        assert ended.err == (
            f"Error: The ledger archive/{name} can't be created: Permission denied."
            " Name a place you may write to with --db.\n"
        )
    ended = crew.run("--db", "archive/claims.db", "db", "backup", "archive/copy.db", humble=True)
    assert ended.err == (
        "Error: The backup archive/copy.db can't be written: Permission denied."
        " Name another place, or free some space.\n"
    )
    ended = crew.run("--db", "archive/claims.db", "report", "summary", "-o", "archive/report.html", humble=True)
    assert ended.err == (
        "Error: archive/report.html can't be written: Permission denied. Name another file, or free some space.\n"
    )


@pytest.mark.file
def test_changes_left_beside_a_read_only_ledger_are_never_passed_over(crew: Crew, archive: Path) -> None:
    """A copy made while somebody wrote: what stands beside it would be missed if it were read as it is."""
    archive.chmod(0o755)
    (archive / "claims.db").chmod(0o644)
    with closing(sqlite3.connect(archive / "claims.db")) as writer:
        writer.execute("UPDATE claim SET note = 'written later'")
        writer.commit()
        copy = crew.folder / "copy"
        shutil.copytree(archive, copy)
    (copy / "claims.db-shm").unlink()
    copy.chmod(0o555)
    try:
        ended = crew.run("--db", f"{copy}/claims.db", "show", "1", humble=True)
    finally:
        copy.chmod(0o755)
    assert (ended.code, ended.out) == (1, "")
    assert "has changes beside it, in claims.db-wal, that can't be read in a read-only folder. Copy both" in ended.err
    assert "written later" in crew.run("--db", f"{copy}/claims.db", "show", "1").out


@pytest.mark.file
@pytest.mark.usefixtures("archive")
def test_what_leaves_a_read_only_ledger_goes_out_and_is_said_not_to_be_on_record(crew: Crew) -> None:
    said = (
        "note: This edition isn't on record, so no corrections page will know of it:"
        " archive/claims.db can't be changed: the file or its folder is read-only.\n"
    )
    ended = crew.run("--db", "archive/claims.db", "export", "--format", "csv", humble=True)
    assert (ended.code, ended.err) == (0, said)
    assert "The bridge is closed" in ended.out
