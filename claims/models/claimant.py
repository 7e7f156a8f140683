"""Claimants: whoever a statement can be attributed to."""

from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from claims.models.base import Record
from claims.models.columns import EXTRA, Key, one_of, where_known
from claims.text import name_key
from claims.urls import canonical_url
from claims.vocabulary import ClaimantKind, RecordKind


class Claimant(Record, table=True):
    """Anyone a statement can be attributed to: a person, an organization, an office, a group, or someone unnamed.

    Publishers, agencies and other relays are claimants too. Two that turn out to be one are merged: the merged one
    stays, points at the other, and everything that named it is read as naming the other.
    """

    __tablename__ = "claimant"
    __table_args__ = (
        one_of("kind", ClaimantKind),
        CheckConstraint("confidential <> ''", name="confidential"),
        where_known("ix_claimant_confidential", "confidential"),
        where_known("ix_claimant_merged_into_id", "merged_into_id"),
        where_known("ix_claimant_same_as_key", "same_as_key"),
    )
    record: ClassVar[RecordKind] = RecordKind.CLAIMANT
    derived: ClassVar[frozenset[str]] = frozenset({"name_key", "same_as_key"})
    owned: ClassVar[str | None] = "aliases"

    name: str = Field(description="The name as the desk writes it.")
    name_key: str = Field(default="", index=True, description="The name folded for look-up; follows from `name`.")
    kind: str | None = Field(default=None, description="What it is (ClaimantKind); empty until somebody says.")
    same_as: str | None = Field(default=None, description="URL of the same entity elsewhere: Wikidata, its own site.")
    same_as_key: str | None = Field(
        default=None, description="That URL in canonical form, to recognise the entity by; follows from `same_as`."
    )
    note: str | None = Field(default=None, description="The desk's own note.")
    extra: str | None = Field(default=None, description=EXTRA)
    confidential: str | None = Field(
        default=None,
        description="For a person whose name stays in the house: the description that readers get instead of it.",
    )
    merged_into_id: int | None = Field(
        default=None, foreign_key="claimant.id", sa_type=Key, description="The claimant that this one turned out to be."
    )

    def settle(self) -> None:
        self.name_key = name_key(self.name)
        self.same_as_key = canonical_url(self.same_as) if self.same_as else None
