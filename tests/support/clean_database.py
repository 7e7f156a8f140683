"""One database on the tests' server, wiped and written anew for each test: a third of what a new one costs.

A test that changed more than rows, or left somebody in a transaction, has it made anew.
"""

from contextlib import suppress

import psycopg
from psycopg import sql

from tests.support.postgres import PostgresServer

Rows = dict[str, bytes]
"""The rows of every table, as COPY writes them."""

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
SHAPE = """
SELECT (SELECT (count(*), max(xmin::text::bigint)) FROM pg_class WHERE relpersistence <> 't'),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_trigger),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_proc),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_constraint)
"""
"""What changes when a table, a guard or a right does."""

PATIENCE = "SET lock_timeout = '1s'"


class Slate:
    """A database of one name that holds whatever rows it is given."""

    def __init__(self, server: PostgresServer, database: str, template: str) -> None:
        self._server, self._database, self._template = server, database, template
        self._session: psycopg.Connection | None = None
        self._shape: object = None
        self._names: list[str] = []
        self.empty: Rows = {}
        self._make()
        self.empty = self.rows()

    def write(self, rows: Rows) -> None:
        """Hold these rows and nothing else."""
        try:
            if self._session is not None and self._session.execute(SHAPE).fetchone() == self._shape:
                self._write(rows)
                return
        except psycopg.Error:
            pass
        self._make()
        self._write(rows)

    def rows(self) -> Rows:
        """Every row."""
        assert self._session is not None
        found = {}
        for name in self._names:
            with self._session.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as copy:
                found[name] = b"".join(bytes(part) for part in copy)
        return found

    def _write(self, rows: Rows) -> None:
        assert self._session is not None
        with self._session.transaction():
            self._session.execute("SET LOCAL session_replication_role = replica")  # no guard, no reference in the way
            self._session.execute(";".join(f'DELETE FROM "{name}"' for name in self._names))
            for name, held in rows.items():
                if held:
                    with self._session.cursor().copy(
                        sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
                    ) as copy:
                        copy.write(held)

    def _make(self) -> None:
        self.close()
        self._server.drop(self._database)
        url = self._server.create(self._database, template=self._template)
        self._session = psycopg.connect(url, autocommit=True)
        self._session.execute(PATIENCE)
        self._shape = self._session.execute(SHAPE).fetchone()
        self._names = [row[0] for row in self._session.execute(TABLES)]

    def close(self) -> None:
        """Let go of the database."""
        if self._session is not None:
            with suppress(psycopg.Error):
                self._session.close()
            self._session = None
