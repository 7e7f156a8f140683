"""Relations: what one claim does to another."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from claims.models import claim  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Record
from claims.models.columns import Key, Moment, one_of
from claims.vocabulary import RecordKind, RelationKind


class Relation(Record, table=True):
    """One claim repeats, contradicts, supports, qualifies, corrects or retracts another."""

    __tablename__ = "relation"
    __table_args__ = (
        one_of("kind", RelationKind),
        CheckConstraint("claim_id <> other_id", name="no_self"),
        UniqueConstraint("claim_id", "other_id", "kind"),
    )
    record: ClassVar[RecordKind] = RecordKind.RELATION

    claim_id: int = Field(foreign_key="claim.id", sa_type=Key, description="The claim that does it.")
    kind: str = Field(description="What it does (RelationKind).")
    other_id: int = Field(foreign_key="claim.id", index=True, sa_type=Key, description="The claim it does it to.")
    note: str | None = Field(default=None, description="The desk's own note.")
    retired_at: str | None = Field(default=None, sa_type=Moment, description="When it was found to be wrong.")
