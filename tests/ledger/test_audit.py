"""Whoever changes the log or its guards behind the program's back is found out, and the audit says where."""

import json
import sqlite3

import pytest

from claims import models
from claims.ledger.log.chain import stored_lines
from claims.ledger.log.guards import GUARDED, expected_guards
from claims.ledger.store.canonical import fingerprint, genesis
from tests.support.ledgers import SQLITE, Place, Terminal

COLUMNS = list(models.whole_schema().tables["event"].columns.keys())


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
        f"INSERT INTO event SELECT 5, {', '.join(COLUMNS[1:])} FROM event WHERE seq = 4",
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
            said[name] = None if said[name] is None else json.loads(said[name])
        previous = fingerprint(said)
        statements.append(
            f"UPDATE event SET actor = '{line['actor']}', previous_hash = '{line['previous_hash']}',"
            f" hash = '{previous}' WHERE seq = {line['seq']}"
        )
    tamper(place, *statements, f"UPDATE head SET hash = '{previous}'")


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
        "DELETE FROM other_line",
        "DELETE FROM merger",
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
    assert "witness        nothing to check  (0 heads beside the ledger)" in rich.ok("claims audit").lines


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
    sealed = json.loads((rich.folder / "ledger.seal.json").read_text(encoding="utf-8"))
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
