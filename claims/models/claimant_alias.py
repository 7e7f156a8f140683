"""Aliases: the other names of claimants."""

from sqlmodel import Field

from claims.models import claimant  # noqa: F401  (its foreign key refers to it)
from claims.models.base import Stored
from claims.models.columns import CLUSTERED, Key


class ClaimantAlias(Stored, table=True):
    """Another name of a claimant: a spelling, an abbreviation, a former name."""

    __tablename__ = "claimant_alias"
    __table_args__ = CLUSTERED

    claimant_id: int = Field(primary_key=True, foreign_key="claimant.id", sa_type=Key, description="Whose name it is.")
    name_key: str = Field(primary_key=True, index=True, description="The alias folded for look-up.")
    name: str = Field(description="The alias as entered.")
