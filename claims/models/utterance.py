"""Utterances: the occasions on which a claim was made, and the chain through which each reached us."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from claims.models.base import Record, Stored
from claims.models.columns import CLUSTERED, EXTRA, Day, Flag, Key, Moment, dated, one_of
from claims.models.quote import Quoting, quote_rules
from claims.vocabulary import Mode, Naming, Precision, RecordKind


class Utterance(Quoting, Record, table=True):
    """One occasion on which a claim was made, as one source has it."""

    __tablename__ = "utterance"
    __table_args__ = (
        one_of("mode", Mode),
        *dated("said_on", Precision),
        *quote_rules(),
        Index("ix_utterance_source_id", "source_id", "claim_id"),
        Index("ix_utterance_said_on", "said_on", "claim_id"),
    )
    record: ClassVar[RecordKind] = RecordKind.UTTERANCE
    owned: ClassVar[str | None] = "hops"

    claim_id: int = Field(foreign_key="claim.id", index=True, sa_type=Key, description="The claim that was made.")
    source_id: int | None = Field(
        default=None,
        foreign_key="source.id",
        sa_type=Key,
        description="The source that has it; empty if none is named.",
    )
    said_on: str | None = Field(default=None, sa_type=Day, description="First day of the date on which it was said.")
    said_on_precision: str | None = Field(default=None, description="How much of that date is known (Precision).")
    said_on_circa: bool = Field(default=False, sa_type=Flag, description="Whether that date is an estimate.")
    mode: str | None = Field(default=None, description="How the source gives it (Mode); empty until told.")
    occasion: str | None = Field(default=None, description="Where or at what occasion it was said.")
    addressee: str | None = Field(default=None, description="Whom it was said to, as the source has it.")
    note: str | None = Field(default=None, description="The desk's own note.")
    extra: str | None = Field(default=None, description=EXTRA)
    retired_at: str | None = Field(
        default=None, sa_type=Moment, description="When it was taken out as entered wrongly."
    )


class Hop(Stored, table=True):
    """One step of the chain through which a statement reached us, counted from the speaker outwards.

    The publisher of the source closes the chain without a hop of its own.
    """

    __tablename__ = "hop"
    __table_args__ = (
        one_of("naming", Naming),
        CheckConstraint("position >= 0", name="position"),
        Index("ix_hop_claimant_id", "claimant_id", "position", "claim_id"),
        CLUSTERED,
    )

    utterance_id: int = Field(primary_key=True, foreign_key="utterance.id", sa_type=Key, description="The utterance.")
    position: int = Field(primary_key=True, description="0 is the speaker, 1 whoever relayed the speaker, and so on.")
    claim_id: int = Field(foreign_key="claim.id", sa_type=Key, description="The utterance's claim, for paging by name.")
    claimant_id: int = Field(foreign_key="claimant.id", sa_type=Key, description="Who spoke or relayed.")
    role: str | None = Field(default=None, description="The role they had at that time.")
    cue: str | None = Field(default=None, description="The words that attribute it: told, according to.")
    naming: str | None = Field(default=None, description="How the source names them (Naming).")
