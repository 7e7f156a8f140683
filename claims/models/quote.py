"""Quote selectors: the exact words, and where they stand in the stored text."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from claims.models import snapshot  # noqa: F401  (its foreign keys refer to them)
from claims.models.columns import Key, one_of
from claims.vocabulary import QuoteState


class Quoting(SQLModel):
    """A W3C quote selector; offsets are code points of the snapshot's normalised text, end exclusive.

    A quote that cannot be found in a snapshot is an orphan, never a guess.
    """

    quote_exact: str | None = Field(default=None, description="The words exactly as the source prints them.")
    quote_prefix: str | None = Field(default=None, description="The text just before them.")
    quote_suffix: str | None = Field(default=None, description="The text just after them.")
    quote_start: int | None = Field(default=None, sa_type=Key, description="Offset of the first code point.")
    quote_end: int | None = Field(default=None, sa_type=Key, description="Offset after the last code point.")
    quote_state: str | None = Field(default=None, description="Whether the words were found (QuoteState).")
    snapshot_id: int | None = Field(
        default=None, foreign_key="snapshot.id", sa_type=Key, description="The snapshot that the offsets count in."
    )


def quote_rules() -> tuple[CheckConstraint, ...]:
    """CHECKs that a quote has a state, and that a quote said to be anchored says where."""
    return (
        one_of("quote_state", QuoteState),
        CheckConstraint("(quote_exact IS NULL) = (quote_state IS NULL)", name="quote"),
        CheckConstraint(
            "quote_state IS NULL OR quote_state = 'orphan' OR (quote_start IS NOT NULL AND quote_end > quote_start"
            " AND snapshot_id IS NOT NULL)",
            name="quote_place",
        ),
    )
