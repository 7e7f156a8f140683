"""Mergers: other ledgers that were brought into this one, and their logs."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from claims.models.base import Record, Stored
from claims.models.columns import CLUSTERED, Key, Uid
from claims.vocabulary import RecordKind


class Merger(Record, table=True):
    """Another ledger, or another copy of this one, was brought in as far as its log then reached. Append-only.

    Its lines after `base_count` are kept as they were; the ones before were known already, in this ledger's own log or
    in lines kept earlier, and `base_hash` is the last of them.
    """

    __tablename__ = "merger"
    __table_args__ = (CheckConstraint("base_count >= 0 AND base_count < head_count", name="span"),)
    record: ClassVar[RecordKind] = RecordKind.MERGER

    other_uid: str = Field(sa_type=Uid, description="UUIDv7 of the ledger that was brought in.")
    base_count: int = Field(sa_type=Key, description="Lines of its log that were known before.")
    base_hash: str = Field(description="Hash of the last of them; where there is none, that of its uid.")
    head_count: int = Field(sa_type=Key, description="Lines that its log had.")
    head_hash: str = Field(description="Hash of the last of them.")


class OtherLine(Stored, table=True):
    """A line of another ledger's log, as it stands there. Append-only."""

    __tablename__ = "other_line"
    __table_args__ = (Index("ix_other_line_seq", "seq", "hash"), CLUSTERED)

    merger_id: int = Field(primary_key=True, foreign_key="merger.id", sa_type=Key, description="How it came here.")
    seq: int = Field(primary_key=True, sa_type=Key, description="Its number in that log.")
    hash: str = Field(description="Its hash.")
    line: str = Field(description="The line as canonical JSON, its hash included.")
