"""Hops: the chain through which each utterance reached us."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from claims.models import claim, claimant, utterance  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Stored
from claims.models.columns import CLUSTERED, Key, one_of
from claims.vocabulary import Naming


class Hop(Stored, table=True):
    """One step of the chain through which a statement reached us, counted from the speaker outwards.

    The publisher of the source closes the chain without a hop of its own.
    """

    __tablename__ = "hop"
    __table_args__ = (
        one_of("naming", Naming),
        CheckConstraint("position >= 0", name="position"),
        CheckConstraint("seat >= 0", name="seat"),
        Index("ix_hop_claimant_id", "claimant_id", "position", "claim_id"),
        CLUSTERED,
    )

    utterance_id: int = Field(primary_key=True, foreign_key="utterance.id", sa_type=Key, description="The utterance.")
    position: int = Field(primary_key=True, description="0 is the speaker, 1 whoever relayed the speaker, and so on.")
    seat: int = Field(
        default=0,
        primary_key=True,
        description="0, and 1, 2, ... for those who speak or pass it on jointly with the first at this position.",
    )
    claim_id: int = Field(foreign_key="claim.id", sa_type=Key, description="The utterance's claim, for paging by name.")
    claimant_id: int = Field(foreign_key="claimant.id", sa_type=Key, description="Who spoke or relayed.")
    role: str | None = Field(default=None, description="The role they had at that time.")
    cue: str | None = Field(default=None, description="The words that attribute it: told, according to.")
    naming: str | None = Field(default=None, description="How the source names them (Naming).")
