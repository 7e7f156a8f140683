"""Evidence: sources brought to bear on a claim."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from claims.models import claim, source  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Record
from claims.models.columns import Key, Moment, one_of
from claims.models.quote import Quoting, quote_rules
from claims.vocabulary import Axis, Directness, RecordKind, Stance


class Evidence(Quoting, Record, table=True):
    """A source brought to bear on one axis of a claim."""

    __tablename__ = "evidence"
    __table_args__ = (
        one_of("axis", Axis),
        one_of("stance", Stance),
        one_of("directness", Directness),
        *quote_rules(),
        Index("ix_evidence_source_id", "source_id", "claim_id"),
    )
    record: ClassVar[RecordKind] = RecordKind.EVIDENCE

    claim_id: int = Field(foreign_key="claim.id", index=True, sa_type=Key, description="The claim it bears on.")
    source_id: int = Field(foreign_key="source.id", sa_type=Key, description="The source that is the evidence.")
    axis: str = Field(description="The question it bears on (Axis).")
    stance: str = Field(description="What it does to the claim (Stance).")
    directness: str | None = Field(default=None, description="How close it is to the matter (Directness).")
    note: str | None = Field(default=None, description="What it shows, in the desk's words.")
    retired_at: str | None = Field(default=None, sa_type=Moment, description="When it was withdrawn as evidence.")
