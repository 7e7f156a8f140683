"""Sources: the documents in which statements appear, or which serve as evidence."""

from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from claims.models import claimant  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Record
from claims.models.columns import EXTRA, Day, Flag, Key, absent, dated, one_of, partial_index, where_known
from claims.text import name_key
from claims.urls import canonical_url
from claims.vocabulary import Absence, Precision, RecordKind, SourceKind

LIVE = "canonical_url IS NOT NULL AND merged_into_id IS NULL"


class Source(Record, table=True):
    """A document where statements appear, or which serves as evidence: an article, a wire, a transcript, a dataset."""

    __tablename__ = "source"
    __table_args__ = (
        one_of("kind", SourceKind),
        *dated("published_on", Precision),
        *absent("published_on", Absence),
        *absent("publisher", Absence, "publisher_id"),
        CheckConstraint("(retracted_on IS NULL) = (retraction_reason IS NULL)", name="retraction"),
        partial_index("uq_source_canonical_url", "canonical_url", where=LIVE, unique=True),
        where_known("ix_source_canonical_url", "canonical_url"),
        where_known("ix_source_title_key", "title_key"),
        where_known("ix_source_publisher_id", "publisher_id", "id"),
        where_known("ix_source_retracted_on", "retracted_on"),
        where_known("ix_source_merged_into_id", "merged_into_id"),
    )
    record: ClassVar[RecordKind] = RecordKind.SOURCE
    derived: ClassVar[frozenset[str]] = frozenset({"title_key", "canonical_url"})

    kind: str | None = Field(default=None, description="What sort of document it is (SourceKind); empty until told.")
    title: str | None = Field(default=None, description="Headline or title.")
    title_key: str | None = Field(default=None, description="The title folded for look-up; follows from `title`.")
    url: str | None = Field(default=None, description="Address as given; `file:` for a file on this machine.")
    canonical_url: str | None = Field(
        default=None, description="The address by which the same document is recognised; follows from `url`."
    )
    publisher_id: int | None = Field(
        default=None, foreign_key="claimant.id", sa_type=Key, description="Who published it; the chain's last link."
    )
    byline: str | None = Field(default=None, description="The author line as printed.")
    published_on: str | None = Field(default=None, sa_type=Day, description="First day of the publication date.")
    published_on_precision: str | None = Field(default=None, description="How much of that date is known (Precision).")
    published_on_circa: bool = Field(default=False, sa_type=Flag, description="Whether that date is an estimate.")
    published_on_absence: str | None = Field(
        default=None, description="Unknown, or none at all (Absence), if somebody looked; empty if nobody recorded it."
    )
    publisher_absence: str | None = Field(
        default=None, description="Unknown, or none at all (Absence), if somebody looked; empty if nobody recorded it."
    )
    language: str | None = Field(default=None, description="Language of the document, BCP-47.")
    archived_url: str | None = Field(default=None, description="Address of a copy in a public archive.")
    note: str | None = Field(default=None, description="The desk's own note.")
    extra: str | None = Field(default=None, description=EXTRA)
    imported: bool = Field(
        default=False,
        sa_type=Flag,
        description="Whether it came by an import or a table, so that nobody here typed it.",
    )
    retracted_on: str | None = Field(default=None, sa_type=Day, description="The day its publisher withdrew it.")
    retraction_reason: str | None = Field(default=None, description="Why it was withdrawn.")
    merged_into_id: int | None = Field(
        default=None, foreign_key="source.id", sa_type=Key, description="The source that this one turned out to be."
    )

    def settle(self) -> None:
        self.published_on_absence = None if self.published_on else self.published_on_absence
        self.publisher_absence = None if self.publisher_id else self.publisher_absence
        self.title_key = name_key(self.title) if self.title else None
        self.canonical_url = canonical_url(self.url) if self.url else None
