"""Reports that left the house, and the desk's judgement on what the program finds."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from claims.models import claim, source  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Record, Stored
from claims.models.columns import CLUSTERED, Flag, Key, one_of
from claims.vocabulary import EditionKind, RecordKind


class Edition(Record, table=True):
    """An edition: a report, a site, an export, an answer that left the house; what was asked, where the log ended, and
    its hash."""

    __tablename__ = "report"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256"), one_of("edition", EditionKind))
    record: ClassVar[RecordKind] = RecordKind.EDITION
    owned: ClassVar[str | None] = "claims"

    asked: str = Field(description="What was asked, as canonical JSON: the report, its subject, the day, the format.")
    edition: str | None = Field(
        default=None, description="What left the house (EditionKind); empty before schema 0005, when all were reports."
    )
    place: str | None = Field(default=None, description="Where it went: a file, a folder, an address.")
    head_count: int = Field(sa_type=Key, description="Lines of the log that the report shows.")
    head_hash: str = Field(description="Hash of the last of those lines.")
    sha256: str = Field(index=True, description="SHA-256 of the file, 64 hexadecimal digits.")


class EditionClaim(Stored, table=True):
    """A claim stands in a report."""

    __tablename__ = "report_claim"
    __table_args__ = (Index("ix_report_claim_claim_id", "claim_id", "report_id"), CLUSTERED)

    report_id: int = Field(primary_key=True, foreign_key="report.id", sa_type=Key, description="The report.")
    claim_id: int = Field(primary_key=True, foreign_key="claim.id", sa_type=Key, description="The claim.")


class Judgement(Record, table=True):
    """The desk's word on whether two sources are independent; it overrules what the program finds."""

    __tablename__ = "judgement"
    __table_args__ = (
        CheckConstraint("source_id < other_id", name="order"),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_judgement_source_id", "source_id", "other_id"),
        Index("ix_judgement_other_id", "other_id"),
    )
    record: ClassVar[RecordKind] = RecordKind.JUDGEMENT

    source_id: int = Field(foreign_key="source.id", sa_type=Key, description="The one source, with the lower number.")
    other_id: int = Field(foreign_key="source.id", sa_type=Key, description="The other source.")
    independent: bool = Field(
        default=False, sa_type=Flag, description="True: independent of one another; false: one and the same."
    )
    reason: str = Field(description="Why.")
