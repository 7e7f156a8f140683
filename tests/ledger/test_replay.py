"""The log holds everything: told again into an empty ledger, it gives the same records, byte for byte."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given

from claims.errors import Refused
from claims.ledger.audit.run import audit
from claims.ledger.transfer.dump import dump
from claims.models import RECORDS
from tests.support.full_ledger import make_rich
from tests.support.ledgers import SQLITE, Place, Terminal
from tests.support.random_commands import AT_A_DESK, Words, desk_with, sequences, type_in
from tests.support.replay import replay


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("replayed")


def copied(place: Place, template: Path) -> Place:
    """A ledger into which the log of another was told again."""
    copy = Place(SQLITE, f"{place.named}.copy")
    shutil.copyfile(template, copy.named)
    with place.reading() as source, copy.writing() as target:
        replay(source, target)
    return copy


def dumped(place: Place) -> list[str]:
    with place.reading() as session:
        return list(dump(session))


@AT_A_DESK
@given(lines=sequences)
def test_a_log_told_again_gives_the_same_ledger(template_file: Path, folder: Path, lines: list[Words]) -> None:
    with desk_with(template_file, folder) as place:
        for words in lines:
            type_in(place, words)
        copy = copied(place, template_file)
        assert dumped(copy) == dumped(place)
        for each in (place, copy):
            with each.reading() as session:
                found = audit(session, Path("none"))
            assert [fault.said for check in found.checks for fault in check.faults] == []
            assert found.whole == (found.count > 0)


def test_every_kind_of_record_is_told_again(terminal: Terminal, template_file: Path, tmp_path: Path) -> None:
    make_rich(terminal.place, terminal.ok)
    copy = Place(SQLITE, str(tmp_path / "copy.db"))
    shutil.copyfile(template_file, copy.named)
    with terminal.place.reading() as source, copy.writing() as target:
        replay(source, target)
    lines = dumped(terminal.place)
    assert dumped(copy) == lines
    assert {kind for kind in RECORDS if any(line.startswith(f'{{"{kind.value}":') for line in lines)} == {*RECORDS}
    terminal.ok(f"claims audit --db {copy.named}")


@pytest.mark.postgres
def test_a_log_from_a_file_is_told_again_on_a_server(terminal: Terminal, template_file: Path, folder: Path) -> None:
    filed = Place(SQLITE, str(folder / "filed.db"))
    shutil.copyfile(template_file, filed.named)
    make_rich(filed, lambda line: terminal.ok(f"{line} --db {filed.named}"))
    with filed.reading() as source, terminal.place.writing() as target:
        replay(source, target)
    assert dumped(terminal.place) == dumped(filed)
    assert terminal.json("claims audit")["whole"]


@pytest.mark.file
def test_a_broken_log_is_not_told_again(terminal: Terminal, template_file: Path) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    with terminal.place.engine().begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
        connection.exec_driver_sql("UPDATE event SET actor = 'bo' WHERE seq = 2")
    with pytest.raises(Refused, match="line 2 was changed"):
        copied(terminal.place, template_file)


@pytest.mark.file
def test_a_log_is_told_again_into_an_empty_ledger_only(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    with (
        terminal.place.reading() as source,
        pytest.raises(Refused, match="not empty"),
        terminal.place.reading() as target,
    ):
        replay(source, target)
