"""Tags: the words by which claims are sorted."""

from sqlalchemy import Index
from sqlmodel import Field

from claims.models import claim  # noqa: F401  (its foreign key refers to it)
from claims.models.base import Stored
from claims.models.columns import CLUSTERED, Key


class Tag(Stored, table=True):
    """A word of the desk's own by which claims are sorted."""

    __tablename__ = "tag"

    id: int = Field(default=None, primary_key=True, sa_type=Key, sa_column_kwargs={"autoincrement": False})
    name: str = Field(unique=True, description="The tag as printed, in lower case.")


class ClaimTag(Stored, table=True):
    """A claim bears a tag."""

    __tablename__ = "claim_tag"
    __table_args__ = (Index("ix_claim_tag_tag_id", "tag_id", "claim_id"), CLUSTERED)

    claim_id: int = Field(primary_key=True, foreign_key="claim.id", sa_type=Key, description="The claim.")
    tag_id: int = Field(primary_key=True, foreign_key="tag.id", sa_type=Key, description="The tag.")
