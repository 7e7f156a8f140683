"""Snapshots with their bytes, an inbox of candidates, and reviews that others published."""

import re

import sqlalchemy as sa
from alembic import op

from claims.urls import canonical_url

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UID = sa.Text().with_variant(sa.Uuid(as_uuid=False), "postgresql")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")

ACTIONS = ("add", "edit", "merge", "retract", "retire", "restore", "rule", "approve", "accept", "reject")
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
)
VERDICTS = (
    "true",
    "mostly_true",
    "half_true",
    "mostly_false",
    "false",
    "misleading",
    "missing_context",
    "unproven",
    "unverifiable",
    "disputed",
    "outdated",
    "satire",
    "altered_media",
    "attribution_correct",
    "attribution_incorrect",
    "opinion",
    "not_a_claim",
)
HOW = ("fetched", "wayback", "warc", "file", "input")
PLAIN = {
    "claim": ("extra",),
    "claimant": ("extra", "same_as_key"),
    "source": ("archived_url", "extra"),
    "utterance": ("addressee", "extra"),
    "verification": ("rating_value", "rating_best", "rating_worst", "rating_table", "extra"),
    "snapshot": ("url", "final_url", "headers", "text_by", "found"),
}
"""Columns of plain text that may be empty, by table."""


def upgrade() -> None:
    """Add columns in place, so that no table is copied and no guard is taken down."""
    for table, names in PLAIN.items():
        for name in names:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} VARCHAR")
    extend_rulings()
    extend_snapshots()
    recognise_claimants()
    create_blobs()
    create_candidates()
    extend_vocabulary("event", "action", ACTIONS)
    extend_vocabulary("event", "kind", KINDS)


def extend_rulings() -> None:
    """Let a ruling say in which published review it stands, and what its rating comes to."""
    op.execute(
        f"ALTER TABLE verification ADD COLUMN verdict VARCHAR CONSTRAINT ck_verification_verdict"
        f" CHECK (verdict IN ({listed(VERDICTS)}))"
    )
    integer = "INTEGER" if on_sqlite() else "BIGINT"
    op.execute(
        f"ALTER TABLE verification ADD COLUMN review_id {integer}"
        " CONSTRAINT fk_verification_review_id REFERENCES source (id)"
    )
    create_partial("ix_verification_review_id", "verification", "review_id")


def extend_snapshots() -> None:
    """Let a snapshot say how its bytes came here."""
    op.execute(f"ALTER TABLE snapshot ADD COLUMN how VARCHAR CONSTRAINT ck_snapshot_how CHECK (how IN ({listed(HOW)}))")
    op.execute("ALTER TABLE snapshot ADD COLUMN http_status INTEGER")
    op.create_index("ix_snapshot_sha256", "snapshot", ["sha256"])


def recognise_claimants() -> None:
    """Fill the canonical form of the addresses by which claimants are recognised."""
    claimant = sa.table("claimant", sa.column("id"), sa.column("same_as"), sa.column("same_as_key"))
    known = op.get_bind().execute(sa.select(claimant.c.id, claimant.c.same_as).where(claimant.c.same_as.is_not(None)))
    for number, address in known.all():
        op.execute(sa.update(claimant).where(claimant.c.id == number).values(same_as_key=canonical_url(address)))
    create_partial("ix_claimant_same_as_key", "claimant", "same_as_key")


def create_blobs() -> None:
    """Create the table of bytes."""
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("coding", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_blob_sha256")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_blob_size")),
        sa.CheckConstraint("coding IN ('identity', 'zlib')", name=op.f("ck_blob_coding")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )


def create_candidates() -> None:
    """Create the inbox."""
    op.create_table(
        "candidate",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("snapshot_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("claim_id", KEY, nullable=True),
        sa.Column("utterance_id", KEY, nullable=True),
        sa.CheckConstraint("state IN ('open', 'accepted', 'rejected')", name=op.f("ck_candidate_state")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_candidate_confidence")),
        sa.CheckConstraint("(state = 'accepted') = (utterance_id IS NOT NULL)", name=op.f("ck_candidate_accepted")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_candidate_source_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_candidate_snapshot_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_candidate_claim_id")),
        sa.ForeignKeyConstraint(["utterance_id"], ["utterance.id"], name=op.f("fk_candidate_utterance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("uid", name=op.f("uq_candidate_uid")),
    )
    op.create_index("ix_candidate_source_id", "candidate", ["source_id", "state", "position"])
    op.create_index("ix_candidate_digest", "candidate", ["source_id", "digest"], unique=True)
    op.create_index("ix_candidate_state", "candidate", ["state", "id"])
    for column in ("snapshot_id", "claim_id", "utterance_id"):
        op.create_index(f"ix_candidate_{column}", "candidate", [column])


def create_partial(name: str, table: str, column: str) -> None:
    """Create an index over the rows in which a column holds something."""
    known = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, [column], sqlite_where=known, postgresql_where=known)


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
