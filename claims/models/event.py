"""Events: the log of every change."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from claims.models.base import Stored
from claims.models.columns import Key, Moment, Uid, one_of, where_known
from claims.vocabulary import Action, RecordKind


class Event(Stored, table=True):
    """One line of the audit log: who did what to which record, when and why. Append-only.

    `before` and `after` are the whole record as canonical JSON (RFC 8785), empty fields left out. `hash` is the SHA-256
    of the line's own canonical JSON, which holds the hash of the line before it.
    """

    __tablename__ = "event"
    __table_args__ = (
        one_of("action", Action),
        one_of("kind", RecordKind),
        CheckConstraint("seq >= 1", name="seq"),
        Index("ix_event_record", "kind", "record_id", "seq"),
        where_known("ix_event_claim_id", "claim_id", "seq"),
    )

    seq: int = Field(
        primary_key=True,
        sa_type=Key,
        sa_column_kwargs={"autoincrement": False},
        description="Number of the line, from 1, without a gap.",
    )
    at: str = Field(index=True, sa_type=Moment, description="When it happened, UTC, by the clock of the machine.")
    actor: str = Field(description="Who did it.")
    action: str = Field(description="What was done (Action).")
    kind: str = Field(description="The kind of record it was done to (RecordKind).")
    record_id: int = Field(sa_type=Key, description="The record's number.")
    record_uid: str = Field(sa_type=Uid, description="The record's uid.")
    claim_id: int | None = Field(default=None, sa_type=Key, description="The claim it concerns, if one.")
    before: str | None = Field(default=None, description="The record before, as canonical JSON; empty if it is new.")
    after: str = Field(description="The record after, as canonical JSON.")
    reason: str | None = Field(default=None, description="Why, in the words of the actor.")
    previous_hash: str = Field(description="Hash of the line before; for the first, that of the uid.")
    hash: str = Field(description="SHA-256 of this line, 64 hexadecimal digits.")
