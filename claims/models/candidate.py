"""Candidates: statements that a reader found in a source, waiting for a person to decide."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from claims.models import claim, snapshot, source, utterance  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Record
from claims.models.columns import Key, one_of
from claims.vocabulary import CandidateState, RecordKind


class Candidate(Record, table=True):
    """A statement that a reader found in a snapshot; it is no claim until a person accepts it.

    `reading` is all that the reader says of it: spans, speaker, chain, cue, date, and why it thinks so.
    """

    __tablename__ = "candidate"
    __table_args__ = (
        one_of("state", CandidateState),
        CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence"),
        CheckConstraint("(state = 'accepted') = (utterance_id IS NOT NULL)", name="accepted"),
        Index("ix_candidate_source_id", "source_id", "state", "position"),
        Index("ix_candidate_digest", "source_id", "digest", unique=True),
        Index("ix_candidate_state", "state", "id"),
    )
    record: ClassVar[RecordKind] = RecordKind.CANDIDATE

    source_id: int = Field(foreign_key="source.id", sa_type=Key, description="The source that has it.")
    snapshot_id: int = Field(
        foreign_key="snapshot.id", index=True, sa_type=Key, description="The snapshot in which it was found."
    )
    position: int = Field(sa_type=Key, description="Where it begins in the snapshot's text, in code points.")
    digest: str = Field(description="Hash of its words and speaker, to know it again when the source is read again.")
    text: str = Field(description="The statement, as a claim would put it.")
    confidence: int = Field(description="How sure the reader is, in per cent.")
    reader: str = Field(description="Who read it: the reader's name and version.")
    reading: str = Field(description="All that the reader says of it, as canonical JSON.")
    state: str = Field(default=CandidateState.OPEN.value, description="What became of it (CandidateState).")
    claim_id: int | None = Field(
        default=None, foreign_key="claim.id", index=True, sa_type=Key, description="The claim that it became or joined."
    )
    utterance_id: int | None = Field(
        default=None, foreign_key="utterance.id", index=True, sa_type=Key, description="The utterance recorded for it."
    )
