"""How Alembic runs a ledger's migrations: on the connection it is handed, or on `CLAIMS_DB` for a developer."""

import os

from alembic import context
from sqlalchemy import Connection

from claims.db import Address, connect
from claims.models import whole_schema

SEARCH_TABLES = ("claim_search", "name_search")
"""Full-text tables differ from one database to the other, so that migrations write them out by hand."""


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the full-text tables, and the shadow tables that FTS5 keeps beside them, out of comparisons."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH_TABLES))


def migrate(connection: Connection) -> None:
    """Run the migrations within the caller's transaction."""
    context.configure(
        connection=connection,
        target_metadata=whole_schema(),
        include_name=include_name,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=False,
    )
    context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    migrate(handed)
else:
    with connect(Address.of(os.environ.get("CLAIMS_DB", "claims.db"))).begin() as developers:
        migrate(developers)
