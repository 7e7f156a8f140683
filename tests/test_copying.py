"""A ledger moved between a file and a server is the same ledger."""

import shutil
from pathlib import Path

import pytest

from claims.ledger.dump import dump
from tests.ledgers import SQLITE, Place, Terminal


def dumped(place: Place) -> list[str]:
    with place.reading() as session:
        return list(dump(session))


@pytest.mark.postgres
def test_a_rich_ledger_is_moved_to_a_server_and_back(terminal: Terminal, rich_file: Path) -> None:
    filed = Place(SQLITE, str(terminal.folder / "filed.db"))
    shutil.copyfile(rich_file, filed.named)
    there = terminal.json(f"claims db copy --db {filed.named} --to '{terminal.place.named}'")
    assert dumped(terminal.place) == dumped(filed)
    assert terminal.json("claims audit")["head"] == there["head"]
    assert terminal.ok("claims search bridge").lines == terminal.ok(f"claims search bridge --db {filed.named}").lines
    terminal.ok("claims db copy --to back.db")
    assert dumped(Place(SQLITE, str(terminal.folder / "back.db"))) == dumped(filed)
    assert "not empty" in terminal.refused(f"claims db copy --db {filed.named} --to '{terminal.place.named}'")


def test_a_ledger_that_was_tampered_with_is_not_copied(rich: Terminal) -> None:
    with rich.place.engine().begin() as connection:
        connection.exec_driver_sql("UPDATE claim SET text = 'Another' WHERE id = 1")
    assert "was not kept" in rich.refused("claims db copy --to copy.db")
    assert not (rich.folder / "copy.db").exists()
