"""A whole ledger goes out as lines and comes back the same; an altered one doesn't come back at all."""

import shutil
from pathlib import Path

import pytest

from claims.errors import Refused
from claims.ledger.log.ledger import Ledger
from claims.ledger.transfer.dump import dump
from claims.ledger.transfer.restore import Restore
from tests.support.full_ledger import make_rich
from tests.support.ledgers import SQLITE, Place, Terminal


def lines_of(place: Place) -> list[str]:
    with place.reading() as session:
        return list(dump(session))


def restored(place: Place, lines: list[str]) -> None:
    with place.writing() as session:
        ledger = Ledger(session, "ana")
        Restore(ledger).tell(line.encode() for line in lines)
        ledger.close()


@pytest.fixture(name="empty")
def empty_file(template_file: Path, tmp_path: Path) -> Place:
    """A new ledger in a file."""
    place = Place(SQLITE, str(tmp_path / "copy.db"))
    shutil.copyfile(template_file, place.named)
    return place


def test_a_whole_ledger_comes_back_the_same(terminal: Terminal, empty: Place) -> None:
    make_rich(terminal.place, terminal.ok)
    lines = lines_of(terminal.place)
    restored(empty, lines)
    assert lines_of(empty) == lines
    assert terminal.ok(f"claims --db {empty.named} audit").code == 0


def test_a_ledger_in_a_file_comes_back_on_a_server(terminal: Terminal, empty: Place) -> None:
    make_rich(empty, lambda line: terminal.ok(line.replace("claims", f"claims --db {empty.named}", 1)))
    (terminal.folder / "whole.jsonl").write_text("\n".join(lines_of(empty)) + "\n", encoding="utf-8")
    terminal.ok("claims import whole.jsonl")
    assert lines_of(terminal.place) == lines_of(empty)
    assert terminal.ok("claims audit").code == 0


@pytest.mark.file
@pytest.mark.file
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"claim":5}', "Expected `object`, got `int`"),
        ('{"claim":{},"tag":{}}', "it has 2 keys"),
        ("{}", "it has 0 keys"),
    ],
)
def test_what_is_no_line_of_a_ledger_is_named(terminal: Terminal, line: str, said: str) -> None:
    head = '{"head":{"count":0,"hash":"00","ledger":"0"}}'
    (terminal.folder / "in.jsonl").write_text(f"{head}\n{line}\n")
    refused = terminal.refused("claims import in.jsonl --format jsonl")
    assert f"Line 2 is no line of a ledger: {said}" in refused


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"name":"VESTA"', '"name":"VESTB"'),
        ('"reason":"One person"', '"reason":"Two people"'),
        ('{"claim_tag"', '{"claim_tag"'),
    ],
    ids=["a record", "a line", "the end"],
)
def test_a_dump_that_was_altered_is_refused(terminal: Terminal, empty: Place, old: str, new: str) -> None:
    make_rich(terminal.place, terminal.ok)
    lines = [line.replace(old, new) for line in lines_of(terminal.place)]
    with pytest.raises(Refused):
        restored(empty, lines[:-1] if old == new else lines)
    with empty.reading() as session:
        assert len(list(dump(session))) == 1
