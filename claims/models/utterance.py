"""Utterances: the occasions on which a claim was made."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from claims.models import claim, source  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Record
from claims.models.columns import EXTRA, Day, Flag, Key, Moment, absent, dated, one_of
from claims.models.quote import Quoting, quote_rules
from claims.vocabulary import Absence, Mode, Precision, RecordKind


class Utterance(Quoting, Record, table=True):
    """One occasion on which a claim was made, as one source has it."""

    __tablename__ = "utterance"
    __table_args__ = (
        one_of("mode", Mode),
        *dated("said_on", Precision),
        *absent("said_on", Absence),
        one_of("speaker_absence", Absence),
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
    said_on_absence: str | None = Field(
        default=None, description="Unknown, or none at all (Absence), if somebody looked; empty if nobody recorded it."
    )
    speaker_absence: str | None = Field(
        default=None,
        description="Why its chain has no speaker: unknown, or none at all (Absence); empty if nobody recorded one.",
    )
    mode: str | None = Field(default=None, description="How the source gives it (Mode); empty until told.")
    occasion: str | None = Field(default=None, description="Where or at what occasion it was said.")
    addressee: str | None = Field(default=None, description="Whom it was said to, as the source has it.")
    note: str | None = Field(default=None, description="The desk's own note.")
    extra: str | None = Field(default=None, description=EXTRA)
    retired_at: str | None = Field(
        default=None, sa_type=Moment, description="When it was taken out as entered wrongly."
    )

    def settle(self) -> None:
        self.said_on_absence = None if self.said_on else self.said_on_absence
