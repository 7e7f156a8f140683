"""The head: how far the log of events reaches."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from claims.models.base import Stored
from claims.models.columns import Key, Uid


class Head(Stored, table=True):
    """Where the log ends: one row, moved on by every change."""

    __tablename__ = "head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True, sa_type=Key, sa_column_kwargs={"autoincrement": False})
    ledger_uid: str = Field(sa_type=Uid, description="UUIDv7 of this ledger.")
    count: int = Field(sa_type=Key, description="Number of lines in the log.")
    hash: str = Field(description="Hash of the newest line; that of the uid while there is none.")
