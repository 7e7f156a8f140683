"""The generated ledgers that speed is measured on are what the program itself would have written."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from benchmarks.copies import multiply
from benchmarks.desk import FIRST_SOURCE_CLAIMS
from benchmarks.generator import generate
from benchmarks.ledgers import choose
from benchmarks.queries import QUESTIONS, Question
from claims.actions.read.as_of import line_at
from claims.actions.read.gather import report_on_source, show_claim
from claims.actions.read.past_view import PastView
from claims.actions.read.view import PresentView
from claims.db import Address, connect, reading, writing
from claims.ledger.log.search_index import write_claims, write_names
from claims.ledger.store.canonical import canonical, fingerprint, genesis
from claims.ledger.store.child_lists import load_child_list
from claims.ledger.store.documents import document
from claims.models import RECORDS, Claim, Claimant, Event, Head, Ruling, Source
from claims.schema import create

CLAIMS = 200


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "ledger.db"
    generate(path, CLAIMS, seed=7)
    return path


@pytest.fixture
def session(generated: Path) -> Iterator[Session]:
    address = Address.of(str(generated))
    with reading(connect(address), address) as opened:
        yield opened


def test_the_database_finds_no_fault_with_a_generated_ledger(generated: Path) -> None:
    with closing(sqlite3.connect(generated)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (CLAIMS,)


def test_indexes_and_guards_are_put_back(generated: Path, tmp_path: Path) -> None:
    fresh = Address.of(str(tmp_path / "fresh.db"))
    create(connect(fresh), fresh)
    query = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    with closing(sqlite3.connect(generated)) as one, closing(sqlite3.connect(fresh.shown)) as other:
        assert one.execute(query).fetchall() == other.execute(query).fetchall()
        for pragma in ("journal_mode", "application_id"):
            assert one.execute(f"PRAGMA {pragma}").fetchone() == other.execute(f"PRAGMA {pragma}").fetchone()


def test_the_log_is_a_whole_chain_up_to_the_head(session: Session) -> None:
    head = session.get_one(Head, 1)
    previous, count = genesis(head.ledger_uid), 0
    for event in session.exec(select(Event).order_by("seq")):
        line = event.model_dump()
        said = line.pop("hash")
        for name in ("before", "after"):
            written = line[name]
            line[name] = None if written is None else json.loads(written)
            assert written is None or written == canonical(line[name])
        assert (line["seq"], line["previous_hash"]) == (count + 1, previous)
        assert fingerprint(line) == said
        previous, count = said, count + 1
    assert (head.count, head.hash) == (count, previous)


def test_every_record_is_as_its_last_event_says(session: Session) -> None:
    last = {(event.kind, event.record_id): event.after for event in session.exec(select(Event).order_by("seq"))}
    for kind, model in RECORDS.items():
        for row in session.exec(select(model)):
            assert last.pop((kind.value, row.id)) == canonical(document(row, load_child_list(session, row)))
    assert last == {}


def test_what_follows_from_a_record_is_what_the_program_makes_of_it(session: Session) -> None:
    newest: dict[tuple[int, str], str] = {}
    for ruling in session.exec(select(Ruling).order_by("id")):
        newest[ruling.claim_id, ruling.axis] = ruling.status
    for model in (Claim, Claimant, Source):
        for row in session.exec(select(model)):
            stored = row.model_dump()
            row.settle()
            assert row.model_dump() == stored
            if isinstance(row, Claim):
                assert row.content_status == newest.get((row.id, "content"), "unverified")
                assert row.attribution_status == newest.get((row.id, "attribution"), "unverified")
    assert len(newest) > CLAIMS / 2


def test_search_reads_what_the_program_would_have_indexed(generated: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(generated.read_bytes())
    address = Address.of(str(copy))
    with writing(connect(address), address) as session:
        write_claims(session, list(session.exec(select(Claim.id))))
        write_names(
            session, claimants=list(session.exec(select(Claimant.id))), sources=list(session.exec(select(Source.id)))
        )
    with closing(sqlite3.connect(generated)) as one, closing(sqlite3.connect(copy)) as rewritten:
        for table in ("claim_search", "name_search"):
            query = f"SELECT rowid, * FROM {table} ORDER BY rowid"
            assert one.execute(query).fetchall() == rewritten.execute(query).fetchall()


def test_the_first_source_has_as_many_claims_in_every_ledger(generated: Path) -> None:
    with closing(sqlite3.connect(generated)) as connection:
        count = "SELECT count(DISTINCT claim_id) FROM utterance WHERE source_id = 1"
        assert connection.execute(count).fetchone() == (FIRST_SOURCE_CLAIMS,)
        first = "SELECT origin_id FROM source_link WHERE source_id = 1"
        assert connection.execute(first).fetchall() == [(2,)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_program_and_the_sql_by_hand_find_the_same_claims(
    question: Question, generated: Path, session: Session
) -> None:
    asked = choose(generated)
    with closing(sqlite3.connect(generated)) as connection:
        found = question.by_hand(connection, asked)
    assert found != []
    assert question.program(PresentView(session, date.today()), asked) == found


def test_a_seed_makes_the_same_ledger_again(generated: Path, tmp_path: Path) -> None:
    small, again, other = (tmp_path / name for name in ("small.db", "again.db", "other.db"))
    for path, seed in ((small, 7), (again, 7), (other, 8)):
        generate(path, 20, seed)
    head, texts = "SELECT ledger_uid, count, hash FROM head", "SELECT text FROM claim ORDER BY id LIMIT 20"
    assert _all(small, head) == _all(again, head)
    assert _all(small, texts) == _all(generated, texts) != _all(other, texts)


def test_a_log_is_as_long_as_asked_for_and_a_ledger_as_large(tmp_path: Path) -> None:
    """Both are for reading the past, which must read like the present at the end of the log."""
    long, large = tmp_path / "long.db", tmp_path / "large.db"
    generate(long, 20, seed=7, lines=10)
    lines = "SELECT min(lines) FROM (SELECT count(*) AS lines FROM event WHERE claim_id IS NOT NULL GROUP BY claim_id)"
    assert _all(long, lines) == [(10,)]
    multiply(long, large, 3)
    assert _all(large, lines) == [(10,)]
    assert _all(large, "SELECT count(*) FROM claim") == [(60,)]
    printed = "SELECT count(DISTINCT claim_id) FROM utterance WHERE source_id = 1"
    assert _all(large, printed) == _all(long, printed)
    assert _all(large, "PRAGMA foreign_key_check") == []
    address = Address.of(str(large))
    with reading(connect(address), address) as session:
        then, now = PastView(session, *line_at(session, "2099", date.today())), PresentView(session, date.today())
        for number in ("1", "2", "60"):
            assert show_claim(then, number) == show_claim(now, number)
        assert report_on_source(then, "1").claims == report_on_source(now, "1").claims != []


def test_a_generated_source_can_be_told_apart(tmp_path: Path) -> None:
    """The program refuses a source with neither title nor address, for which search would have no entry."""
    generate(tmp_path / "many.db", 3_000, 3)
    assert _all(tmp_path / "many.db", "SELECT id FROM source WHERE title IS NULL AND url IS NULL") == []


def _all(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()
