"""Verifications: the rulings on a claim; they can be superseded, never changed."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from claims.models import claim, evidence, source  # noqa: F401  (its foreign keys refer to them)
from claims.models.base import Record, Stored
from claims.models.columns import CLUSTERED, EXTRA, Day, Flag, Key, one_of, where_known
from claims.vocabulary import Axis, RecordKind, Status, Verdict


class Ruling(Record, table=True):
    """One ruling on one axis of a claim; the newest rules, and the old stay readable. Append-only."""

    __tablename__ = "verification"
    __table_args__ = (
        one_of("axis", Axis),
        one_of("status", Status),
        one_of("verdict", Verdict),
        CheckConstraint("rationale <> ''", name="rationale"),
        CheckConstraint("lamport >= 1", name="lamport"),
        CheckConstraint("length(policy_sha256) = 64", name="policy_sha256"),
        CheckConstraint("length(desk_policy_sha256) = 64", name="desk_policy_sha256"),
        Index("ix_verification_claim_id", "claim_id", "axis", "id"),
        where_known("ix_verification_recheck_on", "recheck_on"),
        where_known("ix_verification_review_id", "review_id"),
    )
    record: ClassVar[RecordKind] = RecordKind.RULING
    owned: ClassVar[str | None] = "evidence"

    claim_id: int = Field(foreign_key="claim.id", sa_type=Key, description="The claim ruled on.")
    axis: str = Field(description="The question ruled on (Axis).")
    status: str = Field(description="The ruling (Status).")
    rating: str | None = Field(default=None, description="The rating in its maker's own words, such as Mostly true.")
    rating_value: str | None = Field(default=None, description="The number that came with the rating, as written.")
    rating_best: str | None = Field(default=None, description="The best number of its scale, as written.")
    rating_worst: str | None = Field(default=None, description="The worst number of its scale, as written.")
    verdict: str | None = Field(default=None, description="What the rating comes to (Verdict); empty if not known.")
    rating_table: str | None = Field(default=None, description="Version of the table by which that was decided.")
    rationale: str = Field(description="Why.")
    ruled_by: str = Field(description="Who ruled.")
    approved_by: str | None = Field(default=None, description="Who gave the second pair of eyes.")
    checked_on: str = Field(sa_type=Day, description="The day on which it was checked.")
    recheck_on: str | None = Field(default=None, sa_type=Day, description="The day by which to look again.")
    policy: str | None = Field(default=None, description="The policy under which it was made, if there was one.")
    policy_sha256: str | None = Field(default=None, description="SHA-256 of that policy, 64 hexadecimal digits.")
    desk_policy_sha256: str | None = Field(
        default=None,
        description="SHA-256 of the desk's own policy where the ruling was made under another: an exception.",
    )
    override: str | None = Field(default=None, description="Why it was made though the policy asks for more.")
    lamport: int | None = Field(
        default=None,
        description="Lamport timestamp: one more than that of any ruling on this question known when it was made, so "
        "that it rules whatever the clock said; empty before schema 0005.",
    )
    basis: str | None = Field(
        default=None,
        description="What it was judged on, as canonical JSON: the evidence and utterances that counted, and the copy "
        "(hash, day) and passage of each.",
    )
    pending: bool = Field(
        default=False, sa_type=Flag, description="Whether it waits for approval and doesn't rule yet."
    )
    approves_id: int | None = Field(
        default=None, foreign_key="verification.id", sa_type=Key, description="The pending ruling that it approves."
    )
    review_id: int | None = Field(
        default=None, foreign_key="source.id", sa_type=Key, description="The published review that makes the ruling."
    )
    extra: str | None = Field(default=None, description=EXTRA)


class RulingEvidence(Stored, table=True):
    """A ruling rests on a piece of evidence. Append-only."""

    __tablename__ = "verification_evidence"
    __table_args__ = CLUSTERED

    verification_id: int = Field(
        primary_key=True, foreign_key="verification.id", sa_type=Key, description="The ruling."
    )
    evidence_id: int = Field(
        primary_key=True, foreign_key="evidence.id", index=True, sa_type=Key, description="What it rests on."
    )
