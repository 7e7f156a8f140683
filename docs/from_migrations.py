"""What the migrations make of an empty SQLite database, as a script that makes it in one go."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from claims import schema
from claims.db import Address, connect, writing


def script() -> str:
    """The statements, in order, each ended by a semicolon and an empty line."""
    with tempfile.TemporaryDirectory() as folder:
        address = Address.of_file(str(Path(folder, "claims.db")))
        Path(folder, "claims.db").touch()
        with writing(connect(address), address) as session:
            schema.run_migrations(session.connection())
        with closing(sqlite3.connect(Path(folder, "claims.db"))) as migrated:
            written = "".join(f"{statement};\n\n" for statement in statements(migrated))
    return "\n".join(line.rstrip() for line in written.rstrip().split("\n")) + "\n"


def statements(migrated: sqlite3.Connection) -> Iterator[str]:
    """What makes a database like this one: its mark, tables, indexes and guards, how search ranks, its revision."""
    yield f"PRAGMA application_id = {migrated.execute('PRAGMA application_id').fetchone()[0]}"
    shapes = "SELECT sql FROM sqlite_master WHERE sql <> '' AND name NOT GLOB '*_search_*'"
    for (sql,) in migrated.execute(f"{shapes} ORDER BY type <> 'table', type, name"):
        yield sql
    for table in ("claim_search", "name_search"):
        for name, setting in migrated.execute(f"SELECT k, v FROM {table}_config WHERE k <> 'version'"):  # noqa: S608
            yield f"INSERT INTO {table} ({table}, rank) VALUES ('{name}', '{setting}')"  # noqa: S608
    (revision,) = migrated.execute("SELECT version_num FROM alembic_version").fetchone()
    yield f"INSERT INTO alembic_version (version_num) VALUES ('{revision}')"  # noqa: S608
