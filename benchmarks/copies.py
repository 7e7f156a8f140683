"""Makes a ledger ten times as large in minutes: every claim is copied with all that the log says of it.

The copies stand side by side with what they were copied from, so that the log covers the same years. Their events are
what the program would have written, but for the hashes: such a ledger is good for reading, and no audit will pass it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

OF_CLAIMS = ("claim", "utterance", "evidence", "verification", "relation")
"""The records that are copied; claimants, sources and their links are shared, as they are in a larger ledger."""

BESIDE_THEM = ("claim_tag", "hop", "verification_evidence")
NUMBERED = ("id", "claim_id", "other_id", "utterance_id", "evidence_id", "verification_id")
OTHER_SOURCE = "3 + copy.k"
"""Source 1 keeps its 200 claims: copies of them are printed elsewhere."""

FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144", "foreign_keys = OFF")


def multiply(ledger: Path, larger: Path, times: int) -> None:
    """Write a ledger with so many times the claims of this one."""
    draft = larger.with_name(f"{larger.name}.part")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        for setting in FAST:
            connection.execute(f"PRAGMA {setting}")
        connection.execute("ATTACH ? AS old", (str(ledger),))
        connection.execute("BEGIN")
        _fill(connection, times)
        connection.execute("COMMIT")
        (mark,) = connection.execute("PRAGMA old.application_id").fetchone()
        connection.execute(f"PRAGMA application_id = {mark}")
        connection.execute("DETACH old")
        connection.execute("PRAGMA journal_mode = WAL")
    draft.replace(larger)


def _fill(connection: sqlite3.Connection, times: int) -> None:
    connection.execute("CREATE TEMP TABLE copy (k INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO copy VALUES (?)", [(k,) for k in range(times)])
    made = connection.execute(
        "SELECT type, name, sql FROM old.sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB '*_search_*'"
    ).fetchall()
    tables = [(name, sql) for kind, name, sql in made if kind == "table"]
    for name, sql in tables:
        connection.execute(sql)
        if name == "event":
            _copy_log(connection, times)
        elif not name.endswith("_search"):  # what is measured doesn't search
            _copy_rows(connection, name, times)
    connection.execute("UPDATE head SET count = (SELECT max(seq) FROM event)")
    for kind, _name, sql in made:
        if kind in ("index", "trigger"):
            connection.execute(sql)


def _copy_rows(connection: sqlite3.Connection, table: str, times: int) -> None:
    columns = [f'"{row[1]}"' for row in connection.execute(f"PRAGMA old.table_info({table})")]
    if table not in (*OF_CLAIMS, *BESIDE_THEM):
        connection.execute(f"INSERT INTO main.{table} SELECT {', '.join(columns)} FROM old.{table}")
        return
    values = ", ".join(_value(name.strip('"'), name, times) for name in columns)
    order = ", ".join(f"old.{table}.{name}" for name in columns[:1])
    connection.execute(f"INSERT INTO main.{table} SELECT {values} FROM old.{table} CROSS JOIN copy ORDER BY {order}, k")


def _value(name: str, written: str, times: int) -> str:
    if name in NUMBERED:
        return _number(written, times)
    if name == "uid":
        return _uid(written)
    if name == "source_id":
        return _source(written)
    return written


def _number(written: str, times: int) -> str:
    return f"({written} - 1) * {times} + copy.k + 1"


def _source(written: str) -> str:
    return f"iif(copy.k > 0 AND {written} = 1, {OTHER_SOURCE}, {written})"


def _uid(written: str) -> str:
    return f"substr({written}, 1, 34) || printf('%02x', copy.k)"


def _copy_log(connection: sqlite3.Connection, times: int) -> None:
    """What the log says of claimants and sources stays as it is; every other line is there so many times."""
    columns = [row[1] for row in connection.execute("PRAGMA old.table_info(event)")]
    (shared,) = connection.execute("SELECT min(seq) - 1 FROM old.event WHERE claim_id IS NOT NULL").fetchone()
    listed = ", ".join(columns)
    connection.execute(f"INSERT INTO main.event SELECT {listed} FROM old.event WHERE seq <= {shared}")
    values = {
        "seq": f"{shared} + (seq - {shared} - 1) * {times} + copy.k + 1",
        "record_id": _number("record_id", times),
        "record_uid": _uid("record_uid"),
        "claim_id": _number("claim_id", times),
        "before": _document("before", times),
        "after": _document("after", times),
    }
    copied = ", ".join(values.get(name, name) for name in columns)
    connection.execute(
        f"INSERT INTO main.event SELECT {copied} FROM old.event CROSS JOIN copy WHERE seq > {shared} ORDER BY seq, k"
    )


def _document(name: str, times: int) -> str:
    """A record's document with the numbers of its copy."""

    def told(path: str) -> str:
        return f"json_extract({column}, '$.{path}')"

    column = f'"{name}"'
    numbers = ", ".join(f"'$.{each}', {_number(told(each), times)}" for each in ("id", "claim_id", "other_id"))
    rests_on = f"(SELECT json_group_array({_number('value', times)}) FROM json_each({column}, '$.evidence'))"
    changed = (
        f"json_replace(replace({column}, record_uid, {_uid('record_uid')}), {numbers},"
        f" '$.source_id', {_source(told('source_id'))})"
    )
    return f"iif(kind = 'verification', json_replace({changed}, '$.evidence', json({rests_on})), {changed})"
