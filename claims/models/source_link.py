"""Source links: which source takes its content from which."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from claims.models import source  # noqa: F401  (its foreign keys refer to it)
from claims.models.base import Record
from claims.models.columns import Key, Moment, one_of
from claims.vocabulary import LinkKind, RecordKind


class SourceLink(Record, table=True):
    """One source takes its content from another: a newspaper prints an agency's wire, a site translates a speech."""

    __tablename__ = "source_link"
    __table_args__ = (
        one_of("kind", LinkKind),
        CheckConstraint("source_id <> origin_id", name="no_self"),
        UniqueConstraint("source_id", "origin_id", "kind"),
    )
    record: ClassVar[RecordKind] = RecordKind.SOURCE_LINK

    source_id: int = Field(foreign_key="source.id", sa_type=Key, description="The source that takes the content.")
    origin_id: int = Field(
        foreign_key="source.id", index=True, sa_type=Key, description="The source it takes the content from."
    )
    kind: str = Field(description="How it takes it (LinkKind).")
    note: str | None = Field(default=None, description="The desk's own note.")
    retired_at: str | None = Field(default=None, sa_type=Moment, description="When it was found to be wrong.")
