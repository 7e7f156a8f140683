"""Blobs: the bytes behind snapshots."""

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field

from claims.models.base import Stored
from claims.models.columns import Key, one_of
from claims.vocabulary import Coding


class Blob(Stored, table=True):
    """The bytes behind snapshots, each kept once under its hash."""

    __tablename__ = "blob"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("size >= 0", name="size"),
        one_of("coding", Coding),
    )

    sha256: str = Field(primary_key=True, description="SHA-256 of the bytes before packing, 64 hexadecimal digits.")
    size: int = Field(sa_type=Key, description="Number of bytes before packing.")
    coding: str = Field(description="How they are packed (Coding).")
    body: bytes = Field(sa_type=LargeBinary, description="The bytes, packed.")
