"""Other ledgers that were brought in, with the lines of their logs."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UID = sa.Text().with_variant(sa.Uuid(as_uuid=False), "postgresql")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")

ACTIONS = ("add", "edit", "merge", "retract", "retire", "restore", "rule", "approve", "accept", "reject", "unite")
KINDS = (
    "claimant",
    "source",
    "source_link",
    "snapshot",
    "claim",
    "utterance",
    "evidence",
    "verification",
    "relation",
    "report",
    "judgement",
    "candidate",
    "merger",
)
KEYS = {"merger": ("id",), "other_line": ("merger_id", "seq")}
"""The append-only tables, and the columns that tell their rows apart."""


def upgrade() -> None:
    """Add two guarded tables, and the words that events need to tell of a merger."""
    create_tables()
    guard_on_sqlite() if on_sqlite() else guard_on_postgresql()
    extend_vocabulary("event", "action", ACTIONS)
    extend_vocabulary("event", "kind", KINDS)


def create_tables() -> None:
    """Create the mergers and the lines that came with them."""
    op.create_table(
        "merger",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("other_uid", UID, nullable=False),
        sa.Column("base_count", KEY, nullable=False),
        sa.Column("base_hash", sa.String(), nullable=False),
        sa.Column("head_count", KEY, nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.CheckConstraint("base_count >= 0 AND base_count < head_count", name=op.f("ck_merger_span")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merger")),
        sa.UniqueConstraint("uid", name=op.f("uq_merger_uid")),
    )
    op.create_table(
        "other_line",
        sa.Column("merger_id", KEY, nullable=False),
        sa.Column("seq", KEY, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["merger_id"], ["merger.id"], name=op.f("fk_other_line_merger_id")),
        sa.PrimaryKeyConstraint("merger_id", "seq", name=op.f("pk_other_line")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_other_line_seq", "other_line", ["seq", "hash"])


def guard_on_sqlite() -> None:
    """Let the database itself refuse to change history."""
    for table, keys in KEYS.items():
        said = f"SELECT RAISE(ABORT, '{table} is append-only');"
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN {said} END")
        same = " AND ".join(f"{column} = NEW.{column}" for column in keys)
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN {said} END"
        )


def guard_on_postgresql() -> None:
    """Let the database itself refuse to change history."""
    for table in KEYS:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def listed(words: tuple[str, ...]) -> str:
    """Words as a CHECK lists them."""
    return ", ".join(f"'{word}'" for word in words)


def on_sqlite() -> bool:
    """Whether the ledger is a file."""
    return op.get_bind().dialect.name == "sqlite"


def extend_vocabulary(table: str, column: str, words: tuple[str, ...]) -> None:
    """Let a column hold more words than before.

    No row changes, so that SQLite's own text of the table is all there is to change; copying a log of millions of lines
    would take minutes, and would take its guards down meanwhile.
    """
    name, check = f"ck_{table}_{column}", f"{column} IN ({listed(words)})"
    if not on_sqlite():
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, check)
        return
    bind = op.get_bind()
    written = bind.execute(sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :t"), {"t": table})
    changed, times = re.subn(
        rf"(CONSTRAINT \"?{name}\"? CHECK) \([^()]*\([^()]*\)\)", rf"\1 ({check})", written.scalar_one()
    )
    if times != 1:
        raise RuntimeError(f"The rule {name} isn't written as expected.")
    (version,) = bind.exec_driver_sql("PRAGMA schema_version").one()
    op.execute("PRAGMA writable_schema = ON")
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = :s WHERE type = 'table' AND name = :t"), {"s": changed, "t": table}
    )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = RESET")
