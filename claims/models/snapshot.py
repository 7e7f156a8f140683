"""Snapshots: the bytes of a source as they were seen."""

import hashlib
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from claims.models import source  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Record
from claims.models.columns import Key, Moment, one_of
from claims.vocabulary import Acquisition, RecordKind


class Snapshot(Record, table=True):
    """The bytes of a source as they were seen at one moment, by their hash, and the text read from them."""

    __tablename__ = "snapshot"
    __table_args__ = (
        CheckConstraint("size >= 0", name="size"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        one_of("how", Acquisition),
    )
    record: ClassVar[RecordKind] = RecordKind.SNAPSHOT

    source_id: int = Field(foreign_key="source.id", index=True, sa_type=Key, description="The source that was seen.")
    fetched_at: str = Field(sa_type=Moment, description="When the bytes were read, UTC.")
    how: str | None = Field(
        default=None, description="How the bytes came here (Acquisition); empty where only their hash was noted."
    )
    url: str | None = Field(default=None, description="The address that was asked.")
    final_url: str | None = Field(default=None, description="The address that answered, after redirects.")
    http_status: int | None = Field(default=None, description="The status with which it answered, such as 200.")
    headers: str | None = Field(default=None, description="The headers of the answer in order, as canonical JSON.")
    sha256: str = Field(index=True, description="SHA-256 of the bytes, 64 hexadecimal digits.")
    media_type: str = Field(description="Media type of the bytes, such as text/html.")
    size: int = Field(sa_type=Key, description="Number of bytes.")
    text: str | None = Field(
        default=None, description="The text read from the bytes, normalised; quotes point into it."
    )
    text_sha256: str | None = Field(default=None, description="SHA-256 of that text in UTF-8.")
    text_by: str | None = Field(default=None, description="The program and version that read the text.")
    found: str | None = Field(
        default=None, description="What the document says of itself, each with where it says so, as canonical JSON."
    )

    def flaw(self) -> str:
        wanted = None if self.text is None else hashlib.sha256(self.text.encode()).hexdigest()
        return "" if self.text_sha256 in (None, wanted) else "text_sha256 is not the SHA-256 of its text"
