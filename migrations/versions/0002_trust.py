"""Rulings under a policy, written reports, and judgements on independence."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UID = sa.Text().with_variant(sa.Uuid(as_uuid=False), "postgresql")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")

ACTIONS = ("add", "edit", "merge", "retract", "retire", "restore", "rule", "approve")
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
)


def upgrade() -> None:
    """Let rulings say under which policy they were made, and keep reports and judgements."""
    known = sa.text("canonical_url IS NOT NULL")
    op.create_index("ix_source_canonical_url", "source", ["canonical_url"], sqlite_where=known, postgresql_where=known)
    extend_rulings()
    create_tables()
    extend_event_vocabulary()


def extend_rulings() -> None:
    """Add the columns in place: rulings are append-only, and copying them would go behind their guards."""
    no = "0" if op.get_bind().dialect.name == "sqlite" else "false"
    integer = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute("ALTER TABLE verification ADD COLUMN policy VARCHAR")
    op.execute('ALTER TABLE verification ADD COLUMN "override" VARCHAR')
    op.execute(f"ALTER TABLE verification ADD COLUMN pending BOOLEAN NOT NULL DEFAULT {no}")
    op.execute(
        f"ALTER TABLE verification ADD COLUMN approves_id {integer}"
        " CONSTRAINT fk_verification_approves_id REFERENCES verification (id)"
    )


def create_tables() -> None:
    """Create the tables of reports and judgements."""
    op.create_table(
        "report",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("head_count", KEY, nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_report_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("uid", name=op.f("uq_report_uid")),
    )
    op.create_index("ix_report_sha256", "report", ["sha256"])
    op.create_table(
        "report_claim",
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_report_claim_claim_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_claim_report_id")),
        sa.PrimaryKeyConstraint("report_id", "claim_id", name=op.f("pk_report_claim")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_report_claim_claim_id", "report_claim", ["claim_id", "report_id"])
    op.create_table(
        "judgement",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("source_id < other_id", name=op.f("ck_judgement_order")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_judgement_reason")),
        sa.ForeignKeyConstraint(["other_id"], ["source.id"], name=op.f("fk_judgement_other_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_judgement_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("uid", name=op.f("uq_judgement_uid")),
    )
    op.create_index("ix_judgement_source_id", "judgement", ["source_id", "other_id"])
    op.create_index("ix_judgement_other_id", "judgement", ["other_id"])


def extend_event_vocabulary() -> None:
    """Let events tell of the new records; SQLite writes the table anew for it, so that its guards are put back."""
    with op.batch_alter_table("event") as event:
        for column, words in (("action", ACTIONS), ("kind", KINDS)):
            listed = ", ".join(f"'{word}'" for word in words)
            event.drop_constraint(op.f(f"ck_event_{column}"), type_="check")
            event.create_check_constraint(op.f(f"ck_event_{column}"), f"{column} IN ({listed})")
    if op.get_bind().dialect.name == "sqlite":
        said = "SELECT RAISE(ABORT, 'event is append-only');"
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON event BEGIN {said} END")
        op.execute(
            "CREATE TRIGGER event_no_replace BEFORE INSERT ON event"
            f" WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq) BEGIN {said} END"
        )
