"""Whoever changes a ledger behind the program's back is found out, and the audit says where."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import CheckConstraint, Column, Connection, Table, create_engine, text
from sqlalchemy.types import Boolean, Integer
from sqlmodel import Session

from claims import clock, models
from claims.cli import main
from claims.ledger.audit import Audit, audit
from claims.ledger.canonical import canonical, fingerprint, genesis
from claims.ledger.chain import stored_lines
from claims.ledger.guards import GUARDED, expected_guards
from claims.ledger.witness import witness_path
from claims.models import RECORDS
from tests.ledgers import SQLITE, STEP, STOPPED_AT, Place, Terminal
from tests.postgres import PostgresServer
from tests.rich import make_rich

TABLES = models.Stored.metadata.tables
OWNERS = {
    "claimant_alias": ("claimant", "claimant_id"),
    "claim_tag": ("claim", "claim_id"),
    "hop": ("utterance", "utterance_id"),
    "verification_evidence": ("verification", "verification_id"),
    "report_claim": ("report", "report_id"),
}
ALONE = {"relation": ("kind",), "source_link": ("kind",), "source": ("canonical_url",)}
"""Columns that no two rows may share with all else the same."""

KINDS = {str(model.__tablename__): kind.value for kind, model in RECORDS.items()}


@pytest.fixture(scope="session")
def rich_file(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with every kind of record in it; to be copied, never changed."""
    path = tmp_path_factory.mktemp("rich") / "claims.db"
    shutil.copyfile(template_file, path)

    def run(line: str) -> None:
        answer = CliRunner().invoke(main, ["--db", str(path), "--as", "ana", *_words(line)])
        assert answer.exit_code == 0, f"{line}\n{answer.output}"

    with clock.frozen(STOPPED_AT, STEP):
        make_rich(Place(SQLITE, str(path)), run)
    return path


def _words(line: str) -> list[str]:
    import shlex

    return shlex.split(line)[1:]


@pytest.fixture
def rich(rich_file: Path, terminal_at: Callable[[Place], Terminal], tmp_path: Path) -> Terminal:
    """A terminal with a copy of that ledger, and its witness."""
    for name in ("claims.db", "claims.db.head"):
        shutil.copyfile(rich_file.with_name(name), tmp_path / name)
    return terminal_at(Place(SQLITE, str(tmp_path / "claims.db")))


@pytest.fixture
def rich_on_server(
    postgres_server: PostgresServer, template_database: str, terminal_at: Callable[[Place], Terminal]
) -> Iterator[Terminal]:
    """The same on PostgreSQL, in a database of its own."""
    name = "rich_ledger"
    place = Place("postgresql", postgres_server.create(name, template=template_database))
    terminal = terminal_at(place)
    make_rich(place, terminal.ok)
    yield terminal
    postgres_server.drop(name)


@contextmanager
def tampering(place: Place) -> Iterator[Connection]:
    """A way in behind the program's back: no references, no rules, no guards; what is done is undone at the end."""
    engine = create_engine(place.address.url)
    with engine.connect() as connection:
        if place.kind == SQLITE:
            driver: Any = connection.connection.driver_connection
            driver.isolation_level = None
            driver.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN;")
            for name in expected_guards(SQLITE):
                driver.execute(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        yield connection
        connection.rollback()
    engine.dispose()


def found_by(connection: Connection, place: Place) -> Audit:
    """What the audit finds, besides the guards that were taken away to get in."""
    with Session(connection) as session:
        return audit(session, witness_path(place.address.path, ""))


def accusations(found: Audit) -> list[str]:
    """What the audit accuses: records and lines by name, and everything it says."""
    faults = [fault for check in found.checks if check.check != "guards" for fault in check.faults]
    return [f"{fault.record or ''} line {fault.line} {fault.said}" for fault in faults]


# --- Every column of every table --------------------------------------------------------------------------------------


def words_of(column: "Column[Any]") -> list[str]:
    """The words that a column may hold, if it may hold only some."""
    for rule in column.table.constraints:
        if isinstance(rule, CheckConstraint):
            listed = re.fullmatch(rf"{column.name} IN \((.*)\)", str(rule.sqltext))
            if listed:
                return re.findall(r"'(\w+)'", listed[1])
    return []


def another(column: "Column[Any]", value: Any) -> Any:
    """Another value that the column might hold."""
    words = words_of(column)
    if words:
        return next(word for word in words if word != value)
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, Integer) or column.type.python_type is int:
        return 1000 if value is None else value + 1000
    name = column.name
    if value is None:
        samples = {"_at": STOPPED_AT.replace("Z", ".000000Z"), "_on": "2025-01-01", "sha256": "cd" * 32}
        return next((sample for ending, sample in samples.items() if name.endswith(ending)), "something")
    if name == "uid" or name.endswith(("_uid", "hash", "sha256", "_key")):
        return value[:-1] + ("1" if value[-1] == "0" else "0")
    if name == "at" or name.endswith(("_at", "_on")):
        return value.replace("2025", "2024") if "2025" in value else value.replace("20", "21", 1)
    if name in ("before", "after", "asked"):
        return canonical({"id": 1})
    return f"{value}-indeed"


def changes(table: Table, rows: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Each column of a table with a row and what to put there: something else, nothing, or something for nothing."""
    for column in table.columns:
        if table.name == "tag":  # `river` is borne by no claim; a name that no line knows is found there, too
            rows = [row for row in rows if row["name"] != "river" or column.name == "name"]
        held = [row for row in rows if row[column.name] is not None]
        empty = [row for row in rows if row[column.name] is None]
        assert held or empty, f"{table.name} has no row to change"
        if held:
            yield column.name, held[0], another(column, held[0][column.name])
        if empty:
            yield column.name, empty[0], another(column, None)
        elif column.nullable:
            yield column.name, held[0], None


def accused(table: str, row: dict[str, Any]) -> str:
    """By what name the audit has to accuse what stands in a row."""
    if table in KINDS:
        return f"{KINDS[table]} #{row['id']} "
    if table in OWNERS:
        kind, column = OWNERS[table]
        return f"{kind} #{row[column]} "
    return f"line {row['seq']} " if table == "event" else ""


def change(connection: Connection, table: Table, row: dict[str, Any], column: str, value: Any) -> None:
    keys = " AND ".join(f"{key.name} = :key_{key.name}" for key in table.primary_key)
    connection.execute(
        text(f'UPDATE {table.name} SET "{column}" = :value WHERE {keys}'),
        {"value": value, **{f"key_{key.name}": row[key.name] for key in table.primary_key}},
    )


def rows_of(connection: Connection, table: str) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def test_the_ledger_holds_every_kind_of_record_and_is_whole(rich: Terminal) -> None:
    with tampering(rich.place) as connection:
        assert [table for table in TABLES if not rows_of(connection, table)] == []
    found = rich.json("claims audit")
    assert (found["whole"], [check["faults"] for check in found["checks"]]) == (True, [[]] * 5)
    assert all(check["looked_at"] for check in found["checks"])


@pytest.mark.parametrize("table", [*TABLES])
def test_a_change_to_any_column_is_found(rich: Terminal, table: str) -> None:
    missed = []
    with tampering(rich.place) as connection:
        for column, row, value in changes(TABLES[table], rows_of(connection, table)):
            with connection.begin_nested() as undone:
                change(connection, TABLES[table], row, column, value)
                said = accusations(found_by(connection, rich.place))
                undone.rollback()
            if not any(accused(table, row) in f"{each} " for each in said):
                missed.append((column, row, value, said))
        assert accusations(found_by(connection, rich.place)) == []
    assert missed == []


@pytest.mark.parametrize("table", [*TABLES])
def test_a_row_that_is_gone_is_found(rich: Terminal, table: str) -> None:
    missed = []
    with tampering(rich.place) as connection:
        for row in rows_of(connection, table):
            if table == "tag" and row["name"] == "river":
                continue  # a tag that nobody bears any more may as well not be there
            with connection.begin_nested() as undone:
                keys = " AND ".join(f"{key.name} = :{key.name}" for key in TABLES[table].primary_key)
                connection.execute(text(f"DELETE FROM {table} WHERE {keys}"), row)
                said = accusations(found_by(connection, rich.place))
                undone.rollback()
            wanted = "the log ends" if table == "event" and row["seq"] == len(rows_of(connection, table)) else ""
            if not any((wanted or accused(table, row)) in f"{each} " for each in said):
                missed.append((row, said))
    assert missed == []


@pytest.mark.parametrize("owner", ["there", "nowhere", "far"])
@pytest.mark.parametrize("table", [table for table in TABLES if table != "head"])
def test_a_row_that_no_line_tells_of_is_found(rich: Terminal, table: str, owner: str) -> None:
    with tampering(rich.place) as connection:
        row = rows_of(connection, table)[0]
        number = {"there": 1, "nowhere": 999, "far": 2**62}[owner]
        for key in TABLES[table].primary_key:
            row[key.name] = 2**62 if number > 1 else row[key.name] + 1000 if key.name != "name_key" else "x"
        if table in OWNERS:
            row[OWNERS[table][1]] = number
        for column in TABLES[table].columns:
            if column.unique or column.name in ALONE.get(table, ()):
                row[column.name] = another(column, row[column.name])
        names = ", ".join(f'"{name}"' for name in row)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row)
        said = accusations(found_by(connection, rich.place))
    wanted = "missing" if table == "event" else accused(table, row)
    assert any(wanted in each for each in said), said


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim_search SET words = 'another' WHERE rowid = 1",
        "UPDATE claim_search SET names = 'another' WHERE rowid = 1",
        "UPDATE claim_search SET rowid = 1000 WHERE rowid = 1",
        "DELETE FROM claim_search WHERE rowid = 1",
        "INSERT INTO claim_search (rowid, words, names) VALUES (1000, 'more', 'more')",
        "UPDATE name_search SET names = 'another' WHERE rowid = 2",
        "UPDATE name_search SET rowid = 1000 WHERE rowid = 2",
        "DELETE FROM name_search WHERE rowid = 2",
        "INSERT INTO name_search (rowid, names) VALUES (1000, 'more')",
    ],
)
def test_a_change_to_the_search_index_is_found(rich: Terminal, statement: str) -> None:
    with tampering(rich.place) as connection:
        connection.execute(text(statement))
        said = accusations(found_by(connection, rich.place))
    index, _, owner = statement.partition("WHERE rowid = ")
    wanted = ("claim #1" if "claim_search" in index else "claimant #1") if owner else "entries"
    assert any(wanted in each for each in said), said


@pytest.mark.parametrize("said", ["'0001'", "'9999'"])
def test_another_schema_is_refused(rich: Terminal, said: str) -> None:
    tamper(rich.place, f"UPDATE alembic_version SET version_num = {said}")
    assert f"has schema {said[1:-1]}" in rich.refused("claims audit")


def test_a_ledger_that_forgot_its_schema_is_refused(rich: Terminal) -> None:
    tamper(rich.place, "DELETE FROM alembic_version")
    assert "not a ledger" in rich.refused("claims audit")


def test_a_ledger_without_a_head_is_refused(rich: Terminal) -> None:
    tamper(rich.place, "DELETE FROM head")
    assert rich.refused("claims audit").startswith("Error: The ledger's head is gone")


def test_an_address_that_is_none_is_found_though_no_index_can_be_made_of_it(rich: Terminal) -> None:
    tamper(rich.place, "UPDATE source SET url = 'no address' WHERE id = 1")
    assert bad(rich)[0].startswith("source #1: url is no address; line ")


# --- The log ----------------------------------------------------------------------------------------------------------


def tamper(place: Place, *statements: str) -> None:
    """Change a ledger's file for good, its guards put back as they were."""
    with sqlite3.connect(place.named) as driver:
        driver.execute("PRAGMA ignore_check_constraints = ON")
        for name in expected_guards(SQLITE):
            driver.execute(f"DROP TRIGGER IF EXISTS {name}")
        for statement in statements:
            driver.execute(statement)
        for guard in expected_guards(SQLITE).values():
            driver.execute(guard)
    driver.close()


def bad(terminal: Terminal, line: str = "claims audit") -> list[str]:
    """What an audit that has to fail prints about faults."""
    answer = terminal.run(line)
    assert (answer.code, answer.err) == (1, "")
    assert answer.lines[-1] == "The ledger is NOT what its log says."
    return [each.strip() for each in answer.lines if each.startswith("    ")]


def chained(place: Place) -> list[tuple[int, str]]:
    """The numbers and hashes of all lines."""
    return [(line[0], line[1]) for line in place.ask("SELECT seq, hash FROM event ORDER BY seq")]


def test_a_line_that_was_taken_out_is_named(rich: Terminal) -> None:
    tamper(rich.place, "DELETE FROM event WHERE seq = 7")
    assert bad(rich)[0] == "line 7 is missing; line 8 stands in its place"


def test_the_first_line_taken_out_is_named(rich: Terminal) -> None:
    tamper(rich.place, "DELETE FROM event WHERE seq = 1")
    assert bad(rich)[0] == "line 1 is missing; line 2 stands in its place"


def test_a_log_that_was_emptied_is_not_taken_for_an_empty_ledger(rich: Terminal) -> None:
    count = len(chained(rich.place))
    tamper(rich.place, "DELETE FROM event")
    assert bad(rich)[0] == f"the log ends at line 0, its head says {count}"


def test_lines_that_changed_places_are_named(rich: Terminal) -> None:
    tamper(
        rich.place,
        "UPDATE event SET seq = 100000 WHERE seq = 5",
        "UPDATE event SET seq = 5 WHERE seq = 6",
        "UPDATE event SET seq = 6 WHERE seq = 100000",
    )
    assert bad(rich)[0] == "line 5 follows another line than the one that now stands before it"


def test_a_line_that_was_put_in_is_named(rich: Terminal) -> None:
    count = len(chained(rich.place))
    tamper(
        rich.place,
        *(f"UPDATE event SET seq = {number + 1} WHERE seq = {number}" for number in range(count, 4, -1)),
        f"INSERT INTO event SELECT 5, {', '.join(list(TABLES['event'].columns.keys())[1:])} FROM event WHERE seq = 4",
    )
    assert bad(rich)[0] == "line 5 follows another line than the one that now stands before it"


def test_a_line_that_was_changed_is_named_and_no_line_after_it_is_blamed(rich: Terminal) -> None:
    tamper(rich.place, "UPDATE event SET actor = 'bo' WHERE seq = 9")
    assert bad(rich) == ["line 9 was changed: it doesn't match its own hash"]


def test_a_line_that_makes_no_sense_is_named(rich: Terminal) -> None:
    for nonsense in ("nonsense", "[]", "{}", '{"id":1,"url":"http://["}', "{" * 200):
        tamper(rich.place, f"UPDATE event SET after = '{nonsense}' WHERE seq = 2")
        assert "line 2 was changed: it doesn't match its own hash" in bad(rich)


def rewrite(place: Place, seq: int, actor: str) -> None:
    """Change a line as somebody would who knows how the chain is made, and makes it anew to its end."""
    with place.reading() as session:
        lines = list(stored_lines(session))
        uid = session.get_one(models.Head, 1).ledger_uid
    statements, previous = [], genesis(uid)
    for line in lines:
        line["previous_hash"] = previous
        if line["seq"] == seq:
            line["actor"] = actor
        said = {name: value for name, value in line.items() if name != "hash"}
        for name in ("before", "after"):
            said[name] = None if said[name] is None else _read(said[name])
        previous = fingerprint(said)
        statements.append(
            f"UPDATE event SET actor = '{line['actor']}', previous_hash = '{line['previous_hash']}',"
            f" hash = '{previous}' WHERE seq = {line['seq']}"
        )
    tamper(place, *statements, f"UPDATE head SET hash = '{previous}'")


def _read(document: str) -> Any:
    import json

    return json.loads(document)


def test_a_chain_made_anew_is_found_by_the_witness(rich: Terminal) -> None:
    count = len(chained(rich.place))
    rewrite(rich.place, 9, "bo")
    said = f"claims.db.head has seen another line {count} than the one that stands there: the log was rewritten"
    assert bad(rich) == [said]


def test_a_chain_made_anew_with_the_witness_is_found_by_a_head_that_was_published(rich: Terminal) -> None:
    published = chained(rich.place)[8][1]
    rewrite(rich.place, 9, "bo")
    (rich.folder / "claims.db.head").unlink()
    assert rich.run("claims audit").code == 0
    (said,) = bad(rich, f"claims audit --expect {published}")
    assert said.startswith(f"no line has the hash {published[:16]}...: it was rewritten or cut off")


@pytest.fixture
def cut(rich: Terminal) -> list[tuple[int, str]]:
    """The lines of a log from which the last was cut off, with all that it did, and the head moved back."""
    whole = chained(rich.place)
    (count, last) = whole[-2]
    tamper(
        rich.place,
        f"DELETE FROM event WHERE seq > {count}",
        "DELETE FROM judgement",
        f"UPDATE head SET count = {count}, hash = '{last}'",
    )
    return whole


def test_an_end_cut_off_is_found_by_the_witness(rich: Terminal, cut: list[tuple[int, str]]) -> None:
    count = len(cut)
    assert bad(rich) == [
        f"claims.db.head has seen {count} lines; the log ends at line {count - 1}: its end was cut off"
    ]


def test_an_end_cut_off_with_the_witness_is_found_by_a_head_that_was_published(
    rich: Terminal, cut: list[tuple[int, str]]
) -> None:
    count, last = cut[-2]
    (rich.folder / "claims.db.head").write_text(f'{{"count": {count}, "hash": "{last}"}}\n', encoding="utf-8")
    assert rich.run("claims audit").code == 0
    (said,) = bad(rich, f"claims audit --expect {cut[-1][1]}")
    assert said.startswith("no line has the hash")


def test_an_end_cut_off_without_moving_the_head_is_found(rich: Terminal) -> None:
    count = len(chained(rich.place))
    tamper(rich.place, f"DELETE FROM event WHERE seq = {count}")
    assert bad(rich)[0] == f"the log ends at line {count - 1}, its head says {count}"


def test_a_head_behind_a_broken_chain_is_not_accepted(rich: Terminal) -> None:
    published = chained(rich.place)[-1][1]
    tamper(rich.place, "UPDATE event SET actor = 'bo' WHERE seq = 9")
    said = bad(rich, f"claims audit --expect {published}")
    assert said[1] == f"no line up to 8, as far as the chain is whole, has the hash {published[:16]}..."


# --- The guards -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("guard", [*expected_guards(SQLITE)])
def test_a_guard_that_is_gone_or_does_nothing_is_named(rich: Terminal, guard: str) -> None:
    with sqlite3.connect(rich.place.named) as driver:
        driver.execute(f"DROP TRIGGER {guard}")
    assert bad(rich) == [f"the trigger {guard} is gone or switched off"]
    table = next(table for table in sorted(GUARDED, key=len, reverse=True) if guard.startswith(f"{table}_no_"))
    with sqlite3.connect(rich.place.named) as driver:
        driver.execute(f"CREATE TRIGGER {guard} BEFORE UPDATE ON {table} BEGIN SELECT 1; END")
    driver.close()
    assert bad(rich) == [f"the trigger {guard} does something else than it should"]


@pytest.mark.postgres
def test_tampering_on_postgresql_is_found(rich_on_server: Terminal) -> None:
    place = rich_on_server.place
    assert rich_on_server.json("claims audit")["whole"]
    missed = []
    with tampering(place) as connection:
        for table, column, value, wanted in ON_SERVER:
            with connection.begin_nested() as undone:
                connection.execute(text(f'UPDATE {table} SET "{column}" = {value} WHERE {ROW.get(table, "id = 1")}'))
                said = accusations(found_by(connection, place))
                undone.rollback()
            if not any(wanted in f"{each} " for each in said):
                missed.append((table, column, said))
    assert missed == []
    assert rich_on_server.json("claims audit")["whole"]


ROW = {
    "hop": "utterance_id = 1 AND position = 0",
    "claim_tag": "claim_id = 1",
    "claimant_alias": "claimant_id = 1 AND name = 'Mayor Voss'",
    "verification_evidence": "verification_id = 1",
    "report_claim": "claim_id = 1",
    "event": "seq = 9",
    "tag": "name = 'roads'",
}
ON_SERVER = (
    ("claim", "text", "'Another'", "claim #1 "),
    ("claim", "content_status", "'refuted'", "claim #1 "),
    ("claim", "recorded_at", "recorded_at - interval '1 second'", "claim #1 "),
    ("claim", "uid", "gen_random_uuid()", "claim #1 "),
    ("claim_tag", "tag_id", "999", "claim #1 "),
    ("tag", "name", "'streets'", "claim #1 "),
    ("claimant", "name_key", "'x'", "claimant #1 "),
    ("claimant_alias", "name", "'Mayor Vos'", "claimant #1 "),
    ("source", "published_on", "published_on - 1", "source #1 "),
    ("source", "published_on_circa", "NOT published_on_circa", "source #1 "),
    ("source_link", "origin_id", "2", "source_link #1 "),
    ("snapshot", "text", "'Another'", "snapshot #1 "),
    ("snapshot", "sha256", f"'{'cd' * 32}'", "snapshot #1 "),
    ("utterance", "said_on", "said_on - 31", "utterance #1 "),
    ("utterance", "quote_exact", "'Other words'", "utterance #1 "),
    ("hop", "claimant_id", "3", "utterance #1 "),
    ("hop", "claim_id", "2", "utterance #1 "),
    ("evidence", "stance", "'refutes'", "evidence #1 "),
    ("verification", "status", "'refuted'", "verification #1 "),
    ("verification", "pending", "NOT pending", "verification #1 "),
    ("verification_evidence", "evidence_id", "2", "verification #1 "),
    ("relation", "kind", "'supports'", "relation #1 "),
    ("report", "sha256", f"'{'cd' * 32}'", "report #1 "),
    ("report_claim", "claim_id", "3", "report #1 "),
    ("judgement", "independent", "false", "judgement #1 "),
    ("event", "at", "at + interval '1 microsecond'", "line 9 "),
    ("event", "reason", "'Because'", "line 9 "),
    ("event", "record_uid", "gen_random_uuid()", "line 9 "),
    ("event", "hash", f"'{'0' * 64}'", "line 9 "),
    ("head", "count", "count + 1", "its head says"),
    ("head", "hash", f"'{'0' * 64}'", "the head names another hash"),
    ("head", "ledger_uid", "gen_random_uuid()", "line 1 "),
    ("claim_search", "words", "'another'", "claim #1"),
    ("name_search", "names", "'another'", "entry in the search index"),
)
ROW |= {"name_search": "id = 2"}


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("ALTER TABLE event DISABLE TRIGGER event_no_change", "is gone or switched off"),
        ("DROP TRIGGER event_no_change ON event", "is gone or switched off"),
        (
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RETURN COALESCE(NEW, OLD); END'",
            "does something else than it should",
        ),
        (
            "DROP TRIGGER event_no_change ON event;"
            " CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON event"
            " FOR EACH ROW WHEN (false) EXECUTE FUNCTION refuse_change()",
            "does something else than it should",
        ),
        (
            "DROP TRIGGER event_no_change ON event;"
            " CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON tag"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "does something else than it should",
        ),
    ],
)
def test_a_guard_changed_on_postgresql_is_named(terminal: Terminal, statement: str, said: str) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    with terminal.place.engine().begin() as connection:
        connection.exec_driver_sql(statement)
    assert f"the trigger event_no_change {said}" in bad(terminal)


# --- The index follows every name -------------------------------------------------------------------------------------


def test_a_publisher_that_gets_another_name_leaves_the_index_whole(terminal: Terminal) -> None:
    terminal.ok("claims source add https://courier.example/1 --title Bridge --publisher 'Harbour Courier'")
    terminal.ok("claims add 'The bridge is closed' --by 'Elena Voss' --source https://m.courier.example/1")
    terminal.ok("claims source merge https://m.courier.example/1 https://courier.example/1")
    terminal.ok("claims claimant edit 'Harbour Courier' --name 'Morning Herald'")
    assert terminal.json("claims audit")["whole"]
    found = terminal.json("claims search herald")
    assert ([each["id"] for each in found["claims"]], [each["id"] for each in found["sources"]]) == ([1], [1])


# --- What an audit says of what is sound, and of nothing --------------------------------------------------------------


def test_a_sound_ledger_passes(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --tag piers")
    assert terminal.ok("claims audit").lines[-1].startswith("The ledger is what its log says. 3 lines, head ")


def test_an_empty_ledger_had_nothing_to_audit(terminal: Terminal) -> None:
    answer = terminal.run("claims audit")
    assert (answer.code, answer.lines[-1]) == (1, "The log is empty: there was nothing to audit.")
    assert terminal.run("claims audit --json").json["whole"] is False


def test_a_missing_witness_is_no_fault_and_no_pass(rich: Terminal) -> None:
    (rich.folder / "claims.db.head").unlink()
    assert "witness  nothing to check  (0 heads beside the ledger)" in rich.ok("claims audit").lines


def test_every_line_of_the_log_is_an_ancestor_of_its_head(rich: Terminal) -> None:
    lines = chained(rich.place)
    for number in (0, len(lines) // 2, len(lines) - 1):
        answer = rich.ok(f"claims audit --expect {lines[number][1].upper()}")
        assert "expected head  ok  (1 expected heads)" in answer.lines
    assert rich.ok("claims audit --head").out == "{} {}\n".format(*lines[-1])


def test_a_head_of_another_ledger_is_refused(rich: Terminal) -> None:
    (said,) = bad(rich, f"claims audit --expect {'0' * 64}")
    assert said.startswith("no line has the hash 0000000000000000...")


@pytest.mark.parametrize("written", ["12", "g" * 64, "0" * 65, "''"])
def test_what_is_no_head_is_refused(rich: Terminal, written: str) -> None:
    said = rich.refused(f"claims audit --expect {written}")
    assert said == "Error: That is no head: a head has 64 hexadecimal digits. claims audit --head prints today's."


def test_a_seal_holds_the_head(rich: Terminal) -> None:
    rich.ok("claims audit --seal ledger.seal.json")
    sealed = _read((rich.folder / "ledger.seal.json").read_text(encoding="utf-8"))
    assert sealed.keys() == {"ledger", "count", "head", "at"}
    assert (sealed["count"], sealed["head"]) == chained(rich.place)[-1]
    assert rich.run(f"claims audit --expect {sealed['head']}").code == 0


def test_a_seal_is_never_written_over_a_file(rich: Terminal) -> None:
    seal = rich.folder / "ledger.seal.json"
    seal.write_text("signed", encoding="utf-8")
    assert "ledger.seal.json" in rich.refused("claims audit --seal ledger.seal.json")
    assert seal.read_text(encoding="utf-8") == "signed"


def test_what_is_not_whole_is_not_sealed(rich: Terminal) -> None:
    tamper(rich.place, "UPDATE claim SET text = 'Another' WHERE id = 2")
    assert "claim #2: text is Another" in bad(rich, "claims audit --seal ledger.seal.json")[0]
    assert not (rich.folder / "ledger.seal.json").exists()
