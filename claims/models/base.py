"""What every record has in common."""

from typing import ClassVar

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from claims.models.columns import Key, Moment, Uid
from claims.vocabulary import RecordKind

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a migration can change it on any database."""


class Stored(SQLModel):
    """A table of the ledger."""

    metadata = MetaData(naming_convention=NAMING)
    model_config = {"defer_build": True}


class Record(Stored):
    """A row that people refer to, whose every change is an event.

    `derived` names the columns that follow from other columns or records; they are no part of an event, and `settle`
    or a later ruling fills them. `owned` names the lists that belong to the record and travel in its events.
    """

    record: ClassVar[RecordKind]
    derived: ClassVar[frozenset[str]] = frozenset()
    owned: ClassVar[str | None] = None

    id: int = Field(
        default=None,
        primary_key=True,
        sa_type=Key,
        sa_column_kwargs={"autoincrement": False},
        description="The small number a person sees, such as #12; counted up within this ledger.",
    )
    uid: str = Field(
        default="", unique=True, sa_type=Uid, description="UUIDv7; stays the same when ledgers are merged."
    )
    recorded_at: str = Field(default="", sa_type=Moment, description="When the record was entered, UTC.")
    recorded_by: str = Field(default="", description="Who entered it.")

    def settle(self) -> None:
        """Fill the columns that follow from this record's other columns."""

    def flaw(self) -> str:
        """What is wrong with the record in itself, whatever the log says of it; nothing where nothing is."""
        return ""
