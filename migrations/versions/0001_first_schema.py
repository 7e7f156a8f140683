"""The ledger's first schema."""

import hashlib

import sqlalchemy as sa
from alembic import op
from uuid_utils import uuid7

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UID = sa.Text().with_variant(sa.Uuid(as_uuid=False), "postgresql")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
DAY = sa.Text().with_variant(sa.Date(), "postgresql")

APPEND_ONLY = ("event", "verification", "verification_evidence")
"""Tables whose rows can be added, never changed or removed."""

KEYS = {"event": ("seq",), "verification": ("id",), "verification_evidence": ("verification_id", "evidence_id")}


def upgrade() -> None:
    """Create the tables, their guards and the full-text index."""
    create_tables()
    uid = str(uuid7())
    genesis = hashlib.sha256(f'{{"ledger":"{uid}"}}'.encode()).hexdigest()
    head = sa.table("head", sa.column("id"), sa.column("ledger_uid", UID), sa.column("count"), sa.column("hash"))
    op.bulk_insert(head, [{"id": 1, "ledger_uid": uid, "count": 0, "hash": genesis}])
    if op.get_bind().dialect.name == "sqlite":
        guard_on_sqlite()
        index_on_sqlite()
    else:
        guard_on_postgresql()
        index_on_postgresql()


def guard_on_sqlite() -> None:
    """Let the database itself refuse to change history; REPLACE deletes unseen, so that it is refused, too."""
    for table in APPEND_ONLY:
        said = f"SELECT RAISE(ABORT, '{table} is append-only');"
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN {said} END")
        same = " AND ".join(f"{column} = NEW.{column}" for column in KEYS[table])
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN {said} END"
        )
    op.execute(f"PRAGMA application_id = {0x636C6D73}")


def guard_on_postgresql() -> None:
    """Let the database itself refuse to change history."""
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def index_on_sqlite() -> None:
    """Words of claims, and names of claimants and sources, with English stems; marks of other scripts join words."""
    tokens = "tokenize = \"porter unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\""
    op.execute(f"CREATE VIRTUAL TABLE claim_search USING fts5(words, names, {tokens})")
    op.execute("INSERT INTO claim_search(claim_search, rank) VALUES ('rank', 'bm25(10.0, 4.0)')")
    op.execute(f"CREATE VIRTUAL TABLE name_search USING fts5(names, {tokens})")


def index_on_postgresql() -> None:
    """The same, as weighted text search vectors."""
    op.execute(
        "CREATE TABLE claim_search (id bigint PRIMARY KEY, words text NOT NULL, names text NOT NULL,"
        " found tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english', words), 'A')"
        " || setweight(to_tsvector('english', names), 'B')) STORED)"
    )
    op.execute(
        "CREATE TABLE name_search (id bigint PRIMARY KEY, names text NOT NULL,"
        " found tsvector GENERATED ALWAYS AS (to_tsvector('english', names)) STORED)"
    )
    for table in ("claim_search", "name_search"):
        op.execute(f"CREATE INDEX ix_{table}_found ON {table} USING gin (found)")


def create_tables() -> None:
    """Create the tables of the records, the log and its head."""
    op.create_table(
        "claim",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_key", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("content_status", sa.String(), nullable=False),
        sa.Column("attribution_status", sa.String(), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "attribution_status IN ('unverified', 'verified', 'disputed', 'refuted', 'unverifiable', 'withdrawn')",
            name=op.f("ck_claim_attribution_status"),
        ),
        sa.CheckConstraint(
            "content_status IN ('unverified', 'verified', 'disputed', 'refuted', 'unverifiable', 'withdrawn')",
            name=op.f("ck_claim_content_status"),
        ),
        sa.CheckConstraint(
            "kind IN ('fact', 'quantity', 'cause', 'prediction', 'promise', 'rule', 'opinion')",
            name=op.f("ck_claim_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("uid", name=op.f("uq_claim_uid")),
    )
    op.create_index("ix_claim_attribution_status", "claim", ["attribution_status", "id"], unique=False)
    op.create_index("ix_claim_content_status", "claim", ["content_status", "id"], unique=False)
    op.create_index("ix_claim_text_key", "claim", ["text_key"], unique=False)
    op.create_table(
        "claimant",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("same_as", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("merged_into_id", KEY, nullable=True),
        sa.CheckConstraint(
            "kind IN ('person', 'organization', 'office', 'group', 'unnamed')", name=op.f("ck_claimant_kind")
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["claimant.id"], name=op.f("fk_claimant_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claimant")),
        sa.UniqueConstraint("uid", name=op.f("uq_claimant_uid")),
    )
    op.create_index(
        "ix_claimant_merged_into_id",
        "claimant",
        ["merged_into_id"],
        unique=False,
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index("ix_claimant_name_key", "claimant", ["name_key"], unique=False)
    op.create_table(
        "event",
        sa.Column("seq", KEY, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("record_uid", UID, nullable=False),
        sa.Column("claim_id", KEY, nullable=True),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "action IN ('add', 'edit', 'merge', 'retract', 'retire', 'restore', 'rule')", name=op.f("ck_event_action")
        ),
        sa.CheckConstraint(
            "kind IN ('claimant', 'source', 'source_link', 'snapshot', 'claim', 'utterance', 'evidence', 'verification', 'relation')",
            name=op.f("ck_event_kind"),
        ),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_event_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
    )
    op.create_index("ix_event_at", "event", ["at"], unique=False)
    op.create_index(
        "ix_event_claim_id",
        "event",
        ["claim_id", "seq"],
        unique=False,
        sqlite_where=sa.text("claim_id IS NOT NULL"),
        postgresql_where=sa.text("claim_id IS NOT NULL"),
    )
    op.create_index("ix_event_record", "event", ["kind", "record_id", "seq"], unique=False)
    op.create_table(
        "head",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("ledger_uid", UID, nullable=False),
        sa.Column("count", KEY, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head")),
    )
    op.create_table(
        "tag",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
    )
    op.create_table(
        "claim_tag",
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("tag_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_tag_claim_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_claim_tag_tag_id")),
        sa.PrimaryKeyConstraint("claim_id", "tag_id", name=op.f("pk_claim_tag")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_tag_tag_id", "claim_tag", ["tag_id", "claim_id"], unique=False)
    op.create_table(
        "claimant_alias",
        sa.Column("claimant_id", KEY, nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["claimant_id"], ["claimant.id"], name=op.f("fk_claimant_alias_claimant_id")),
        sa.PrimaryKeyConstraint("claimant_id", "name_key", name=op.f("pk_claimant_alias")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claimant_alias_name_key", "claimant_alias", ["name_key"], unique=False)
    op.create_table(
        "relation",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('repeats', 'contradicts', 'supports', 'qualifies', 'corrects', 'retracts')",
            name=op.f("ck_relation_kind"),
        ),
        sa.CheckConstraint("claim_id <> other_id", name=op.f("ck_relation_no_self")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_relation_claim_id")),
        sa.ForeignKeyConstraint(["other_id"], ["claim.id"], name=op.f("fk_relation_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint("claim_id", "other_id", "kind", name=op.f("uq_relation_claim_id_other_id_kind")),
        sa.UniqueConstraint("uid", name=op.f("uq_relation_uid")),
    )
    op.create_index("ix_relation_other_id", "relation", ["other_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("title_key", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("canonical_url", sa.String(), nullable=True),
        sa.Column("publisher_id", KEY, nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("published_on", DAY, nullable=True),
        sa.Column("published_on_precision", sa.String(), nullable=True),
        sa.Column("published_on_circa", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("retracted_on", DAY, nullable=True),
        sa.Column("retraction_reason", sa.String(), nullable=True),
        sa.Column("merged_into_id", KEY, nullable=True),
        sa.CheckConstraint(
            "kind IN ('article', 'wire', 'statement', 'transcript', 'interview', 'broadcast', 'social_post', 'dataset', 'report', 'document', 'fact_check', 'other')",
            name=op.f("ck_source_kind"),
        ),
        sa.CheckConstraint(
            "published_on_precision IN ('day', 'month', 'year')", name=op.f("ck_source_published_on_precision")
        ),
        sa.CheckConstraint(
            "(published_on IS NULL) = (published_on_precision IS NULL)", name=op.f("ck_source_published_on_known")
        ),
        sa.CheckConstraint("(retracted_on IS NULL) = (retraction_reason IS NULL)", name=op.f("ck_source_retraction")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["source.id"], name=op.f("fk_source_merged_into_id")),
        sa.ForeignKeyConstraint(["publisher_id"], ["claimant.id"], name=op.f("fk_source_publisher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("uid", name=op.f("uq_source_uid")),
    )
    op.create_index(
        "ix_source_merged_into_id",
        "source",
        ["merged_into_id"],
        unique=False,
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index(
        "ix_source_publisher_id",
        "source",
        ["publisher_id", "id"],
        unique=False,
        sqlite_where=sa.text("publisher_id IS NOT NULL"),
        postgresql_where=sa.text("publisher_id IS NOT NULL"),
    )
    op.create_index(
        "ix_source_retracted_on",
        "source",
        ["retracted_on"],
        unique=False,
        sqlite_where=sa.text("retracted_on IS NOT NULL"),
        postgresql_where=sa.text("retracted_on IS NOT NULL"),
    )
    op.create_index(
        "ix_source_title_key",
        "source",
        ["title_key"],
        unique=False,
        sqlite_where=sa.text("title_key IS NOT NULL"),
        postgresql_where=sa.text("title_key IS NOT NULL"),
    )
    op.create_index(
        "uq_source_canonical_url",
        "source",
        ["canonical_url"],
        unique=True,
        sqlite_where=sa.text("canonical_url IS NOT NULL AND merged_into_id IS NULL"),
        postgresql_where=sa.text("canonical_url IS NOT NULL AND merged_into_id IS NULL"),
    )
    op.create_table(
        "verification",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("axis", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=True),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("ruled_by", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("checked_on", DAY, nullable=False),
        sa.Column("recheck_on", DAY, nullable=True),
        sa.CheckConstraint("axis IN ('content', 'attribution')", name=op.f("ck_verification_axis")),
        sa.CheckConstraint("rationale <> ''", name=op.f("ck_verification_rationale")),
        sa.CheckConstraint(
            "status IN ('unverified', 'verified', 'disputed', 'refuted', 'unverifiable', 'withdrawn')",
            name=op.f("ck_verification_status"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_verification_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("uid", name=op.f("uq_verification_uid")),
    )
    op.create_index("ix_verification_claim_id", "verification", ["claim_id", "axis", "id"], unique=False)
    op.create_index(
        "ix_verification_recheck_on",
        "verification",
        ["recheck_on"],
        unique=False,
        sqlite_where=sa.text("recheck_on IS NOT NULL"),
        postgresql_where=sa.text("recheck_on IS NOT NULL"),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", KEY, nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("text_sha256", sa.String(), nullable=True),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_snapshot_sha256")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_snapshot_size")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_snapshot_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("uid", name=op.f("uq_snapshot_uid")),
    )
    op.create_index("ix_snapshot_source_id", "snapshot", ["source_id"], unique=False)
    op.create_table(
        "source_link",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("origin_id", KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('syndicates', 'translates', 'quotes', 'summarises')", name=op.f("ck_source_link_kind")
        ),
        sa.CheckConstraint("source_id <> origin_id", name=op.f("ck_source_link_no_self")),
        sa.ForeignKeyConstraint(["origin_id"], ["source.id"], name=op.f("fk_source_link_origin_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_link_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_link")),
        sa.UniqueConstraint("source_id", "origin_id", "kind", name=op.f("uq_source_link_source_id_origin_id_kind")),
        sa.UniqueConstraint("uid", name=op.f("uq_source_link_uid")),
    )
    op.create_index("ix_source_link_origin_id", "source_link", ["origin_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("quote_exact", sa.String(), nullable=True),
        sa.Column("quote_prefix", sa.String(), nullable=True),
        sa.Column("quote_suffix", sa.String(), nullable=True),
        sa.Column("quote_start", KEY, nullable=True),
        sa.Column("quote_end", KEY, nullable=True),
        sa.Column("quote_state", sa.String(), nullable=True),
        sa.Column("snapshot_id", KEY, nullable=True),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("axis", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("directness", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.CheckConstraint("axis IN ('content', 'attribution')", name=op.f("ck_evidence_axis")),
        sa.CheckConstraint("directness IN ('primary', 'secondary')", name=op.f("ck_evidence_directness")),
        sa.CheckConstraint("quote_state IN ('anchored', 'moved', 'orphan')", name=op.f("ck_evidence_quote_state")),
        sa.CheckConstraint(
            "quote_state IS NULL OR quote_state = 'orphan' OR (quote_start IS NOT NULL AND quote_end > quote_start AND snapshot_id IS NOT NULL)",
            name=op.f("ck_evidence_quote_place"),
        ),
        sa.CheckConstraint(
            "stance IN ('supports', 'refutes', 'qualifies', 'context')", name=op.f("ck_evidence_stance")
        ),
        sa.CheckConstraint("(quote_exact IS NULL) = (quote_state IS NULL)", name=op.f("ck_evidence_quote")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_evidence_claim_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_evidence_snapshot_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_evidence_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("uid", name=op.f("uq_evidence_uid")),
    )
    op.create_index("ix_evidence_claim_id", "evidence", ["claim_id"], unique=False)
    op.create_index("ix_evidence_source_id", "evidence", ["source_id", "claim_id"], unique=False)
    op.create_table(
        "utterance",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("uid", UID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("quote_exact", sa.String(), nullable=True),
        sa.Column("quote_prefix", sa.String(), nullable=True),
        sa.Column("quote_suffix", sa.String(), nullable=True),
        sa.Column("quote_start", KEY, nullable=True),
        sa.Column("quote_end", KEY, nullable=True),
        sa.Column("quote_state", sa.String(), nullable=True),
        sa.Column("snapshot_id", KEY, nullable=True),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=True),
        sa.Column("said_on", DAY, nullable=True),
        sa.Column("said_on_precision", sa.String(), nullable=True),
        sa.Column("said_on_circa", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("occasion", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.CheckConstraint("mode IN ('direct', 'mixed', 'indirect', 'narrated')", name=op.f("ck_utterance_mode")),
        sa.CheckConstraint("quote_state IN ('anchored', 'moved', 'orphan')", name=op.f("ck_utterance_quote_state")),
        sa.CheckConstraint(
            "quote_state IS NULL OR quote_state = 'orphan' OR (quote_start IS NOT NULL AND quote_end > quote_start AND snapshot_id IS NOT NULL)",
            name=op.f("ck_utterance_quote_place"),
        ),
        sa.CheckConstraint(
            "said_on_precision IN ('day', 'month', 'year')", name=op.f("ck_utterance_said_on_precision")
        ),
        sa.CheckConstraint("(quote_exact IS NULL) = (quote_state IS NULL)", name=op.f("ck_utterance_quote")),
        sa.CheckConstraint("(said_on IS NULL) = (said_on_precision IS NULL)", name=op.f("ck_utterance_said_on_known")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_utterance_claim_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_utterance_snapshot_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_utterance_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_utterance")),
        sa.UniqueConstraint("uid", name=op.f("uq_utterance_uid")),
    )
    op.create_index("ix_utterance_claim_id", "utterance", ["claim_id"], unique=False)
    op.create_index("ix_utterance_said_on", "utterance", ["said_on", "claim_id"], unique=False)
    op.create_index("ix_utterance_source_id", "utterance", ["source_id", "claim_id"], unique=False)
    op.create_table(
        "hop",
        sa.Column("utterance_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", KEY, nullable=False),
        sa.Column("claimant_id", KEY, nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("cue", sa.String(), nullable=True),
        sa.Column("naming", sa.String(), nullable=True),
        sa.CheckConstraint("naming IN ('named', 'titled', 'institutional', 'unnamed')", name=op.f("ck_hop_naming")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_hop_position")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_hop_claim_id")),
        sa.ForeignKeyConstraint(["claimant_id"], ["claimant.id"], name=op.f("fk_hop_claimant_id")),
        sa.ForeignKeyConstraint(["utterance_id"], ["utterance.id"], name=op.f("fk_hop_utterance_id")),
        sa.PrimaryKeyConstraint("utterance_id", "position", name=op.f("pk_hop")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_hop_claimant_id", "hop", ["claimant_id", "position", "claim_id"], unique=False)
    op.create_table(
        "verification_evidence",
        sa.Column("verification_id", KEY, nullable=False),
        sa.Column("evidence_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_verification_evidence_evidence_id")),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_verification_evidence_verification_id")
        ),
        sa.PrimaryKeyConstraint("verification_id", "evidence_id", name=op.f("pk_verification_evidence")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_verification_evidence_evidence_id", "verification_evidence", ["evidence_id"], unique=False)
