"""The order, grounds and policy of rulings; confidential people; joint speakers; what is unknown; editions."""

import sqlalchemy as sa
from alembic import op

from claims.text import text_key

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

BATCH = 5_000
"""Claims read in one go."""

ABSENCES = "'unknown', 'none'"
EDITIONS = "'report', 'site', 'export', 'feed', 'answer', 'dossier'"
ADDED = {
    "claimant": {"confidential": ("VARCHAR", {"confidential": "confidential <> ''"})},
    "source": {
        "published_on_absence": (
            "VARCHAR",
            {
                "published_on_absence": f"published_on_absence IN ({ABSENCES})",
                "published_on_given": "published_on IS NULL OR published_on_absence IS NULL",
            },
        ),
        "publisher_absence": (
            "VARCHAR",
            {
                "publisher_absence": f"publisher_absence IN ({ABSENCES})",
                "publisher_given": "publisher_id IS NULL OR publisher_absence IS NULL",
            },
        ),
        "imported": ("BOOLEAN DEFAULT {no} NOT NULL", {}),
    },
    "utterance": {
        "said_on_absence": (
            "VARCHAR",
            {
                "said_on_absence": f"said_on_absence IN ({ABSENCES})",
                "said_on_given": "said_on IS NULL OR said_on_absence IS NULL",
            },
        ),
        "speaker_absence": ("VARCHAR", {"speaker_absence": f"speaker_absence IN ({ABSENCES})"}),
    },
    "verification": {
        "lamport": ("INTEGER", {"lamport": "lamport >= 1"}),
        "policy_sha256": ("VARCHAR", {"policy_sha256": "length(policy_sha256) = 64"}),
        "desk_policy_sha256": ("VARCHAR", {"desk_policy_sha256": "length(desk_policy_sha256) = 64"}),
        "basis": ("VARCHAR", {}),
    },
    "report": {
        "edition": ("VARCHAR", {"edition": f"edition IN ({EDITIONS})"}),
        "place": ("VARCHAR", {}),
    },
}
"""The new columns of each table, each with its type and its rules by name."""


def upgrade() -> None:
    """Add columns in place, so that no log is copied and no guard is taken down; only the chains are written anew."""
    no = "0" if on_sqlite() else "false"
    for table, columns in ADDED.items():
        for column, (kind, rules) in columns.items():
            checks = "".join(f" CONSTRAINT ck_{table}_{name} CHECK ({rule})" for name, rule in rules.items())
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind.format(no=no)}{checks}")
    known = sa.text("confidential IS NOT NULL")
    op.create_index(
        "ix_claimant_confidential", "claimant", ["confidential"], sqlite_where=known, postgresql_where=known
    )
    compare_texts_anew()
    seat_speakers_on_sqlite() if on_sqlite() else seat_speakers_on_postgresql()


def compare_texts_anew() -> None:
    """Fill the keys by which the same text is noticed: it is the same with another full stop or other quotation marks."""
    claim = sa.table("claim", sa.column("id", KEY), sa.column("text"), sa.column("text_key"))
    bind, last = op.get_bind(), 0
    changed = sa.update(claim).where(claim.c.id == sa.bindparam("number")).values(text_key=sa.bindparam("key"))
    rows = sa.select(claim).order_by(claim.c.id).limit(BATCH)
    while found := bind.execute(rows.where(claim.c.id > last)).all():
        differs = [{"number": each.id, "key": key} for each in found if (key := text_key(each.text)) != each.text_key]
        if differs:
            bind.execute(changed, differs)
        last = found[-1].id


def seat_speakers_on_sqlite() -> None:
    """Let several speakers share a position; a key is changed by copying its table."""
    columns = "utterance_id, position, claim_id, claimant_id, role, cue, naming"
    op.create_table(
        "hop_seated",
        sa.Column("utterance_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("claimant_id", KEY, nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("cue", sa.String(), nullable=True),
        sa.Column("naming", sa.String(), nullable=True),
        sa.CheckConstraint("naming IN ('named', 'titled', 'institutional', 'unnamed')", name=op.f("ck_hop_naming")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_hop_position")),
        sa.CheckConstraint("seat >= 0", name=op.f("ck_hop_seat")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_hop_claim_id")),
        sa.ForeignKeyConstraint(["claimant_id"], ["claimant.id"], name=op.f("fk_hop_claimant_id")),
        sa.ForeignKeyConstraint(["utterance_id"], ["utterance.id"], name=op.f("fk_hop_utterance_id")),
        sa.PrimaryKeyConstraint("utterance_id", "position", "seat", name=op.f("pk_hop")),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO hop_seated ({columns}, seat) SELECT {columns}, 0 FROM hop")
    op.execute("DROP TABLE hop")
    op.rename_table("hop_seated", "hop")
    op.create_index("ix_hop_claimant_id", "hop", ["claimant_id", "position", "claim_id"])


def seat_speakers_on_postgresql() -> None:
    """Let several speakers share a position."""
    op.execute("ALTER TABLE hop ADD COLUMN seat INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_hop_seat CHECK (seat >= 0)")
    op.execute("ALTER TABLE hop ALTER COLUMN seat DROP DEFAULT")
    op.drop_constraint(op.f("pk_hop"), "hop", type_="primary")
    op.create_primary_key(op.f("pk_hop"), "hop", ["utterance_id", "position", "seat"])


def on_sqlite() -> bool:
    """Whether the ledger is a file."""
    return op.get_bind().dialect.name == "sqlite"
