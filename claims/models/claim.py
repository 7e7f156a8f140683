"""Claims: the propositions to be checked."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from claims.models.base import Record
from claims.models.columns import EXTRA, Moment, one_of
from claims.text import text_key
from claims.vocabulary import ClaimKind, RecordKind, Status


class Claim(Record, table=True):
    """A proposition to be checked, in the desk's own words.

    Where a claim stands is two answers, one an axis; each repeats the newest verification on that axis, so that a list
    by status needs no search.
    """

    __tablename__ = "claim"
    __table_args__ = (
        one_of("kind", ClaimKind),
        one_of("content_status", Status),
        one_of("attribution_status", Status),
        Index("ix_claim_content_status", "content_status", "id"),
        Index("ix_claim_attribution_status", "attribution_status", "id"),
    )
    record: ClassVar[RecordKind] = RecordKind.CLAIM
    derived: ClassVar[frozenset[str]] = frozenset({"text_key", "content_status", "attribution_status"})
    owned: ClassVar[str | None] = "tags"

    text: str = Field(description="The proposition, one sentence, in the desk's own words.")
    text_key: str = Field(
        default="", index=True, description="Hash of the folded text, to notice the same claim again."
    )
    language: str = Field(default="und", description="Language of the text, BCP-47; `und` when nobody said.")
    kind: str | None = Field(default=None, description="What sort of proposition it is (ClaimKind); empty until told.")
    note: str | None = Field(default=None, description="The desk's own note.")
    extra: str | None = Field(default=None, description=EXTRA)
    content_status: str = Field(default=Status.UNVERIFIED.value, description="Is it so? (Status); follows the rulings.")
    attribution_status: str = Field(
        default=Status.UNVERIFIED.value, description="Did they say it? (Status); follows the rulings."
    )
    retired_at: str | None = Field(
        default=None, sa_type=Moment, description="When it was taken out as entered wrongly."
    )

    def settle(self) -> None:
        self.text_key = text_key(self.text)
